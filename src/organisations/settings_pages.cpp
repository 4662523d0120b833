// What the organisation decides about itself.

#include "organisations/settings_pages.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "accounts/own_password.h"
#include "base/time_zones.h"
#include "organisations/limits.h"
#include "organisations/settings.h"
#include "organisations/show.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::organisations::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url settings_url{"/settings"};

struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
    /// A setting of sign-in changed, and the password was last given too long ago (R-SESS-8).
    bool asks_password = false;
};

struct Choice {
    std::int64_t value;
    const char* text;
};

constexpr std::array idle_choices{
    Choice{15, "15 minutes"}, Choice{30, "30 minutes"}, Choice{60, "1 hour"},   Choice{240, "4 hours"},
    Choice{480, "8 hours"},   Choice{1440, "24 hours"}, Choice{4320, "3 days"}, Choice{10080, "7 days"},
};
constexpr std::array whole_choices{
    Choice{1, "1 hour"},  Choice{8, "8 hours"},  Choice{12, "12 hours"}, Choice{24, "24 hours"},
    Choice{72, "3 days"}, Choice{168, "7 days"}, Choice{336, "14 days"}, Choice{720, "30 days"},
};

/// The usual choices, and the present value where it is none of them.
std::vector<ui::Option> options_of(std::span<const Choice> choices, std::int64_t present, const char* unit)
{
    std::vector<ui::Option> options;
    for (const auto& choice : choices) options.push_back({std::to_string(choice.value), choice.text});
    if (std::ranges::find(choices, present, &Choice::value) == choices.end())
        options.push_back({std::to_string(present), std::to_string(present) + " " + unit});
    return options;
}

std::vector<ui::Option> zones(const std::string& present)
{
    auto names = base::time_zones();
    // A name that only repeats another zone is not among them, but may have been set.
    if (std::ranges::find(names, present) == names.end()) names.insert(names.begin(), present);
    std::vector<ui::Option> options;
    for (const auto& name : names) options.push_back({name, name});
    return options;
}

ui::Entered entered_of(const Settings& settings)
{
    const auto tick = [](bool is_on) { return std::string{is_on ? "on" : ""}; };
    return {{"name", settings.name},
            {"invitation_lifetime_days", std::to_string(settings.invitation_lifetime_days)},
            {"reminders", tick(settings.reminders)},
            {"time_zone", settings.time_zone},
            {"session_idle_minutes", std::to_string(settings.session_idle_minutes)},
            {"session_hours", std::to_string(settings.session_hours)},
            {"require_second_factor", tick(settings.require_second_factor)},
            {"hand_over_code", tick(settings.hand_over_code)},
            {"contractor_summary", settings.contractor_summary}};
}

void add_organisation(ui::Form& form, const Settings& settings)
{
    form.text("name", "Name", {.hint = "It stands in every invitation.", .max_length = static_cast<long>(most_name)});
    form.select("time_zone", "Time zone", zones(settings.time_zone),
                {.hint = "Decides when a day ends, and the times people see."});
}

void add_invitations(ui::Form& form)
{
    form.text("invitation_lifetime_days", "Days an invitation is valid",
              {.hint = "From 1 to 30. Roles that manage people get at most 3 days.", .max_length = 2});
    form.checkbox("reminders", "Remind people two days before their invitation runs out",
                  {.needed = ui::Needed::optional});
    form.checkbox("hand_over_code", "An inviter may be shown a new code, to tell it by phone",
                  {.hint = "For people who get the link but cannot find the code. It is noted in the audit log.",
                   .needed = ui::Needed::optional});
}

void add_contractors(ui::Form& form)
{
    static const std::array choices{ui::Option{"weekly", "Every Monday morning"}, ui::Option{"daily", "Every morning"},
                                    ui::Option{"off", "Never"}};
    form.select("contractor_summary", "Mail people from outside what is open with them", choices,
                {.hint = "Those who have work here get a list of it, with what is overdue first."});
}

/// Only who has a second factor can ask everybody for one; the others learn where to set it up.
enum class OwnFactor { missing, there };

