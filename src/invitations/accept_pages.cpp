// The pages of the person invited, from the link in the mail to their place.

#include "access/sessions.h"
#include "accounts/edge.h"
#include "accounts/passkey_forms.h"
#include "invitations/ask_anew.h"
#include "invitations/decline.h"
#include "invitations/edge.h"
#include "invitations/inspect.h"
#include "invitations/limits.h"
#include "invitations/pages.h"
#include "invitations/prove.h"
#include "platform/crypto/crypto.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::invitations::pages {
namespace {

namespace http = platform::http;
using base::Error;
using base::Result;
using ui::Html;
using ui::Url;

const Url accept_url{"/accept"};

/// What the accept cookie carries: the link's token, and the code once it was shown to be right. Sealed, 30 minutes;
/// the verb checks both again when it counts.
struct Ticket {
    std::string token;
    std::string code; // empty: not entered yet

    static Ticket of(const access::Visit& visit)
    {
        const auto text = visit.accept_token();
        const auto dot = text.find('.');
        if (dot == std::string::npos) return {text, {}};
        return {text.substr(0, dot), text.substr(dot + 1)};
    }
    [[nodiscard]] std::string text() const { return code.empty() ? token : token + "." + code; }
};

/// Who is signed in here, as far as this page cares.
struct Visitor {
    base::AccountId account;
    std::string name;
    std::string email;
};

std::optional<Visitor> find_visitor(access::Visit& visit)
{
    if (!visit.signed_in_claimed()) return std::nullopt;
    const auto visitor = visit.look([](access::Call& call) -> Result<Visitor> {
        const auto& facts = call.actor.facts();
        return Visitor{facts.account, facts.name, facts.email};
    });
    if (!visitor) return std::nullopt;
    return *visitor;
}

http::Response kind_page(access::Visit& visit, std::string title, std::string_view text, const Html& way_on, int status)
{
    return ui::focused_page(
        visit, {.title = std::move(title), .content = Html{}.add(ui::paragraph(text)).add(way_on), .status = status});
}

Html sign_in_button()
{
    return ui::button_link(Url{"/sign-in"}, "Sign in");
}

std::string title_of(const std::string& code)
{
    if (code == "accepted") return "This invitation has been used";
    if (code == "declined") return "This invitation was declined";
    if (code == "revoked") return "This invitation was taken back";
    if (code == "expired") return "This invitation has run out";
    if (code == "locked") return "This invitation is locked";
    if (code == "held") return "This invitation is on hold";
    if (code == "replaced") return "There is a newer invitation";
    return "This link leads nowhere";
}

/// Every end of the road says what happened and what to do next (INV-14, R-INV-16, R-INV-19).
http::Response ended_page(access::Visit& visit, const Error& error)
{
    const auto status = platform::json::status_of(error.code);
    if (error.code == "accepted") {
        const auto way_on = find_visitor(visit) ? ui::button_link(Url{"/"}, "Go to the start page") : sign_in_button();
        return kind_page(visit, title_of(error.code), error.detail, way_on, status);
    }
    if (error.code == "not_found")
        return kind_page(
            visit, title_of(error.code),
            "No invitation belongs to this link. Open it again from the email, or copy it whole; if you got "
            "several emails, use the latest. Otherwise ask the person who invited you for a new one.",
            {}, status);
    if (error.facts.contains("join_again"))
        return kind_page(visit, title_of(error.code), error.detail,
                         ui::button_link(Url{"/join"}, "Ask for another link"), status);
    if (error.code == "expired" || error.code == "locked" || error.code == "revoked")
        return kind_page(visit, title_of(error.code), error.detail,
                         ui::post_button(visit, Url{"/accept/ask-anew"}, "Ask for a new invitation", ui::Look::primary),
                         status);
    if (error.code == "held")
        return kind_page(visit, title_of(error.code), error.detail,
                         ui::button_link(accept_url, "Try again", ui::Look::secondary), status);
    return kind_page(visit, title_of(error.code), error.detail, {}, status);
}

bool is_end(const Error& error)
{
    return error.code != "invalid" && error.code != "wrong_code" && error.code != "weak_password" &&
           error.code != "wrong_credentials" && error.code != "second_factor_required" && error.code != "rate_limited";
}

http::Response no_ticket_page(access::Visit& visit)
{
    return kind_page(
        visit, "Open the link again",
        "To accept an invitation, open the link in the email once more. For your safety this page forgets it "
        "after half an hour. If you have only the invite code, we can mail you the link.",
        Html{}
            .add(ui::button_link(Url{"/join"}, "I have only the code"))
            .add(ui::button_link(Url{"/sign-in"}, "Sign in", ui::Look::quiet)),
        200);
}

std::string lead_of(const Invitation& invitation)
{
    return invitation.invited_by_name + " invites " + invitation.email + " to join " + invitation.organisation_name +
           " as " + std::string{access::in_words(invitation.role)} + ".";
}

std::string title_of(const Invitation& invitation)
{
    return "Join " + invitation.organisation_name;
}

struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
    bool is_half_way = false; // the password was right just now
};

