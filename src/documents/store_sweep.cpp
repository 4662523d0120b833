#include "documents/store_sweep.h"

#include <stdexcept>

namespace assetbuddy::documents::store {
namespace {

using platform::sql::Parameter;
using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement list_to_clear_sql{"documents.list_to_clear", R"(
    SELECT id, COALESCE(small_id, ''), organisation_id, size FROM document_versions
    WHERE is_removed = 1 AND gone_at IS NULL ORDER BY id LIMIT $1)"};
constexpr Statement note_gone_sql{"documents.note_gone", "UPDATE document_versions SET gone_at = $2 WHERE id = $1"};
constexpr Statement list_outlived_uploads_sql{"documents.list_outlived_uploads", R"(
    SELECT id FROM uploads WHERE created_at < $1 ORDER BY created_at LIMIT $2)"};
constexpr Statement delete_upload_sql{"documents.delete_upload", "DELETE FROM uploads WHERE id = $1"};
constexpr Statement list_stored_sql{"documents.list_stored", R"(
    SELECT id, COALESCE(small_id, ''), organisation_id, size FROM document_versions
    WHERE gone_at IS NULL AND is_removed = 0 AND id > $1 ORDER BY id LIMIT $2)"};

std::string known_names_text()
{
    std::string places;
    for (std::size_t each = 1; each <= most_names; ++each) places += (each > 1 ? ", $" : "$") + std::to_string(each);
    return "SELECT id FROM document_versions WHERE id IN (" + places +
           ") UNION ALL SELECT small_id FROM document_versions WHERE small_id IN (" + places + ")";
}

StoredFile read(const Row& row)
{
    return {row.text(0), row.text(1), row.text(2), row.integer(3)};
}

} // namespace

std::vector<StoredFile> list_to_clear(Transaction& tx, std::int64_t limit)
{
    std::vector<StoredFile> files;
    for (const auto& row : tx.all(list_to_clear_sql, limit)) files.push_back(read(row));
    return files;
}

void note_gone(Transaction& tx, const std::string& version, base::Time now)
{
    tx.execute(note_gone_sql, version, now);
}

std::vector<std::string> list_outlived_uploads(Transaction& tx, base::Time before, std::int64_t limit)
{
    std::vector<std::string> ids;
    for (const auto& row : tx.all(list_outlived_uploads_sql, before, limit)) ids.push_back(row.text(0));
    return ids;
}

void delete_upload(Transaction& tx, const std::string& id)
{
    tx.execute(delete_upload_sql, id);
}

std::vector<std::string> known_names(Transaction& tx, const std::vector<std::string>& names)
{
    if (names.size() > most_names) throw std::logic_error{"so many names are not asked for at once"};
    static const std::string text = known_names_text();
    std::vector<Parameter> parameters;
    for (std::size_t each = 0; each < most_names; ++each)
        parameters.emplace_back(each < names.size() ? std::string_view{names[each]} : std::string_view{});
    std::vector<std::string> known;
    for (const auto& row : tx.all_with(Statement{"documents.known_names", text}, parameters))
        known.push_back(row.text(0));
    return known;
}

std::vector<StoredFile> list_stored(Transaction& tx, const std::string& after, std::int64_t limit)
{
    std::vector<StoredFile> files;
    for (const auto& row : tx.all(list_stored_sql, after, limit)) files.push_back(read(row));
    return files;
}

} // namespace assetbuddy::documents::store
