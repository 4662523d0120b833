#include "cli/stored_files.h"

#include "base/id.h"
#include "platform/files/files.h"

namespace assetbuddy::cli {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& file, std::uintmax_t size)
{
    std::error_code error;
    const auto found = fs::file_size(file, error);
    return !error && found == size;
}

void copy_one(const fs::path& from, const fs::path& to)
{
    const fs::path unfinished = to.string() + ".copying";
    fs::create_directories(to.parent_path());
    fs::copy_file(from, unfinished, fs::copy_options::overwrite_existing);
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write, fs::perm_options::replace);
    platform::files::make_durable(unfinished);
    fs::rename(unfinished, to);
    platform::files::make_durable(to.parent_path());
}

} // namespace

fs::path files_beside(const fs::path& backup)
{
    return backup.string() + ".files";
}

std::int64_t copy_files(const fs::path& from, const fs::path& to)
{
    if (!fs::exists(from)) return 0;
    fs::create_directories(to);
    fs::permissions(to, fs::perms::owner_all, fs::perm_options::replace);
    std::int64_t copied = 0;
    for (const auto& each : fs::recursive_directory_iterator{from}) {
        const auto target = to / fs::relative(each.path(), from);
        if (!each.is_regular_file() || !base::is_uuid(each.path().filename().string())) continue;
        std::error_code error;
        const auto size = each.file_size(error);
        if (error || is_there(target, size)) continue; // gone meanwhile: no row of the copy names it for long
        copy_one(each.path(), target);
        ++copied;
    }
    return copied;
}

} // namespace assetbuddy::cli
