#include "documents/sweep.h"

#include <algorithm>
#include <filesystem>
#include <functional>

#include "documents/limits.h"
#include "documents/store_sweep.h"
#include "documents/upload.h"
#include "platform/files/piecewise.h"

namespace assetbuddy::documents {
namespace {

namespace fs = std::filesystem;
namespace sql = platform::sql;
using platform::files::Store;

constexpr std::int64_t at_once = 100;
constexpr std::size_t most_misfits = 100;

/// An id tells the moment it was made (RFC 9562 5.7).
base::Time made_at(const std::string& id)
{
    const auto digits = id.substr(0, 8) + id.substr(9, 4);
    return base::from_microseconds(static_cast<std::int64_t>(std::stoull(digits, nullptr, 16)) * 1000);
}

std::int64_t clear_removed(const access::Kernel& kernel)
{
    const auto files = kernel.database.read(sql::Reach::system("sweep"),
                                            [](sql::Transaction& tx) { return store::list_to_clear(tx, at_once); });
    for (const auto& file : files) {
        kernel.files->remove(file.id);
        if (!file.small_id.empty()) kernel.files->remove(file.small_id);
        const auto noted = kernel.database.write(sql::Reach::system("sweep"), [&](sql::Transaction& tx) -> base::Done {
            store::note_gone(tx, file.id, kernel.clock.now());
            return {};
        });
        if (!noted) break;
    }
    return static_cast<std::int64_t>(files.size());
}

std::int64_t clear_uploads(const access::Kernel& kernel)
{
    const auto before = kernel.clock.now() - upload_life;
    const auto gone = kernel.database.write(sql::Reach::system("sweep"), [&](sql::Transaction& tx) {
        auto ids = store::list_outlived_uploads(tx, before, at_once);
        for (const auto& id : ids) store::delete_upload(tx, id);
        return base::Result<std::vector<std::string>>{std::move(ids)};
    });
    if (!gone) return 0;
    for (const auto& id : *gone) platform::files::remove(kernel.files->workshop() / workshop_name(UploadId{id}));
    return static_cast<std::int64_t>(gone->size());
}

/// What a crash left lying in the workshop, by the age of the file itself.
std::int64_t clear_workshop(const Store& files)
{
    std::int64_t gone = 0;
    std::error_code error;
    const auto oldest = fs::file_time_type::clock::now() - orphan_life;
    for (const auto& each : fs::directory_iterator{files.workshop(), error}) {
        const auto written = fs::last_write_time(each.path(), error);
        if (error || written > oldest) continue;
        platform::files::remove(each.path());
        ++gone;
    }
    return gone;
}

/// Calls `found` for each file of the store that no row names, the young ones apart, until it says false.
void each_orphan(sql::Database& database, Store& files, base::Time now,
                 const std::function<bool(const std::string&)>& found)
{
    std::string after;
    while (true) {
        const auto names = files.list(after, store::most_names);
        if (names.empty()) return;
        const auto known = database.read(sql::Reach::system("sweep"),
                                         [&](sql::Transaction& tx) { return store::known_names(tx, names); });
        for (const auto& name : names) {
            if (made_at(name) > now - orphan_life) return; // from here on they are younger
            if (std::ranges::find(known, name) == known.end() && !found(name)) return;
        }
        after = names.back();
    }
}

void check_stored(const store::StoredFile& row, Store& files, std::vector<Misfit>& misfits)
{
    const auto size = files.find_size(row.id);
    if (!size)
        misfits.push_back({"a document has its file", row.organisation, row.id});
    else if (*size != row.size)
        misfits.push_back({"a document's file has its size", row.organisation, row.id});
    if (!row.small_id.empty() && !files.find_size(row.small_id))
        misfits.push_back({"a photo has its small picture", row.organisation, row.small_id});
}

} // namespace

std::int64_t sweep(const access::Kernel& kernel)
{
    if (kernel.files == nullptr) return 0;
    return clear_removed(kernel) + clear_uploads(kernel);
}

std::int64_t sweep_orphans(const access::Kernel& kernel)
{
    if (kernel.files == nullptr) return 0;
    auto gone = clear_workshop(*kernel.files);
    each_orphan(kernel.database, *kernel.files, kernel.clock.now(), [&](const std::string& name) {
        kernel.files->remove(name);
        ++gone;
        return true;
    });
    return gone;
}

std::vector<Misfit> find_misfits(sql::Database& database, Store& files, base::Time now)
{
    std::vector<Misfit> misfits;
    std::string after;
    while (misfits.size() < most_misfits) {
        const auto rows = database.read(sql::Reach::system("fsck"),
                                        [&](sql::Transaction& tx) { return store::list_stored(tx, after, at_once); });
        if (rows.empty()) break;
        for (const auto& row : rows) check_stored(row, files, misfits);
        after = rows.back().id;
    }
    each_orphan(database, files, now, [&](const std::string& name) {
        misfits.push_back({"a file has its document", {}, name});
        return misfits.size() < most_misfits;
    });
    return misfits;
}

} // namespace assetbuddy::documents
