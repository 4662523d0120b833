#include "users/profile.h"

#include "users/fields.h"
#include "users/searchable.h"
#include "users/store.h"

namespace assetbuddy::users {
namespace {

std::optional<std::string> tidied_if_given(const std::optional<std::string>& given, const TextRule& rule,
                                           Mistakes& mistakes)
{
    if (!given) return std::nullopt;
    return tidied(*given, rule, mistakes);
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
    ProfileChange change{.name = tidied_if_given(name, name_rule, mistakes),
                         .job_title = tidied_if_given(job_title, job_title_rule, mistakes),
                         .phone = tidied_if_given(phone, phone_rule, mistakes),
                         .expected_version = expected_version};
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
    find_anew(call.tx, after);
    access::record(call, {.organisation = after.organisation,
                          .action = "user.profile_changed",
                          .record_type = "user",
                          .record_id = after.id.text(),
                          .changes = std::move(changes)});
    return after;
}

} // namespace assetbuddy::users
