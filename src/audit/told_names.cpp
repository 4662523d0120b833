#include "audit/told_names.h"

#include <algorithm>
#include <array>
#include <set>

#include "access/permission.h"
#include "assets/asset.h"
#include "audit/store.h"
#include "defects/defect.h"

namespace assetbuddy::audit {
namespace {

struct Pointer {
    std::string_view field;
    std::string_view kind;
};
/// The fields whose value is the id of a record.
constexpr std::array pointers{
    Pointer{"site_id", "site"},         Pointer{"location_id", "location"},    Pointer{"parent_id", "location"},
    Pointer{"category_id", "category"}, Pointer{"subcategory_id", "category"}, Pointer{"asset_id", "asset"},
    Pointer{"owner_id", "user"},        Pointer{"owner_user_id", "user"},      Pointer{"invited_by", "user"},
    Pointer{"closed_out_by", "user"},   Pointer{"verified_by", "user"},        Pointer{"company_id", "company"},
    Pointer{"assignee", "user"},        Pointer{"assignee", "invitation"},
};

/// The kinds of record to which a field of this entry may point; none for any other field.
std::vector<std::string> kinds_of(const Entry& entry, std::string_view field)
{
    std::vector<std::string> kinds;
    for (const auto& pointer : pointers)
        if (pointer.field == field) kinds.emplace_back(pointer.kind);
    if (field != "of") return kinds;
    // A file tells in another field what kind of record it hangs on.
    const auto kind = std::ranges::find(entry.told.changes, "of_type", &access::ToldChange::field);
    if (kind != entry.told.changes.end()) kinds.push_back(kind->after.value_or(kind->before.value_or("")));
    return kinds;
}

/// A state in its room's words; empty for other fields, and for a word this program does not know.
std::string_view state_in_words(std::string_view record_type, std::string_view field, std::string_view value)
{
    if (field == "severity")
        if (const auto severity = defects::read_severity(value)) return defects::in_words(*severity);
    if (field == "criticality")
        if (const auto criticality = assets::read_criticality(value)) return assets::in_words(*criticality);
    if (field != "status") return {};
    if (record_type == "defect")
        if (const auto status = defects::read_status(value)) return defects::in_words(*status);
    if (record_type == "asset")
        if (const auto status = assets::read_status(value)) return assets::in_words(*status);
    return {};
}

/// Roles, states, flags and times in words; other texts as they are.
std::string value_in_words(std::string_view record_type, std::string_view field, const std::string& value,
                           std::string_view time_zone)
{
    if (const auto state = state_in_words(record_type, field, value); !state.empty()) return std::string{state};
    if (field == "verification" && value == "self_verified") return "self-verified";
    if (field == "verification" && value == "without_verification") return "without verification";
    if (field == "of_type")
        for (const auto& kind : record_kinds())
            if (kind.name == value) return std::string{kind.words};
    if (value == "true") return "yes";
    if (value == "false") return "no";
    if (field == "role")
        if (const auto role = access::read_role(value)) return std::string{access::in_words(*role)};
    if (field.ends_with("_at"))
        if (const auto time = base::from_rfc3339(value)) return base::to_words(*time, time_zone);
    return value;
}

} // namespace

ToldNames ToldNames::of(access::Call& call, const access::Visible<Entry>& visible, const std::vector<Entry>& entries)
{
    std::map<std::string, std::set<std::string>> asked;
    for (const auto& entry : entries)
        for (const auto& change : entry.told.changes)
            for (const auto& kind : kinds_of(entry, change.field))
                for (const auto& value : {change.before, change.after})
                    if (value && !value->empty()) asked[kind].insert(*value);
    ToldNames names;
    for (const auto& [kind, ids] : asked) {
        const std::vector<std::string> wanted{ids.begin(), ids.end()};
        for (auto& [id, name] : store::names_of(call.tx, visible, kind, wanted))
            names.names_.insert_or_assign({kind, std::move(id)}, std::move(name));
    }
    return names;
}

std::string ToldNames::in_words(const Entry& entry, const access::ToldChange& change,
                                const std::optional<std::string>& value, std::string_view time_zone) const
{
    if (!value || value->empty()) return "nothing";
    const auto kinds = kinds_of(entry, change.field);
    for (const auto& kind : kinds)
        if (const auto found = names_.find({kind, *value}); found != names_.end()) return found->second;
    if (!kinds.empty()) return gone_in_words(kinds.front());
    return value_in_words(entry.record_type, change.field, *value, time_zone);
}

} // namespace assetbuddy::audit