void add_signing_in(ui::Form& form, const Settings& settings, OwnFactor own)
{
    form.select("session_idle_minutes", "Sign people out when they did nothing for",
                options_of(idle_choices, settings.session_idle_minutes, "minutes"));
    form.select("session_hours", "Sign people out in any case after",
                options_of(whole_choices, settings.session_hours, "hours"));
    if (own == OwnFactor::missing)
        form.add(Html::of(
            R"(<p>To ask everybody for a second step when signing in, <a href="{}">set one up for yourself first</a>.</p>)",
            Url{"/profile/second-factor"}));
    else
        form.checkbox("require_second_factor", "Everybody needs a second step to sign in",
                      {.hint = "Such as a code from an app on their phone. Whoever has none is led to setting one up, "
                               "and can do nothing else here before that.",
                       .needed = ui::Needed::optional});
}

Html settings_form(access::Visit& visit, const access::Actor& actor, const Organisation& organisation,
                   const Returned& returned)
{
    const auto& settings = organisation.settings;
    ui::Form form{visit, settings_url, returned.status == 200 ? entered_of(settings) : returned.entered,
                  returned.errors};
    const bool may_ask = settings.require_second_factor || actor.facts().has_second_factor;
    const auto own = may_ask ? OwnFactor::there : OwnFactor::missing;
    form.hidden("version", std::to_string(organisation.version));
    add_organisation(form, settings);
    form.group("Invitations", "", [&] { add_invitations(form); });
    form.group("Contractors", "", [&] { add_contractors(form); });
    form.group("Signing in", "", [&] { add_signing_in(form, settings, own); });
    if (returned.asks_password)
        form.group("Your password",
                   "Changing how people sign in or join is a big step, so we want to be sure it is you.",
                   [&] { form.password("password", "Your password", ui::PasswordKind::present); });
    return form.done("Save settings");
}

http::Response settings_page(access::Visit& visit, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto organisation = show(call);
        if (!organisation) return base::refused(organisation.error());
        return ui::PageParts{.title = "Settings",
                             .section = ui::Section::settings,
                             .content = settings_form(visit, call.actor, *organisation, returned),
                             .lead = "What counts for everybody in " + organisation->settings.name + ".",
                             .width = ui::Width::narrow,
                             .status = returned.status};
    });
}

/// A text that is no number is a number out of every range.
std::int64_t read_number(const http::Form& form, std::string_view field)
{
    const auto& text = form.value(field);
    std::int64_t number = -1;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end ? number : -1;
}

SettingsChange read_change(const http::Form& form)
{
    return {.name = form.value("name"),
            .invitation_lifetime_days = read_number(form, "invitation_lifetime_days"),
            .reminders = form.has("reminders"),
            .time_zone = form.value("time_zone"),
            .session_idle_minutes = read_number(form, "session_idle_minutes"),
            .session_hours = read_number(form, "session_hours"),
            .require_second_factor = form.has("require_second_factor"),
            .hand_over_code = form.has("hand_over_code"),
            .contractor_summary = form.optional("contractor_summary"),
            .expected_version = http::version_of(form)};
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "stale" || error.code == "reauthenticate" ||
           error.code == "wrong_credentials" || error.code == "rate_limited";
}

http::Response come_back(access::Visit& visit, const http::Form& form, const base::Error& error)
{
    auto entered = form.values();
    entered.erase("password");
    const bool asks = error.code == "reauthenticate" || form.has("password");
    ui::Errors errors{error};
    if (error.code == "reauthenticate") {
        errors = {};
        errors.add("password", "Enter your password below to save these changes.");
    }
    // 401 would send programs to sign in; the person is signed in and gave a wrong password.
    const int status = error.code == "wrong_credentials" ? 422 : platform::json::status_of(error.code);
    return settings_page(visit,
                         {.entered = std::move(entered), .errors = errors, .status = status, .asks_password = asks});
}

} // namespace

http::Response show_settings(access::Visit& visit)
{
    return settings_page(visit, {});
}

http::Response submit_settings(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    if (form->has("password")) {
        const auto proven =
            accounts::confirm_password(visit.kernel, visit.credential, visit.origin, form->value("password"));
        if (!proven && !is_shown_by_form(proven.error())) return ui::refusal(visit, proven.error());
        if (!proven) return come_back(visit, *form, proven.error());
    }
    const auto saved =
        visit.change([&](access::Call& call) { return edit_settings(call, visit.credential, read_change(*form)); });
    if (!saved && !is_shown_by_form(saved.error())) return ui::refusal(visit, saved.error());
    if (!saved) return come_back(visit, *form, saved.error());
    visit.flash("The settings were saved.");
    return http::Response::see_other(settings_url.text());
}

} // namespace assetbuddy::organisations::pages
