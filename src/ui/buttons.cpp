#include "ui/form.h"
#include "ui/looks.h"
#include "ui/parts.h"

namespace assetbuddy::ui {
namespace {

Html inside(access::Visit& visit, const Entered& carried)
{
    Html html;
    html.add(R"(<input type="hidden" name="form_token" value="{}">)", visit.form_token());
    for (const auto& [name, value] : carried) html.add(R"(<input type="hidden" name="{}" value="{}">)", name, value);
    return html;
}

} // namespace

std::string_view class_of(Look look)
{
    switch (look) {
    case Look::primary:
        return "btn btn-primary";
    case Look::secondary:
        return "btn btn-calm";
    case Look::danger:
        return "btn btn-grave";
    case Look::quiet:
        return "btn btn-link";
    }
    return "btn";
}

Html phone_link(const std::string& phone)
{
    std::string digits;
    for (const char each : phone)
        if ((each >= '0' && each <= '9') || (each == '+' && digits.empty())) digits += each;
    const auto to = digits.empty() ? std::nullopt : Url::checked("tel:" + digits);
    return to ? link(*to, phone) : Html::text(phone);
}

Html hidden_contact()
{
    return Html::of(R"(<span class="text-secondary">Not shown to your role</span>)");
}

Html button_link(const Url& to, std::string_view text, Look look)
{
    return Html::of(R"(<a class="{}" href="{}">{}</a>)", class_of(look), to, text);
}

Html button_link(const Url& to, std::string_view text, Look look, IconName name)
{
    return Html::of(R"(<a class="{}" href="{}">{}<span>{}</span></a>)", class_of(look), to, icon(name), text);
}

Html post_button(access::Visit& visit, const Url& action, std::string_view text, Look look, const Entered& carried)
{
    return Html::of(
        R"(<form method="post" action="{}" class="button-form">{}<button type="submit" class="{}">{}</button></form>)",
        action, inside(visit, carried), class_of(look), text);
}

Html confirm_button(access::Visit& visit, const Url& action, std::string_view text, std::string_view question,
                    Look look, const Entered& carried)
{
    return Html::of(
        R"(<details class="confirm"><summary class="{}">{}</summary><div class="confirm-box"><p>{}</p>{}</div></details>)",
        class_of(look), text, question,
        post_button(visit, action, text, look == Look::danger ? Look::danger : Look::primary, carried));
}

} // namespace assetbuddy::ui