/// The code may come by phone, and whoever does not want to join says so behind it (INV-19).
Html code_footer(const Invitation& invitation)
{
    if (invitation.is_code_told)
        return Html::of("<p>The code is not in the email: {} tells it to you, by phone for instance.</p>",
                        invitation.invited_by_name);
    return Html::of("<p>If you do not want to join, enter the code too: the next page lets you decline.</p>");
}

http::Response code_page(access::Visit& visit, const Invitation& invitation, const Returned& returned)
{
    ui::Form form{visit, accept_url, returned.entered, returned.errors};
    form.code("code", "Invite code",
              {.hint = invitation.is_code_told
                           ? "Eight letters and digits, such as AB12-CD34."
                           : "It is in the same email as the link, such as AB12-CD34. You can paste "
                             "it.",
               .focus = ui::Focus::first});
    return ui::focused_page(visit, {.title = title_of(invitation),
                                    .content = form.done("Continue"),
                                    .lead = lead_of(invitation),
                                    .footer = code_footer(invitation),
                                    .status = returned.status});
}

/// For password managers, which look for the name beside the password; it cannot be changed and is not sent.
Html account_email(const Invitation& invitation)
{
    return Html::of(
        R"(<div class="field"><label class="form-label" for="field-account">Email</label><input class="form-control" id="field-account" type="email" value="{}" autocomplete="username" readonly></div>)",
        invitation.email);
}

void add_corrections(ui::Form& form)
{
    const auto length = [](std::size_t most) { return static_cast<long>(most); };
    form.group("About you", "Please correct what is not right.", [&] {
        form.text("name", "Name", {.autocomplete = "name", .max_length = length(most_name)});
        form.text("job_title", "Job title",
                  {.needed = ui::Needed::optional,
                   .autocomplete = "organization-title",
                   .max_length = length(most_job_title)});
        form.telephone("phone", "Phone",
                       {.needed = ui::Needed::optional, .autocomplete = "tel", .max_length = length(most_phone)});
    });
}

ui::Entered entered_of(const Invitation& invitation)
{
    return {{"name", invitation.name}, {"job_title", invitation.job_title}, {"phone", invitation.phone}};
}

/// What the last step asks for.
enum class Proof { new_password, account_password, second_factor, signed_in };

http::Response place_page(access::Visit& visit, const Inspection& seen, Proof proof, const Returned& returned)
{
    const auto& invitation = seen.invitation;
    ui::Form form{visit, accept_url, returned.entered.empty() ? entered_of(invitation) : returned.entered,
                  returned.errors};
    form.add(account_email(invitation));
    if (proof == Proof::new_password)
        form.password("password", "Choose a password", ui::PasswordKind::fresh,
                      {.hint = "At least 15 characters. Four or more words that do not belong together work well."});
    if (proof == Proof::account_password)
        form.password("password", "Your password", ui::PasswordKind::present,
                      {.hint = "You already have an account here. Enter the password you sign in with."});
    if (proof == Proof::second_factor) accounts::add_second_factor(form, visit, *seen.account);
    add_corrections(form);
    Html footer;
    if (proof == Proof::account_password)
        footer = Html::of(R"(<p><a href="/forgot-password">Forgotten your password?</a></p>)");
    footer.add(ui::confirm_button(visit, Url{"/accept/decline"}, "I do not want to join",
                                  "The link and the code then stop working, and " + invitation.invited_by_name +
                                      " is told. Decline the invitation?",
                                  ui::Look::quiet));
    return ui::focused_page(visit, {.title = title_of(invitation),
                                    .content = form.done("Join " + invitation.organisation_name),
                                    .lead = lead_of(invitation),
                                    .footer = footer,
                                    .status = returned.status});
}

