#pragma once

#include <string_view>

#include "access/visit.h"
#include "platform/http/forms.h"
#include "ui/form.h"

namespace assetbuddy::accounts {

/// The name of the button that asks for a suggested passphrase.
inline constexpr std::string_view suggest_button = "suggest";

/// What was typed, without the password.
ui::Entered entered_without(const platform::http::Form& form, std::string_view field);

/// What a form with a new password shows again: what was typed, and a suggested passphrase in the field when it was
/// asked for. Passwords that were typed are never shown again.
ui::Entered entered_with_suggestion(const access::Visit& visit, const platform::http::Form& form,
                                    std::string_view field);

/// The field for a new password, with a button that suggests a passphrase and shows it in clear; without script too.
void add_new_password(ui::Form& form, std::string_view name, std::string_view label, const ui::Entered& entered);

} // namespace assetbuddy::accounts
