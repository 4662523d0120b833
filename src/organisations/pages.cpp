// The front door, signing up, and one's own page.

#include "organisations/pages.h"

#include "accounts/new_password_field.h"
#include "accounts/profile_card.h"
#include "organisations/home.h"
#include "organisations/limits.h"
#include "organisations/me.h"
#include "organisations/sign_up.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "sites/find.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "users/limits.h"
#include "users/profile.h"

namespace assetbuddy::organisations::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url sign_up_url{"/sign-up"};
const Url profile_url{"/profile"};

long length(std::size_t most)
{
    return static_cast<long>(most);
}

bool is_open(access::Visit& visit)
{
    return access::look_as_nobody(visit.kernel, visit.origin, "whether sign-up is open",
                                  [](access::Call& call) { return is_sign_up_open(call); });
}

/// Who is signed in here, if anybody.
std::optional<access::Actor> find_actor(access::Visit& visit)
{
    if (!visit.signed_in_claimed()) return std::nullopt;
    auto actor = visit.look([](access::Call& call) -> Result<access::Actor> { return call.actor; });
    if (!actor) return std::nullopt;
    return *std::move(actor);
}

http::Response front_page(access::Visit& visit)
{
    const bool may_sign_up = is_open(visit);
    Html html;
    html.add(R"(<p class="way-on">{}</p>)", ui::button_link(Url{"/sign-in"}, "Sign in"));
    if (may_sign_up)
        html.add(R"(<p>{}</p>)", ui::button_link(sign_up_url, "Set up your organisation", ui::Look::secondary));
    html.add(ui::paragraph("Invited by somebody? Open the link in the email they sent you."));
    return ui::focused_page(visit,
                            {.title = "Welcome to AssetBuddy",
                             .content = html,
                             .lead = "For organisations that look after equipment, and the people who work there."});
}

http::Response closed_page(access::Visit& visit)
{
    Html html =
        ui::paragraph("New organisations cannot be set up on this server. To join one that is here, ask its people to "
                      "invite you.");
    html.add(R"(<p class="way-on">{}</p>)", ui::button_link(Url{"/sign-in"}, "Sign in"));
    return ui::focused_page(visit, {.title = "Sign-up is closed", .content = html, .status = 403});
}

struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
};

http::Response stranger_page(access::Visit& visit, const Returned& returned)
{
    ui::Form form{visit, sign_up_url, returned.entered, returned.errors};
    form.text("organisation", "Organisation",
              {.hint = "As your people call it, such as Harbour Works.",
               .autocomplete = "organization",
               .max_length = length(most_name),
               .focus = ui::Focus::first});
    form.text("name", "Your name",
              {.hint = "First and last name.", .autocomplete = "name", .max_length = length(most_name)});
    form.email("email", "Email",
               {.hint = "We send a code there to make sure it is yours.", .autocomplete = "username"});
    accounts::add_new_password(form, "password", "Password", returned.entered);
    return ui::focused_page(visit, {.title = "Set up your organisation",
                                    .content = form.done("Set up organisation"),
                                    .lead = "You become its Owner and can invite the others.",
                                    .footer = Html::of(R"(<p>Already here? <a href="/sign-in">Sign in</a></p>)"),
                                    .status = returned.status});
}

/// Somebody who is signed in adds an organisation to their account.
http::Response member_page(access::Visit& visit, const access::Actor& actor, const Returned& returned)
{
    auto entered = returned.entered;
    if (!entered.contains("name")) entered["name"] = actor.facts().name;
    ui::Form form{visit, sign_up_url, entered, returned.errors};
    form.text("organisation", "Organisation",
              {.autocomplete = "organization", .max_length = length(most_name), .focus = ui::Focus::first});
    form.text("name", "Your name", {.autocomplete = "name", .max_length = length(most_name)});
    return ui::focused_page(visit, {.title = "Set up another organisation",
                                    .content = form.done("Set up organisation", Url{"/"}),
                                    .lead = "It is added to your account " + actor.facts().email +
                                            ". You switch between your organisations in the menu.",
                                    .status = returned.status});
}

http::Response sign_up_page(access::Visit& visit, const Returned& returned)
{
    const auto actor = find_actor(visit);
    return actor ? member_page(visit, *actor, returned) : stranger_page(visit, returned);
}

