// Passkeys of one's own account.

#include <algorithm>

#include "access/sessions.h"
#include "accounts/limits.h"
#include "accounts/pages.h"
#include "accounts/pages_codes.h"
#include "accounts/passkey_forms.h"
#include "platform/json/json.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::accounts::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::Url;

const Url factors_url{"/profile/second-factor"};
const Url passkeys_url{"/profile/second-factor/passkeys"};
const std::vector<ui::Crumb> crumbs{{"Profile", Url{"/profile"}}, {"Second step", factors_url}};

http::Response back_to_list(access::Visit& visit, std::string_view message)
{
    visit.flash(message);
    return http::Response::see_other(factors_url.text());
}

/// Passkeys hang on the server's own address: at another one, no browser gives one.
Html elsewhere(const access::Visit& visit)
{
    const auto& address = visit.kernel.policy.base_url;
    if (!PasskeyHome::of(visit.kernel.policy))
        return ui::paragraph("This server has no name, only a number for an address, and passkeys need a name. Your "
                             "authenticator app works here all the same.");
    return Html::of(
        "<p>Passkeys work only at the server's own address: <strong>{}</strong>. Sign in there and add one.</p>",
        address);
}

http::Response new_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        if (auto fresh = access::require_fresh_password(call, visit.credential); !fresh)
            return base::refused(fresh.error());
        const auto& facts = call.actor.facts();
        const auto known = passkeys_of_account(call, facts.account);
        Html content = passkey_home_here(visit)
                           ? new_passkey_form(visit, passkeys_url, {facts.account, facts.email, facts.name}, known,
                                              entered, errors)
                           : elsewhere(visit);
        content.add(R"(<p class="way-on">{}</p>)", ui::link(factors_url, "Back without adding one"));
        return ui::PageParts{.title = "Add a passkey",
                             .section = ui::Section::profile,
                             .content = ui::card("", content),
                             .crumbs = facts.lacks_second_factor ? std::vector<ui::Crumb>{} : crumbs,
                             .width = ui::Width::narrow,
                             .status = status};
    });
}

http::Response not_added(access::Visit& visit, const http::Form& form, const base::Error& error)
{
    const bool can_be_mended = error.code == "invalid" || error.code == "wrong_state" || error.code == "too_many";
    if (!can_be_mended) return ui::refusal(visit, error);
    return new_page(visit, {{"name", form.value("name")}}, ui::Errors{error}, platform::json::status_of(error.code));
}

http::Response one_page(access::Visit& visit, const ui::Entered& entered, const ui::Errors& errors, int status)
{
    const auto& id = visit.request.parameter("id");
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        const auto passkeys = passkeys_of(call);
        if (!passkeys) return base::refused(passkeys.error());
        const auto found = std::ranges::find(*passkeys, id, &Passkey::id);
        if (found == passkeys->end()) return base::refused("not_found", {}, "There is no such passkey.");
        const auto here = Url::path("/profile/second-factor/passkeys", {id});
        ui::Form form{visit, here, entered.empty() ? ui::Entered{{"name", found->name}} : entered, errors};
        form.text("name", "Name", {.autocomplete = "off", .max_length = static_cast<long>(most_passkey_name)});
        Html content = ui::card("", form.done("Save", factors_url));
        Html removal =
            ui::paragraph("Once removed, it opens your account no more. Your device may go on offering it until you "
                          "delete it there too.");
        removal.add(ui::confirm_button(visit, Url::path("/profile/second-factor/passkeys", {id, "remove"}),
                                       "Remove this passkey", "It will not open your account any more. Remove it?"));
        content.add(ui::card("Lost, or not used any more?", removal));
        return ui::PageParts{.title = found->name,
                             .section = ui::Section::profile,
                             .content = content,
                             .crumbs = crumbs,
                             .width = ui::Width::narrow,
                             .status = status};
    });
}

} // namespace

http::Response show_new_passkey(access::Visit& visit)
{
    return new_page(visit, {}, {}, 200);
}

http::Response submit_new_passkey(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto shown = passkey_shown(visit, *form).value_or(PasskeyShown{}); // nothing: refused like what does not fit
    const auto codes = visit.change(
        [&](access::Call& call) { return add_passkey(call, visit.credential, shown, form->value("name")); });
    if (!codes) return not_added(visit, *form, codes.error());
    if (codes->empty()) return back_to_list(visit, "The passkey was added. You were signed out everywhere else.");
    visit.flash("The passkey was added. You were signed out everywhere else.");
    return recovery_codes_page(visit, *codes);
}

http::Response show_passkey(access::Visit& visit)
{
    return one_page(visit, {}, {}, 200);
}

http::Response rename_passkey(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto renamed = visit.change([&](access::Call& call) {
        return accounts::rename_passkey(call, visit.request.parameter("id"), form->value("name"));
    });
    if (!renamed && renamed.error().code == "invalid")
        return one_page(visit, {{"name", form->value("name")}}, ui::Errors{renamed.error()}, 422);
    if (!renamed) return ui::refusal(visit, renamed.error());
    return back_to_list(visit, "The passkey has its new name.");
}

http::Response remove_passkey(access::Visit& visit)
{
    const auto removed = visit.change([&](access::Call& call) {
        return accounts::remove_passkey(call, visit.credential, visit.request.parameter("id"));
    });
    if (!removed) return ui::refusal(visit, removed.error());
    return back_to_list(visit, "The passkey was removed.");
}

} // namespace assetbuddy::accounts::pages
