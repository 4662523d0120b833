#include "ui/appearance.h"

#include <array>
#include <string>

#include "platform/http/forms.h"
#include "ui/icons.h"
#include "ui/page.h"

namespace assetbuddy::ui {
namespace {

constexpr long a_year_in_seconds = 365L * 24 * 60 * 60;

struct Choice {
    std::string_view value;
    std::string_view text;
    IconName icon;
};
constexpr std::array choices{
    Choice{"light", "Light", "sun"},
    Choice{"dark", "Dark", "moon"},
    Choice{"auto", "Like my device", "device-desktop"},
};

std::string_view known(std::string_view value)
{
    for (const auto& choice : choices) {
        if (choice.value == value) return choice.value;
    }
    return "auto";
}

} // namespace

std::string_view appearance_of(const platform::http::Request& request)
{
    const auto plain = request.cookie("assetbuddy_appearance");
    return known(plain ? *plain : request.cookie("__Host-assetbuddy_appearance").value_or("auto"));
}

Html appearance_buttons(access::Visit& visit)
{
    const auto present = appearance_of(visit.request);
    Html html;
    html.add(R"(<form method="post" action="/appearance" class="appearance" aria-label="Appearance">)");
    html.add(R"(<input type="hidden" name="form_token" value="{}">)", visit.form_token());
    html.add(R"(<input type="hidden" name="back" value="{}">)", visit.request.path);
    for (const auto& choice : choices) {
        html.add(
            R"(<button type="submit" name="appearance" value="{}" title="{}" aria-pressed="{}">{}<span class="visually-hidden">{}</span></button>)",
            choice.value, choice.text, choice.value == present ? "true" : "false", icon(choice.icon), choice.text);
    }
    html.add("</form>");
    return html;
}

platform::http::Response choose_appearance(access::Visit& visit)
{
    const auto form = platform::http::Form::parse(visit.request);
    if (!form) return refusal(visit, form.error());
    visit.cookies.push_back({visit.secure() ? "__Host-assetbuddy_appearance" : "assetbuddy_appearance",
                             std::string{known(form->value("appearance"))}, a_year_in_seconds, visit.secure()});
    const auto back = Url::same_site(form->value("back"));
    return platform::http::Response::see_other(back ? back->text() : "/");
}

} // namespace assetbuddy::ui
