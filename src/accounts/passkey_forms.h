#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/visit.h"
#include "accounts/passkey_options.h"
#include "platform/http/forms.h"
#include "ui/form.h"

namespace assetbuddy::accounts {

/// What follows is answered by assets/js/passkeys.js and keeps its challenge in a cookie: the last one asked in a
/// browser counts. Where there is no script or the browser knows no passkeys, a sentence says what to do instead.
/// All are nothing at all where `passkey_home_here` is none.

/// Names and makes a new passkey.
ui::Html new_passkey_form(access::Visit& visit, const ui::Url& action, const PasskeyOwner& owner,
                          const std::vector<Passkey>& known, const ui::Entered& entered, const ui::Errors& errors);
/// A form of its own that signs in with any passkey; where none can be used it stays out of sight.
ui::Html sign_in_with_passkey_form(access::Visit& visit, const ui::Url& action, const ui::Entered& carried);
/// Inside a form that asks for a second factor: one of the account's passkeys in place of the code. Nothing where it
/// has none.
ui::Html passkey_step(access::Visit& visit, const base::AccountId& account);

/// Inside a form whose password was right: the code of the app or a recovery code, or a passkey in its place. The
/// field is `second_factor`.
void add_second_factor(ui::Form& form, access::Visit& visit, const base::AccountId& account);

/// Whether a form brings a passkey's answer.
bool has_passkey_answer(const platform::http::Form& form);
/// What was asked last in this browser, with the form's answer to it; nothing when either is missing or too old. Ends
/// the cookie.
std::optional<PasskeyShown> passkey_shown(access::Visit& visit, const platform::http::Form& form);

} // namespace assetbuddy::accounts
