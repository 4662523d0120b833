#include "organisations/me.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "organisations/limits.h"
#include "organisations/organisation.h"
#include "organisations/store.h"

namespace assetbuddy::organisations {
namespace {

using base::FieldError;

struct TextRule {
    const char* field;
    const char* called;
    std::size_t most;
};
constexpr TextRule job_title_rule{"job_title", "The job title", most_job_title};
constexpr TextRule phone_rule{"phone", "The phone number", most_phone};

std::string checked_text(std::vector<FieldError>& errors, const TextRule& rule, std::string_view text)
{
    const std::string called = rule.called;
    if (!base::is_clean_text(text) || base::has_invisible_characters(text)) {
        errors.push_back({rule.field, "invalid_characters", called + " holds characters that cannot be shown."});
        return {};
    }
    auto clean = base::to_nfc(base::trimmed(text));
    if (base::count_code_points(clean) > rule.most)
        errors.push_back({rule.field, "too_long", called + " may have at most " + std::to_string(rule.most) + " characters."});
    return clean;
}

bool is_phone(std::string_view text)
{
    return text.find_first_not_of("0123456789+-()./ x") == std::string_view::npos;
}

base::Result<users::User> checked(const users::User& before, const OwnDetails& details)
{
    std::vector<FieldError> errors;
    auto after = before;
    if (details.name) after.name = checked_name(errors, "name", "Your name", *details.name);
    if (details.job_title) after.job_title = checked_text(errors, job_title_rule, *details.job_title);
    if (details.phone) after.phone = checked_text(errors, phone_rule, *details.phone);
    if (!is_phone(after.phone))
        errors.push_back({"phone", "malformed", "Use digits, blanks, + - ( ) and x for an extension."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return after;
}

void add_change(std::vector<access::Change>& changes, std::string field, const std::string& before, const std::string& after)
{
    if (before != after) changes.push_back({std::move(field), before, after, access::Privacy::personal});
}

void write(access::Call& call, const users::User& before, const users::User& after)
{
    const auto email = base::EmailAddress::parse(after.email);
    const std::array texts{after.name, email ? email->key() : after.email, after.job_title, after.company_name};
    const store::OwnRow row{after.organisation, after.id, before.version, after.name, after.job_title, after.phone};
    if (!store::update_own_details(call.tx, row))
        throw platform::sql::Retryable("a user changed while they were edited");
    store::replace_search_terms(call.tx, after.organisation, after.id, base::search_terms(texts));
    access::Entry entry{.organisation = after.organisation,
                        .action = "user.updated",
                        .record_type = "user",
                        .record_id = after.id.text(),
                        .changes = {}};
    add_change(entry.changes, "name", before.name, after.name);
    add_change(entry.changes, "job_title", before.job_title, after.job_title);
    add_change(entry.changes, "phone", before.phone, after.phone);
    access::record(call, std::move(entry));
}

users::User user_of(const store::PlaceRow& row)
{
    return {.id = row.id,
            .organisation = row.organisation,
            .account = row.account,
            .name = row.name,
            .email = row.email,
            .role = row.role,
            .site = row.site,
            .job_title = row.job_title,
            .phone = row.phone,
            .is_active = row.is_active,
            .is_external = row.is_external,
            .company_name = row.company_name,
            .company_address = row.company_address,
            .access_ends_on = row.access_ends_on,
            .last_seen_at = row.last_seen_at,
            .created_at = row.created_at,
            .version = row.version};
}

} // namespace

Me find_me(access::Call& call)
{
    Me me;
    for (const auto& row : store::list_own_places(call.tx, call.actor.facts().account)) {
        me.places.push_back({row.organisation, row.organisation_name, row.id, row.name, row.role, row.is_active});
        if (row.id != call.actor.user()) continue;
        me.user = user_of(row);
        me.organisation_name = row.organisation_name;
    }
    if (me.user.id.empty()) throw platform::sql::DatabaseError("a signed-in user has no row");
    return me;
}

base::Result<users::User> edit_own_details(access::Call& call, const OwnDetails& details)
{
    const auto before = find_me(call).user;
    call.tx.enter(call.organisation());
    if (details.expected_version && *details.expected_version != before.version)
        return base::refused("stale", {}, "Your details were changed elsewhere meanwhile. Look at them and try again.");
    auto after = checked(before, details);
    if (!after) return after;
    write(call, before, *after);
    after->version += 1;
    return after;
}

} // namespace assetbuddy::organisations
