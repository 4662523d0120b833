#include "users/store_list.h"

#include <algorithm>

#include "users/store.h"

namespace assetbuddy::users::store {
namespace {

using platform::sql::Parameter;

constexpr std::string_view all_columns =
    "u.id, u.organisation_id, u.account_id, u.name, u.email, u.role, u.site_id, u.job_title, u.phone, u.is_active, "
    "u.is_external, u.company_name, u.company_address, u.access_ends_on, u.last_seen_at, u.created_at, u.version, "
    "u.pending_email, u.company_id, u.name_sort, u.email_key";

constexpr platform::sql::Statement list_deleted_sql{"users.list_deleted", R"(
    SELECT id, organisation_id, account_id, name, email, role, site_id, job_title, phone, is_active, is_external,
           company_name, company_address, access_ends_on, last_seen_at, created_at, version, pending_email, company_id,
           name_sort, email_key, deleted_at
    FROM users
    WHERE organisation_id = $1 AND deleted_at IS NOT NULL AND erased_at IS NULL AND (name_sort, id) > ($2, $3)
    ORDER BY name_sort, id LIMIT $4)"};

std::vector<std::string_view> columns_of(SortKey key)
{
    switch (key) {
    case SortKey::name:
        return {"name_sort", "id"};
    case SortKey::email:
        return {"email_key", "id"};
    case SortKey::role:
        return {"role", "name_sort", "id"};
    case SortKey::last_seen_at:
        return {"last_seen_at", "id"};
    }
    return {};
}

std::string joined(const std::vector<std::string_view>& parts, std::string_view before, std::string_view after)
{
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text += ", ";
        text += std::string{before} + std::string{part} + std::string{after};
    }
    return text;
}

} // namespace

ListQuery::ListQuery(const access::Visible<User>& visible, const ListRequest& request,
                     const std::optional<Cursor>& cursor, access::Search search)
    : organisation_(visible.organisation()), site_(request.site), order_(request.order), cursor_(cursor),
      search_(std::move(search))
{
    bind(organisation_);
    where_ = filters(request);
    if (search_.has_words()) search_.bind([this](const Parameter& value) { return bind(value); });
    name_ += search_.name();
}

std::string ListQuery::bind(const Parameter& parameter)
{
    parameters_.push_back(parameter);
    return "$" + std::to_string(parameters_.size());
}

/// Flags stand in the text, so that the indexes of the rare ones (inactive, external) serve.
std::string ListQuery::filters(const ListRequest& request)
{
    std::string where = "u.organisation_id = $1 AND u.deleted_at IS NULL";
    const auto add = [&](std::string_view name, const std::string& condition) {
        name_ += '.' + std::string{name};
        where += " AND " + condition;
    };
    if (request.role) add("role", "u.role = " + bind(access::to_text(*request.role)));
    if (site_) add("site", "u.site_id = " + bind(*site_));
    if (request.company) add("company", "u.company_id = " + bind(*request.company));
    if (request.is_active)
        add(*request.is_active ? "active" : "inactive", *request.is_active ? "u.is_active = 1" : "u.is_active = 0");
    if (request.is_external)
        add(*request.is_external ? "external" : "internal",
            *request.is_external ? "u.is_external = 1" : "u.is_external = 0");
    if (search_.is_hopeless()) where += " AND 1 = 0";
    return where;
}

bool ListQuery::runs_downwards() const
{
    const bool is_back = cursor_ && cursor_->way == Cursor::Way::back;
    return (order_.direction == Direction::descending) != is_back;
}

/// The people whose words fit and who pass the filters, up to a number.
std::string ListQuery::candidates(std::string_view columns, std::int64_t most) const
{
    return "SELECT " + std::string{columns} + " FROM (" + search_.found() +
           ") found CROSS JOIN users u WHERE u.id = found.record_id AND " + where_ + " LIMIT " + std::to_string(most);
}

std::string ListQuery::source(std::string_view columns) const
{
    if (!search_.has_words()) return "users u WHERE " + where_;
    return "(" + candidates(columns, access::most_candidates) + ") u WHERE 1 = 1";
}

/// Compares whole rows, which both databases answer by a seek.
std::string ListQuery::beyond_cursor(Parameters& parameters) const
{
    std::vector<Parameter> values;
    if (order_.key == SortKey::role) values.emplace_back(cursor_->role);
    if (order_.key == SortKey::last_seen_at)
        values.emplace_back(cursor_->last_seen_at);
    else
        values.emplace_back(cursor_->text);
    values.emplace_back(cursor_->user);
    std::string places;
    for (const auto& value : values) {
        parameters.push_back(value);
        places += (places.empty() ? "$" : ", $") + std::to_string(parameters.size());
    }
    return " AND (" + joined(columns_of(order_.key), "u.", "") + ") " + (runs_downwards() ? "<" : ">") + " (" + places +
           ")";
}

Question ListQuery::page(std::size_t most) const
{
    const std::string way = runs_downwards() ? " DESC" : "";
    const auto limit = std::to_string(platform::sql::roomy_limit(most, longest_page));
    Question question{.name = "users.list" + name_ + "." + users::to_text(Order{.key = order_.key}) +
                              (way.empty() ? ".up" : ".down") + (cursor_ ? ".on." : ".") + limit,
                      .text = {},
                      .parameters = parameters_};
    question.text = "SELECT " + std::string{all_columns} + " FROM " + source(all_columns);
    if (cursor_) question.text += beyond_cursor(question.parameters);
    question.text += " ORDER BY " + joined(columns_of(order_.key), "u.", way) + " LIMIT " + limit;
    return question;
}

Question ListQuery::total() const
{
    return {.name = "users.count" + name_, .text = "SELECT count(*) FROM " + source("u.id"), .parameters = parameters_};
}

Question ListQuery::reach_of_search() const
{
    return {.name = "users.reach" + name_,
            .text = "SELECT (SELECT count(*) FROM (" + search_.looked_at(access::most_looked_at + 1) +
                    ") a), (SELECT count(*) FROM (" + candidates("u.id", access::most_candidates + 1) + ") b)",
            .parameters = parameters_};
}

std::vector<ListedDeleted> list_deleted(Transaction& tx, const access::Visible<User>& visible, const Cursor& after,
                                        std::int64_t most)
{
    std::vector<ListedDeleted> people;
    for (const auto& row : tx.all(list_deleted_sql, visible.organisation(), after.text, after.user, most))
        people.push_back({{.user = read(row), .name_sort = row.text(19), .email_key = row.text(20)}, row.time(21)});
    return people;
}

std::vector<Listed> list(Transaction& tx, const ListQuery& query, std::size_t most)
{
    const auto question = query.page(most);
    std::vector<Listed> people;
    for (const auto& row : tx.all_with({question.name, question.text}, question.parameters)) {
        if (people.size() == most) break;
        people.push_back({.user = read(row), .name_sort = row.text(19), .email_key = row.text(20)});
    }
    return people;
}

std::int64_t count(Transaction& tx, const ListQuery& query)
{
    const auto question = query.total();
    return tx.all_with({question.name, question.text}, question.parameters).at(0).integer(0);
}

Reach reach_of_search(Transaction& tx, const ListQuery& query)
{
    if (!query.searches()) return {};
    const auto question = query.reach_of_search();
    const auto row = tx.all_with({question.name, question.text}, question.parameters).at(0);
    return {.found = std::min(row.integer(1), access::most_candidates),
            .is_cut = row.integer(0) > access::most_looked_at || row.integer(1) > access::most_candidates};
}

} // namespace assetbuddy::users::store
