// API tokens of one's own place.

#include "access/sessions.h"
#include "accounts/limits.h"
#include "accounts/pages.h"
#include "accounts/tokens.h"
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

const Url tokens_url{"/profile/tokens"};
const Url new_url{"/profile/tokens/new"};
const std::vector<ui::Crumb> crumbs{{"Profile", Url{"/profile"}}, {"API tokens", tokens_url}};

Html last_use(const ApiToken& token, const std::string& time_zone)
{
    return token.last_used_at ? ui::time_of(*token.last_used_at, time_zone) : Html::text("Never");
}

Html end_of(const ApiToken& token, const access::Call& call)
{
    if (token.expires_at <= call.now) return ui::badge("Expired", ui::Tone::neutral);
    return ui::day_of(token.expires_at, call.actor.facts().time_zone);
}

Html table_of(access::Visit& visit, const access::Call& call, const std::vector<ApiToken>& tokens)
{
    const auto& zone = call.actor.facts().time_zone;
    ui::Table table{"API tokens", {{"Token"}, {"Made"}, {"Last used"}, {"Expires"}, {""}}};
    for (const auto& token : tokens)
        table.row({Html::text(token.name), ui::day_of(token.created_at, zone), last_use(token, zone),
                   end_of(token, call),
                   ui::confirm_button(visit, Url::path("/profile/tokens", {token.id, "end"}), "End",
                                      "Programs that use this token are refused at once.")});
    return table.done();
}

http::Response new_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        if (auto fresh = access::require_fresh_password(call, visit.credential); !fresh)
            return base::refused(fresh.error());
        ui::Form form{visit, new_url, entered, errors};
        form.text("name", "What is it for?",
                  {.hint = "Such as: nightly export to the payroll.",
                   .autocomplete = "off",
                   .max_length = static_cast<long>(most_token_name),
                   .focus = ui::Focus::first});
        form.date("expires_on", "Last day", {.hint = "Empty: 90 days from now.", .needed = ui::Needed::optional});
        return ui::PageParts{.title = "New API token",
                             .section = ui::Section::profile,
                             .content = form.done("Make token", tokens_url),
                             .lead = "It lets a program do in " + call.actor.facts().organisation_name +
                                     " what you may do there, until it expires or you end it.",
                             .crumbs = crumbs,
                             .width = ui::Width::narrow,
                             .status = status};
    });
}

http::Response shown_once(access::Visit& visit, const CreatedToken& created)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        Html content = ui::notice(ui::Tone::warning, "Copy it now",
                                  ui::paragraph("It is shown this once. Keep it like a password: whoever has it can do "
                                                "what you may do."));
        content.add(R"(<p class="token-once"><code>{}</code></p>)", created.secret);
        content.add("<p>Programs send it as a header of each request:</p>");
        content.add("<p><code>Authorization: Bearer {}</code></p>", "ab_...");
        content.add(R"(<p class="way-on">{}</p>)", ui::button_link(tokens_url, "I have copied it"));
        return ui::PageParts{.title = created.token.name,
                             .section = ui::Section::profile,
                             .content = content,
                             .lead = "Works until " +
                                     base::to_words(created.token.expires_at, call.actor.facts().time_zone) + ".",
                             .crumbs = crumbs,
                             .width = ui::Width::narrow};
    });
}

} // namespace

http::Response list_tokens(access::Visit& visit)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto tokens = tokens_of(call);
        Html content = tokens.empty()
                           ? ui::empty_state({.icon = "lock",
                                              .title = "No tokens",
                                              .text = "Programs that work with AssetBuddy for you need one each."})
                           : table_of(visit, call, tokens);
        return ui::PageParts{.title = "API tokens",
                             .section = ui::Section::profile,
                             .content = content,
                             .lead = "For programs that act for you in " + call.actor.facts().organisation_name + ".",
                             .actions = ui::button_link(new_url, "New token"),
                             .crumbs = {{"Profile", Url{"/profile"}}}};
    });
}

http::Response show_new_token(access::Visit& visit)
{
    return new_page(visit, {}, {}, 200);
}

http::Response submit_new_token(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const NewToken wanted{.name = form->value("name"), .expires_on = form->optional("expires_on")};
    const auto created = visit.change([&](access::Call& call) { return create_token(call, visit.credential, wanted); });
    if (created) return shown_once(visit, *created);
    const auto& error = created.error();
    if (error.code == "invalid" || error.code == "too_many")
        return new_page(visit, form->values(), ui::Errors{error}, platform::json::status_of(error.code));
    return ui::refusal(visit, error);
}

http::Response submit_end_token(access::Visit& visit)
{
    const auto ended =
        visit.change([&](access::Call& call) { return accounts::end_token(call, visit.request.parameter("id")); });
    if (!ended) return ui::refusal(visit, ended.error());
    visit.flash("The token was ended.");
    return http::Response::see_other(tokens_url.text());
}

} // namespace assetbuddy::accounts::pages
