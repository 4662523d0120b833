// Where one is signed in, and the password asked again.

#include "accounts/edge.h"
#include "accounts/own_password.h"
#include "accounts/pages.h"
#include "accounts/sessions.h"
#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::accounts::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url sessions_url{"/profile/sessions"};
const Url confirm_url{"/confirm-password"};

Html device_of(const OwnSession& session)
{
    const auto below =
        session.address.empty() ? session.organisation_name : session.organisation_name + ", from " + session.address;
    return ui::person(agent_in_words(session.agent), below);
}

Html table_of(access::Visit& visit, const std::string& time_zone, const std::vector<OwnSession>& sessions)
{
    ui::Table table{"Where you are signed in", {{"Where"}, {"Signed in"}, {"Last used"}, {""}}};
    for (const auto& session : sessions) {
        const auto action =
            session.is_this
                ? ui::badge("This one", ui::Tone::good)
                : ui::post_button(visit, Url::path("/profile/sessions", {session.id.text(), "end"}), "Sign out there");
        table.row({device_of(session), ui::time_of(session.created_at, time_zone),
                   ui::time_of(session.last_used_at, time_zone), action});
    }
    return table.done();
}

/// Where the person was; only a path of ours (R-WEB-6).
Url next_of(std::string_view text)
{
    return Url::same_site(text).value_or(Url{"/profile"});
}

http::Response confirm_page(access::Visit& visit, const Url& next, const ui::Errors& errors, int status)
{
    const auto email = visit.look([](access::Call& call) -> Result<std::string> { return call.actor.facts().email; });
    if (!email) return ui::refusal(visit, email.error());
    ui::Form form{visit, confirm_url, {}, errors};
    form.hidden("next", next.text());
    form.add(Html::of(
        R"(<input type="email" class="visually-hidden" value="{}" autocomplete="username" readonly tabindex="-1" aria-label="Email">)",
        *email));
    form.password("password", "Password", ui::PasswordKind::present, {.focus = ui::Focus::first});
    return ui::focused_page(visit, {.title = "Please enter your password again",
                                    .content = form.done("Go on", Url{"/profile"}),
                                    .lead = "The next step is a big one, so we want to be sure it is you: " + *email +
                                            ". It holds for ten minutes.",
                                    .status = status});
}

} // namespace

http::Response list_sessions(access::Visit& visit)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto sessions = sessions_of(call);
        if (!sessions) return base::refused(sessions.error());
        Html actions;
        if (sessions->size() > 1)
            actions = ui::post_button(visit, Url{"/profile/sessions/end-others"}, "Sign out everywhere else");
        return ui::PageParts{.title = "Where you are signed in",
                             .section = ui::Section::profile,
                             .content = table_of(visit, call.actor.facts().time_zone, *sessions),
                             .lead = "Something here that is not you? Sign it out, then change your password.",
                             .actions = actions,
                             .crumbs = {{"Profile", Url{"/profile"}}}};
    });
}

http::Response submit_end_session(access::Visit& visit)
{
    const auto id = base::SessionId::parse(visit.request.parameter("id"));
    const auto ended = visit.change([&](access::Call& call) -> base::Done {
        if (!id) return base::refused("not_found", {}, "There is no such session.");
        return end_own_session(call, *id);
    });
    if (!ended && ended.error().code != "not_found") return ui::refusal(visit, ended.error());
    visit.flash(ended ? "Signed out there." : "That one had ended already.");
    return http::Response::see_other(sessions_url.text());
}

http::Response submit_end_other_sessions(access::Visit& visit)
{
    const auto ended = visit.change([](access::Call& call) { return end_other_sessions(call); });
    if (!ended) return ui::refusal(visit, ended.error());
    visit.flash("You are signed out everywhere else.");
    return http::Response::see_other(sessions_url.text());
}

http::Response show_confirm_password(access::Visit& visit)
{
    return confirm_page(visit, next_of(visit.request.query_value("next").value_or("")), {}, 200);
}

http::Response submit_confirm_password(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto next = next_of(form->value("next"));
    const auto done = accounts::confirm_password(visit.kernel, visit.credential, visit.origin, form->value("password"));
    if (done) return http::Response::see_other(next.text());
    const auto& error = done.error();
    if (error.code == "invalid" || error.code == "wrong_credentials" || error.code == "rate_limited")
        return confirm_page(visit, next, ui::Errors{error}, platform::json::status_of(error.code));
    return ui::refusal(visit, error);
}

} // namespace assetbuddy::accounts::pages