/// INV-17.
http::Response other_person_page(access::Visit& visit, const Invitation& invitation, const Visitor& visitor)
{
    Html html;
    html.add("<p>This invitation is for <strong>{}</strong>. On this device {} (<strong>{}</strong>) is signed in.</p>",
             invitation.email, visitor.name, visitor.email);
    html.add(
        "<p>If you are the person invited, sign {} out here and go on. The invitation stays as it is until then.</p>",
        visitor.name);
    html.add(ui::post_button(visit, Url{"/accept/sign-out"}, "Sign out and go on", ui::Look::primary));
    html.add(ui::button_link(Url{"/"}, "Stay signed in", ui::Look::quiet));
    return ui::focused_page(visit, {.title = "This invitation is for somebody else", .content = html});
}

bool is_somebody_else(const Inspection& seen, const std::optional<Visitor>& visitor)
{
    return visitor && visitor->account != seen.account;
}

Proof proof_asked(access::Visit& visit, const Inspection& seen, const std::optional<Visitor>& visitor,
                  const Returned& returned)
{
    if (visitor) return Proof::signed_in;
    if (!seen.account) return Proof::new_password;
    const auto half_way = accounts::half_way_of(visit);
    const bool goes_on = half_way && half_way->account == *seen.account;
    return returned.is_half_way || goes_on ? Proof::second_factor : Proof::account_password;
}

/// The page for where this person stands: what `returned` says comes with it.
http::Response step_page(access::Visit& visit, const Ticket& ticket, const Returned& returned)
{
    const auto seen = inspect(visit.kernel, visit.origin, ticket.token);
    if (!seen && seen.error().code == "rate_limited") return ui::refusal(visit, seen.error());
    if (!seen) return ended_page(visit, seen.error());
    if (seen->refusal) return ended_page(visit, *seen->refusal);
    const auto visitor = find_visitor(visit);
    if (is_somebody_else(*seen, visitor)) return other_person_page(visit, seen->invitation, *visitor);
    if (ticket.code.empty() && !seen->is_code_proven) return code_page(visit, seen->invitation, returned);
    return place_page(visit, *seen, proof_asked(visit, *seen, visitor, returned), returned);
}

http::Response returned_page(access::Visit& visit, const Ticket& ticket, const http::Form& form, const Error& error)
{
    if (is_end(error)) return ended_page(visit, error);
    if (error.code == "rate_limited") return ui::refusal(visit, error);
    const bool is_half_way = error.code == "second_factor_required";
    const bool is_first = is_half_way && !form.has("second_factor"); // nothing was done wrong
    return step_page(visit, ticket,
                     {.entered = form.values(),
                      .errors = is_first ? ui::Errors{} : ui::Errors{error},
                      .status = is_first ? 200 : platform::json::status_of(error.code),
                      .is_half_way = is_half_way});
}

http::Response submit_code(access::Visit& visit, Ticket ticket, const http::Form& form)
{
    const auto proven = prove(visit.kernel, visit.origin, ticket.token, form.value("code"));
    if (!proven) return returned_page(visit, ticket, form, proven.error());
    ticket.code = platform::crypto::read_code(form.value("code")).value();
    visit.set_accept_cookie(ticket.text());
    return http::Response::see_other(accept_url.text());
}

