#include "users/profile.h"

#include "base/text.h"
#include "users/limits.h"
#include "users/store.h"
#include "users/terms.h"

namespace assetbuddy::users {
namespace {

using Mistakes = std::vector<base::FieldError>;

/// One line of a person's own words: tidied where it was given, and a mistake noted where it cannot be taken.
std::optional<std::string> tidied(const std::optional<std::string>& given, const std::string& field, std::size_t most,
                                  Mistakes& mistakes)
{
    if (!given) return std::nullopt;
    auto text = base::trimmed(base::to_nfc(*given));
    if (base::has_invisible_characters(text))
        mistakes.push_back({field, "invalid", "Take out the invisible characters; type it afresh if it was pasted."});
    else if (base::count_code_points(text) > most)
        mistakes.push_back({field, "too_long", "Use at most " + std::to_string(most) + " characters."});
    return text;
}

std::vector<access::Change> differences(const User& before, const User& after)
{
    std::vector<access::Change> changes;
    const auto compare = [&](const char* field, const std::string& old_value, const std::string& new_value) {
        if (old_value != new_value) changes.push_back({field, old_value, new_value, access::Privacy::personal});
    };
    compare("name", before.name, after.name);
    compare("job_title", before.job_title, after.job_title);
    compare("phone", before.phone, after.phone);
    return changes;
}

} // namespace

base::Result<ProfileChange> ProfileChange::checked() const
{
    Mistakes mistakes;
    ProfileChange change{.name = tidied(name, "name", most_name, mistakes),
                         .job_title = tidied(job_title, "job_title", most_job_title, mistakes),
                         .phone = tidied(phone, "phone", most_phone, mistakes),
                         .expected_version = expected_version};
    if (change.name && change.name->empty()) mistakes.push_back({"name", "required", "Enter your full name."});
    if (change.name && base::looks_like_web_address(*change.name))
        mistakes.push_back({"name", "invalid", "Enter a name without a web address."});
    if (!mistakes.empty()) return base::invalid(std::move(mistakes));
    return change;
}

base::Result<User> own_user(access::Call& call)
{
    auto user = store::find(call.tx, call.organisation(), call.actor.user());
    if (!user) return base::refused("sign_in_required", {}, "Sign in to go on.");
    return std::move(*user);
}

base::Result<User> edit_profile(access::Call& call, const ProfileChange& change)
{
    const auto before = own_user(call);
    if (!before) return std::unexpected(before.error());
    const auto checked = change.checked();
    if (!checked) return std::unexpected(checked.error());
    const auto stale = base::refused("stale", {}, "Your details were changed meanwhile. Look at them and try again.");
    if (checked->expected_version && *checked->expected_version != before->version) return stale;

    auto after = *before;
    after.name = checked->name.value_or(before->name);
    after.job_title = checked->job_title.value_or(before->job_title);
    after.phone = checked->phone.value_or(before->phone);
    auto changes = differences(*before, after);
    if (changes.empty()) return after;
    if (!store::update_profile(call.tx, after)) return stale;
    ++after.version;
    store::replace_terms(call.tx, after, terms_of(after));
    access::record(call, {.organisation = after.organisation,
                          .action = "user.profile_changed",
                          .record_type = "user",
                          .record_id = after.id.text(),
                          .changes = std::move(changes)});
    return after;
}

} // namespace assetbuddy::users