bool is_for_the_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "weak_password";
}

ui::Entered entered_of(const users::User& user)
{
    return {{"name", user.name}, {"job_title", user.job_title}, {"phone", user.phone}};
}

Html standing_of(access::Call& call, const Me& me)
{
    ui::Descriptions facts;
    facts.add("Organisation", me.organisation_name);
    facts.add("Role", access::in_words(me.user.role));
    const auto site = me.user.site ? sites::find(call, call.organisation(), *me.user.site) : std::nullopt;
    facts.add("Site", site ? site->name : std::string{"All sites"});
    facts.add("Email", me.user.email);
    if (me.user.pending_email)
        facts.add("New email", *me.user.pending_email + ", as soon as it is confirmed by the link in its mailbox");
    if (me.user.is_external) facts.add("Company", me.user.company_name);
    return ui::card("Your place here", facts.done());
}

Html details_form(access::Visit& visit, const users::User& user, const Returned& returned)
{
    using enum ui::Needed;
    ui::Form form{visit, profile_url, returned.entered.empty() ? entered_of(user) : returned.entered, returned.errors};
    form.hidden("version", std::to_string(user.version));
    form.text("name", "Name", {.autocomplete = "name", .max_length = length(users::most_name)});
    form.text("job_title", "Job title",
              {.needed = optional, .autocomplete = "organization-title", .max_length = length(users::most_job_title)});
    form.telephone("phone", "Phone",
                   {.needed = optional, .autocomplete = "tel", .max_length = length(users::most_phone)});
    return ui::card("About you", form.done("Save changes"));
}

http::Response profile_page(access::Visit& visit, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto me = find_me(call);
        call.tx.enter(call.organisation());
        Html content = details_form(visit, me.user, returned);
        content.add(standing_of(call, me));
        content.add(accounts::signing_in_card());
        return ui::PageParts{.title = "Profile",
                             .section = ui::Section::profile,
                             .content = content,
                             .lead = "What the others see of you, and how you sign in.",
                             .width = ui::Width::narrow,
                             .status = returned.status};
    });
}

} // namespace

http::Response start(access::Visit& visit)
{
    const auto actor = find_actor(visit);
    return actor ? http::Response::see_other(home_of(*actor).text()) : front_page(visit);
}

http::Response show_sign_up(access::Visit& visit)
{
    return is_open(visit) ? sign_up_page(visit, {}) : closed_page(visit);
}

http::Response submit_sign_up(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    if (form->has(accounts::suggest_button))
        return stranger_page(visit, {.entered = accounts::entered_with_suggestion(visit, *form, "password")});
    const SignUpRequest request{.organisation = form->value("organisation"),
                                .name = form->value("name"),
                                .email = form->value("email"),
                                .password = form->value("password")};
    const auto signed_up = sign_up(visit.kernel, visit.credential, visit.origin, request);
    if (!signed_up && signed_up.error().code == "forbidden") return closed_page(visit);
    if (!signed_up && !is_for_the_form(signed_up.error())) return ui::refusal(visit, signed_up.error());
    if (!signed_up)
        return sign_up_page(visit, {.entered = accounts::entered_without(*form, "password"),
                                    .errors = ui::Errors{signed_up.error()},
                                    .status = platform::json::status_of(signed_up.error().code)});
    visit.set_session_cookie(signed_up->session_token);
    return http::Response::see_other("/confirm");
}

http::Response show_profile(access::Visit& visit)
{
    return profile_page(visit, {});
}

http::Response submit_profile(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const users::ProfileChange change{.name = form->value("name"),
                                      .job_title = form->value("job_title"),
                                      .phone = form->value("phone"),
                                      .expected_version = http::version_of(*form)};
    const auto edited = visit.change([&](access::Call& call) { return users::edit_profile(call, change); });
    if (!edited && (edited.error().code == "invalid" || edited.error().code == "stale"))
        return profile_page(visit, {.entered = form->values(),
                                    .errors = ui::Errors{edited.error()},
                                    .status = platform::json::status_of(edited.error().code)});
    if (!edited) return ui::refusal(visit, edited.error());
    visit.flash("Your details were saved.");
    return http::Response::see_other(profile_url.text());
}

} // namespace assetbuddy::organisations::pages
