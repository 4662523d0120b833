#include "organisations/settings.h"

#include "access/sessions.h"
#include "organisations/show.h"
#include "organisations/store.h"

namespace assetbuddy::organisations {
namespace {

using base::refused;

Settings merged(Settings settings, const SettingsChange& change)
{
    settings.name = change.name.value_or(settings.name);
    settings.invitation_lifetime_days = change.invitation_lifetime_days.value_or(settings.invitation_lifetime_days);
    settings.reminders = change.reminders.value_or(settings.reminders);
    settings.time_zone = change.time_zone.value_or(settings.time_zone);
    settings.session_idle_minutes = change.session_idle_minutes.value_or(settings.session_idle_minutes);
    settings.session_hours = change.session_hours.value_or(settings.session_hours);
    settings.require_second_factor = change.require_second_factor.value_or(settings.require_second_factor);
    settings.hand_over_code = change.hand_over_code.value_or(settings.hand_over_code);
    settings.receive_hs_notifications = change.receive_hs_notifications.value_or(settings.receive_hs_notifications);
    settings.contractor_summary = change.contractor_summary.value_or(settings.contractor_summary);
    return settings;
}

/// Who asks everybody for a second factor would lock themselves out without one.
base::Done check_own_factor(access::Call& call, const Settings& before, const Settings& after)
{
    if (before.require_second_factor || !after.require_second_factor || call.actor.facts().has_second_factor) return {};
    return base::invalid({{"require_second_factor", "none_of_your_own",
                           "Set up a second factor for yourself first, and sign in with it."}});
}

} // namespace

base::Result<Organisation> edit_settings(access::Call& call, const access::Credential& credential,
                                         const SettingsChange& change)
{
    auto organisation = show(call);
    if (!organisation) return organisation;
    if (change.expected_version && *change.expected_version != organisation->version)
        return refused("stale", {}, "Somebody changed the settings meanwhile.");
    const auto settings = merged(organisation->settings, change).checked();
    if (!settings) return refused(settings.error());
    auto changes = changes_between(organisation->settings, *settings);
    if (changes.empty()) return organisation;
    if (touches_security(organisation->settings, *settings))
        if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    if (auto safe = check_own_factor(call, organisation->settings, *settings); !safe) return refused(safe.error());

    organisation->settings = *settings;
    if (!store::update_settings(call.tx, *organisation))
        throw platform::sql::Retryable("the settings changed at the same moment"); // run again: merged or stale then
    ++organisation->version;
    access::record(call, {.organisation = organisation->id,
                          .action = "organisation.edited",
                          .record_type = "organisation",
                          .record_id = organisation->id.text(),
                          .changes = std::move(changes)});
    return organisation;
}

} // namespace assetbuddy::organisations
