#include "assets/store_categories.h"

#include "assets/limits.h"
#include "base/text.h"

namespace assetbuddy::assets::store {
namespace {

using platform::sql::ConstraintViolated;
using platform::sql::Retryable;
using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement find_sql{"assets.find_category", R"(
    SELECT id, organisation_id, parent_id, name, prefix, regulation, criticality, is_active, created_at, version
    FROM categories WHERE organisation_id = $1 AND id = $2)"};

constexpr Statement list_sql{"assets.list_categories", R"(
    SELECT id, organisation_id, parent_id, name, prefix, regulation, criticality, is_active, created_at, version
    FROM categories WHERE organisation_id = $1 ORDER BY name_sort, id LIMIT $2)"};

constexpr Statement insert_sql{"assets.insert_category", R"(
    INSERT INTO categories (id, organisation_id, parent_id, name, name_key, name_sort, prefix, regulation, criticality,
                            is_active, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, 1)
    ON CONFLICT DO NOTHING RETURNING id)"};

constexpr Statement is_name_taken_sql{"assets.is_category_name_taken", R"(
    SELECT 1 FROM categories WHERE organisation_id = $1 AND COALESCE(parent_id, '') = $2 AND name_key = $3 AND id <> $4)"};

constexpr Statement is_prefix_taken_sql{"assets.is_prefix_taken", R"(
    SELECT 1 FROM categories WHERE organisation_id = $1 AND prefix = $2 AND id <> $3)"};

constexpr Statement update_sql{"assets.update_category", R"(
    UPDATE categories SET name = $4, name_key = $5, name_sort = $6, prefix = $7, regulation = $8, criticality = $9,
                          is_active = $10, version = version + 1
    WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement remove_sql{"assets.remove_category", R"(
    DELETE FROM categories WHERE organisation_id = $1 AND id = $2 AND version = $3)"};

constexpr Statement is_used_sql{"assets.is_category_used", R"(
    SELECT 1 FROM categories WHERE organisation_id = $1 AND parent_id = $2
    UNION ALL SELECT 1 FROM assets WHERE organisation_id = $1 AND category_id = $2
    UNION ALL SELECT 1 FROM assets WHERE organisation_id = $1 AND subcategory_id = $2
    LIMIT 1)"};

std::optional<std::string> or_none(const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

Category read(const Row& row)
{
    const auto parent = row.optional_text(2);
    return {.id = row.id<base::CategoryTag>(0),
            .organisation = row.id<base::OrganisationTag>(1),
            .parent = parent ? std::optional{base::CategoryId{*parent}} : std::nullopt,
            .name = row.text(3),
            .prefix = row.optional_text(4).value_or(""),
            .regulation = row.text(5),
            .criticality = read_criticality(row.text(6)).value(),
            .is_active = row.flag(7),
            .created_at = row.time(8),
            .version = row.integer(9)};
}

std::string parent_of(const Category& category)
{
    return category.parent ? category.parent->text() : std::string{};
}

} // namespace

std::optional<Category> find_category(Transaction& tx, const base::OrganisationId& organisation,
                                      const base::CategoryId& id)
{
    const auto row = tx.one(find_sql, organisation, id);
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<Category> list_categories(Transaction& tx, const base::OrganisationId& organisation)
{
    std::vector<Category> categories;
    for (const auto& row : tx.all(list_sql, organisation, most_categories)) categories.push_back(read(row));
    return categories;
}

bool insert_category(Transaction& tx, const Category& category)
{
    return tx
        .one(insert_sql, category.id, category.organisation, category.parent, category.name,
             base::case_folded(category.name), base::sort_key(category.name), or_none(category.prefix),
             category.regulation, to_text(category.criticality), category.created_at)
        .has_value();
}

Taken taken_by_another(Transaction& tx, const Category& category)
{
    if (tx.one(is_name_taken_sql, category.organisation, parent_of(category), base::case_folded(category.name),
               category.id))
        return Taken::name;
    if (!category.prefix.empty() && tx.one(is_prefix_taken_sql, category.organisation, category.prefix, category.id))
        return Taken::prefix;
    return Taken::nothing;
}

bool update_category(Transaction& tx, const Category& category)
{
    try {
        return tx.execute(update_sql, category.organisation, category.id, category.version, category.name,
                          base::case_folded(category.name), base::sort_key(category.name), or_none(category.prefix),
                          category.regulation, to_text(category.criticality), category.is_active) == 1;
    } catch (const ConstraintViolated&) {
        throw Retryable("the name or prefix of a category was taken at the same moment");
    }
}

bool remove_category(Transaction& tx, const Category& category)
{
    return tx.execute(remove_sql, category.organisation, category.id, category.version) == 1;
}

bool is_category_used(Transaction& tx, const Category& category)
{
    return tx.one(is_used_sql, category.organisation, category.id).has_value();
}

} // namespace assetbuddy::assets::store