http::Response submit_place(access::Visit& visit, const Ticket& ticket, const http::Form& form)
{
    const AcceptRequest request{.token = ticket.token,
                                .code = ticket.code,
                                .password = form.value("password"),
                                .corrections = {.name = form.value("name"),
                                                .job_title = form.value("job_title"),
                                                .phone = form.value("phone")}};
    const auto accepted = accept_here(
        visit, request,
        {.code = form.value("second_factor"),
         .passkey = accounts::has_passkey_answer(form) ? accounts::passkey_shown(visit, form) : std::nullopt,
         .half_way = {},
         .field = "second_factor"});
    if (!accepted) return returned_page(visit, ticket, form, accepted.error());
    // The accept cookie stays for its half hour: a repeat then finds "already used, sign in" (R-INV-19).
    return http::Response::see_other("/welcome");
}

} // namespace

http::Response open_link(access::Visit& visit)
{
    const auto& token = visit.request.parameter("token");
    const auto seen = inspect(visit.kernel, visit.origin, token);
    if (!seen && seen.error().code == "rate_limited") return ui::refusal(visit, seen.error());
    if (!seen && seen.error().code == "not_found") return ended_page(visit, seen.error());
    // Real tokens, whatever became of them, leave the address at once (R-INV-7); /accept then tells their state.
    visit.set_accept_cookie(Ticket{token, {}}.text());
    auto response = http::Response::see_other(accept_url.text());
    response.set("Referrer-Policy", "no-referrer").set("Cache-Control", "no-store").set("X-Robots-Tag", "noindex");
    return response;
}

http::Response show_accept(access::Visit& visit)
{
    const auto ticket = Ticket::of(visit);
    return ticket.token.empty() ? no_ticket_page(visit) : step_page(visit, ticket, {});
}

http::Response submit_accept(access::Visit& visit)
{
    const auto ticket = Ticket::of(visit);
    if (ticket.token.empty()) return no_ticket_page(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto seen = inspect(visit.kernel, visit.origin, ticket.token);
    const auto visitor = find_visitor(visit);
    if (seen && seen->state == State::pending && is_somebody_else(*seen, visitor))
        return other_person_page(visit, seen->invitation, *visitor);
    const bool asks_for_code = ticket.code.empty() && !(seen && seen->is_code_proven);
    return asks_for_code ? submit_code(visit, ticket, *form) : submit_place(visit, ticket, *form);
}

http::Response sign_out_and_go_on(access::Visit& visit)
{
    const auto ended = visit.change([](access::Call& call) -> base::Done {
        access::end_session(call, call.actor.facts().session);
        return {};
    });
    if (!ended && ended.error().code != "sign_in_required") return ui::refusal(visit, ended.error());
    visit.set_session_cookie({});
    return http::Response::see_other(accept_url.text());
}

http::Response submit_decline(access::Visit& visit)
{
    const auto ticket = Ticket::of(visit);
    if (ticket.token.empty()) return no_ticket_page(visit);
    const auto seen = inspect(visit.kernel, visit.origin, ticket.token);
    const auto declined = decline(visit.kernel, visit.origin, ticket.token, ticket.code);
    if (!declined) return returned_page(visit, ticket, http::Form{}, declined.error());
    const auto who = seen ? seen->invitation.organisation_name : std::string{"the organisation"};
    return kind_page(visit, "You declined",
                     "You will not join " + who +
                         ", and it is told so. The link and the code no longer work, and no further mail comes from "
                         "there unless somebody invites you anew.",
                     {}, 200);
}

http::Response submit_ask_anew(access::Visit& visit)
{
    const auto ticket = Ticket::of(visit);
    if (ticket.token.empty()) return no_ticket_page(visit);
    const auto asked = ask_anew(visit.kernel, visit.origin, ticket.token);
    if (!asked && asked.error().code == "wrong_state") return http::Response::see_other(accept_url.text());
    if (!asked && asked.error().code == "rate_limited") return ui::refusal(visit, asked.error());
    if (!asked) return ended_page(visit, asked.error());
    return kind_page(visit, "You asked for a new invitation",
                     asked->organisation_name +
                         " is told that you would like a new invitation. If they send one, it "
                         "comes by email to " +
                         asked->email + ". You can ask once a day.",
                     {}, 200);
}

} // namespace assetbuddy::invitations::pages
