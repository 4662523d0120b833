#include "accounts/new_password_field.h"

#include "accounts/password.h"
#include "accounts/suggest.h"

namespace assetbuddy::accounts {
namespace {

using ui::Html;

/// Enter presses the first button of a form: that must be the one that goes on, not the one that suggests.
Html first_button()
{
    return Html::of(
        R"(<button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">Continue</button>)");
}

} // namespace

ui::Entered entered_without(const platform::http::Form& form, std::string_view field)
{
    auto entered = form.values();
    entered.erase(std::string{field});
    return entered;
}

ui::Entered entered_with_suggestion(const access::Visit& visit, const platform::http::Form& form,
                                    std::string_view field)
{
    auto entered = entered_without(form, field);
    if (form.has(suggest_button)) entered[std::string{field}] = suggest_passphrase(visit.kernel.random);
    return entered;
}

void add_new_password(ui::Form& form, std::string_view name, std::string_view label, const ui::Entered& entered)
{
    const bool is_suggested = entered.contains(name);
    form.add(first_button());
    if (is_suggested)
        form.text(name, label,
                  {.hint = "Here is one for you. Write it down or let your browser keep it, then go on.",
                   .autocomplete = "new-password",
                   .max_length = static_cast<long>(most_password)});
    else
        form.password(name, label, ui::PasswordKind::fresh,
                      {.hint = "At least 15 characters. Four or more words that do not belong together work well."});
    form.add(Html::of(
        R"(<p class="field-action"><button type="submit" class="btn btn-sm" name="{}" value="yes" formnovalidate>{}</button></p>)",
        suggest_button, is_suggested ? "Suggest another" : "Suggest a passphrase"));
}

} // namespace assetbuddy::accounts
