#include "accounts/profile_card.h"

#include "ui/parts.h"

namespace assetbuddy::accounts {
namespace {

using platform::html::Html;
using platform::html::Url;

Html line(const Url& to, std::string_view title, std::string_view below)
{
    return Html::of(R"(<li><a href="{}">{}</a><small>{}</small></li>)", to, title, below);
}

} // namespace

Html signing_in_card()
{
    Html lines;
    lines.add("{}",
              line(Url{"/profile/email"}, "Change your email", "What you sign in with, in all your organisations."));
    lines.add("{}", line(Url{"/profile/password"}, "Change password", "It signs you out everywhere else."));
    lines.add("{}", line(Url{"/profile/second-factor"}, "Second step when signing in",
                         "A code from your phone or a passkey, so that a password alone opens nothing."));
    lines.add("{}",
              line(Url{"/profile/sessions"}, "Where you are signed in", "Browsers and phones; end what is not you."));
    lines.add("{}", line(Url{"/profile/tokens"}, "API tokens", "For programs that act for you."));
    lines.add("{}", line(Url{"/profile/notifications"}, "Notifications by email", "What is mailed beside the bell."));
    return ui::card("Signing in and notices", Html::of(R"(<ul class="ways">{}</ul>)", lines));
}

} // namespace assetbuddy::accounts
