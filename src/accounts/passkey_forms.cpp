#include "accounts/passkey_forms.h"

#include <boost/json/serialize.hpp>

#include "accounts/limits.h"
#include "ui/looks.h"
#include "ui/parts.h"

namespace assetbuddy::accounts {
namespace {

using ui::Html;

/// The script unveils `inside` where passkeys can be used, and takes `otherwise` away.
Html box(std::string_view kind, const boost::json::object& options, const Html& inside, const Html& otherwise)
{
    Html html =
        Html::of(R"(<div class="passkey" data-passkey="{}" data-options="{}">)", kind, boost::json::serialize(options));
    if (!otherwise.view().empty()) html.add(R"(<div data-passkey-otherwise>{}</div>)", otherwise);
    html.add(R"(<div data-passkey-inside hidden>{}<p role="status" data-passkey-message></p></div></div>)", inside);
    return html;
}

} // namespace

Html new_passkey_form(access::Visit& visit, const ui::Url& action, const PasskeyOwner& owner,
                      const std::vector<Passkey>& known, const ui::Entered& entered, const ui::Errors& errors)
{
    const auto home = passkey_home_here(visit);
    if (!home) return {};
    const auto options = options_of_new_passkey(visit, *home, owner, known);
    ui::Form form{visit, action, entered, errors};
    form.hidden("answer", "");
    form.text("name", "Name of the passkey",
              {.hint = "So that you know it again, such as: my phone, or the key on my ring.",
               .autocomplete = "off",
               .max_length = static_cast<long>(most_passkey_name)});
    const auto otherwise =
        Html::of("<p><strong>This browser cannot make a passkey here.</strong> Use an up-to-date browser with "
                 "JavaScript switched on; the address of this page must begin with https. An authenticator app works "
                 "in every browser.</p>");
    Html inside =
        ui::paragraph("Your device then asks for your finger, your face or its PIN. That stays on the device; we "
                      "only learn that it was you.");
    inside.add(form.done("Add a passkey"));
    return box("create", options, inside, otherwise);
}

Html sign_in_with_passkey_form(access::Visit& visit, const ui::Url& action, const ui::Entered& carried)
{
    const auto home = passkey_home_here(visit);
    if (!home) return {};
    auto hidden = carried;
    hidden["answer"] = "";
    const auto button = ui::post_button(visit, action, "Sign in with a passkey", ui::Look::secondary, hidden);
    return box("get", options_of_passkey_sign_in(visit, *home), button, {});
}

Html passkey_step(access::Visit& visit, const base::AccountId& account)
{
    const auto home = passkey_home_here(visit);
    if (!home) return {};
    const auto passkeys = passkeys_for_step(visit, account);
    if (passkeys.empty()) return {};
    const auto button = Html::of(
        R"(<input type="hidden" name="answer" value=""><button type="button" class="{}">Use a passkey</button>)",
        ui::class_of(ui::Look::secondary));
    const auto otherwise =
        Html::of("<p>You have a passkey, which this browser cannot use here. Enter a code, or sign in "
                 "with the browser or device it was made on.</p>");
    return box("get", options_of_step(visit, *home, account, passkeys), button, otherwise);
}

void add_second_factor(ui::Form& form, access::Visit& visit, const base::AccountId& account)
{
    const auto passkey = passkey_step(visit, account);
    form.add(passkey);
    form.code("second_factor", passkey.view().empty() ? "Code" : "Or a code",
              {.hint = "Your password is right. Now the six digits that your authenticator app shows, or one of your "
                       "recovery codes.",
               .focus = ui::Focus::first});
}

bool has_passkey_answer(const platform::http::Form& form)
{
    return !form.value("answer").empty();
}

std::optional<PasskeyShown> passkey_shown(access::Visit& visit, const platform::http::Form& form)
{
    return shown_for(visit, PasskeyAnswer::from_json(form.value("answer")));
}

} // namespace assetbuddy::accounts
