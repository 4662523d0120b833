#include "audit/store.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "platform/sql/key_list.h"

namespace assetbuddy::audit::store {
namespace {

using platform::sql::Conditions;
using platform::sql::Parameter;
using platform::sql::Question;
using platform::sql::Row;

struct NamedTable {
    std::string_view kind;
    std::string_view table;
    std::string_view name; // of its row t
};
constexpr std::array named_tables{
    NamedTable{"user", "users", "t.name"},          NamedTable{"invitation", "invitations", "t.name"},
    NamedTable{"site", "sites", "t.name"},          NamedTable{"location", "locations", "t.name"},
    NamedTable{"category", "categories", "t.name"}, NamedTable{"asset", "assets", "t.code || ' ' || t.name"},
    NamedTable{"company", "companies", "t.name"},   NamedTable{"defect", "defects", "t.title"},
    NamedTable{"document", "documents", "t.name"},
};

/// What the record is called now, by its key; a record that is gone has no name.
std::string present_name()
{
    std::string text = "CASE e.record_type";
    for (const auto& named : named_tables)
        text += fmt::format(" WHEN '{}' THEN (SELECT {} FROM {} t WHERE t.organisation_id = e.organisation_id AND "
                            "t.id = e.record_id)",
                            named.kind, named.name, named.table);
    return text + " WHEN 'organisation' THEN (SELECT o.name FROM organisations o WHERE o.id = e.organisation_id) END";
}

/// Whether the record is somebody from outside or their company. NULL: it is gone.
constexpr std::string_view is_outside = R"(CASE e.record_type
           WHEN 'user' THEN (SELECT t.is_external FROM users t
                             WHERE t.organisation_id = e.organisation_id AND t.id = e.record_id)
           WHEN 'invitation' THEN (SELECT t.is_external FROM invitations t
                                   WHERE t.organisation_id = e.organisation_id AND t.id = e.record_id)
           WHEN 'company' THEN 1 ELSE 0 END)";

const std::string select_entry = R"(
    SELECT e.number, e.at, e.actor_user_id, e.action, e.record_type, e.record_id, e.hash, e.body,
           (SELECT p.personal FROM audit_personal p
            WHERE p.organisation_id = e.organisation_id AND p.number = e.number), )" +
                                 present_name() + ", " + std::string{is_outside} + " FROM audit_entries e";

std::string any_type(Conditions& conditions)
{
    std::string list;
    for (const auto& kind : record_kinds()) list += (list.empty() ? "" : ", ") + conditions.bind(kind.name);
    return "e.record_type IN (" + list + ")";
}

Conditions conditions_of(const access::Visible<Entry>& visible, const Filters& filters)
{
    Conditions conditions;
    conditions.always("e.organisation_id = " + conditions.bind(visible.organisation()));
    const auto add = [&](const char* name, const std::string& comparison, const Parameter& value) {
        conditions.add(name, comparison + conditions.bind(value));
    };
    if (filters.actor) add("actor", "e.actor_user_id = ", *filters.actor);
    if (!filters.record_type.empty())
        add("type", "e.record_type = ", filters.record_type);
    else if (!filters.record_id.empty())
        conditions.add("types", any_type(conditions)); // the index of records begins with their type
    if (!filters.record_id.empty()) add("record", "e.record_id = ", filters.record_id);
    if (!filters.action.empty()) add("action", "e.action = ", filters.action);
    if (filters.from) add("from", "e.at >= ", *filters.from);
    if (filters.to) add("to", "e.at < ", *filters.to);
    return conditions;
}

Entry read(const Row& row)
{
    return {.number = row.integer(0),
            .at = row.time(1),
            .actor = row.id<base::UserTag>(2),
            .action = row.text(3),
            .record_type = row.text(4),
            .record_id = row.text(5),
            .record_name = row.optional_text(9).value_or(""),
            .hash = row.text(6),
            .told = access::read_told(row.text(7), row.optional_text(8).value_or("")),
            .is_of_outsider = row.is_null(10) || row.flag(10)};
}

} // namespace

Question page_question(const access::Visible<Entry>& visible, const Filters& filters,
                       const std::optional<Position>& before, std::int64_t most)
{
    auto filter = conditions_of(visible, filters);
    if (before) {
        const auto at = filter.bind(before->at);
        filter.add("before", "(e.at, e.number) < (" + at + ", " + filter.bind(before->number) + ")");
    }
    auto text = select_entry + filter.where() + " ORDER BY e.at DESC, e.number DESC LIMIT " + filter.bind(most);
    return {"audit.list" + filter.name(), std::move(text), filter.parameters()};
}

std::vector<Entry> list(Transaction& tx, const access::Visible<Entry>& visible, const Filters& filters,
                        const std::optional<Position>& before, std::int64_t most)
{
    const auto question = page_question(visible, filters, before, most);
    std::vector<Entry> entries;
    for (const auto& row : tx.all_with({question.name, question.text}, question.parameters))
        entries.push_back(read(row));
    return entries;
}

std::int64_t count(Transaction& tx, const access::Visible<Entry>& visible, const Filters& filters)
{
    const auto filter = conditions_of(visible, filters);
    const auto text = "SELECT count(*) FROM audit_entries e" + filter.where();
    const auto name = "audit.count" + filter.name();
    return tx.all_with({name, text}, filter.parameters()).at(0).integer(0);
}

std::vector<std::pair<std::string, std::string>> names_of(Transaction& tx, const access::Visible<Entry>& visible,
                                                          std::string_view kind, std::span<const std::string> ids)
{
    const auto named = std::ranges::find(named_tables, kind, &NamedTable::kind);
    if (named == named_tables.end()) return {};
    const auto name = fmt::format("audit.names.{}", kind);
    const auto text = fmt::format("SELECT t.id, {} FROM json_each($2) k CROSS JOIN {} t "
                                  "WHERE t.organisation_id = $1 AND t.id = k.key",
                                  named->name, named->table);
    const auto keys = platform::sql::key_list(ids);
    const std::array<Parameter, 2> parameters{visible.organisation(), keys};
    std::vector<std::pair<std::string, std::string>> names;
    for (const auto& row : tx.all_with({name, text}, parameters)) names.emplace_back(row.text(0), row.text(1));
    return names;
}

} // namespace assetbuddy::audit::store
