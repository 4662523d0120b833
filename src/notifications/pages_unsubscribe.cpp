// Stopping a mail that comes again and again, from the mail itself (RFC 8058): opening the page changes nothing.

#include "notifications/pages.h"
#include "notifications/unsubscribe.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::notifications::pages {
namespace {

namespace http = platform::http;
using ui::Html;
using ui::Url;

const Url choices_url{"/profile/notifications"};

std::string of(const Subscribed& subscribed)
{
    return subscribed.organisation_name.empty() ? std::string{} : " from " + subscribed.organisation_name;
}

http::Response stopped_page(access::Visit& visit, const Subscribed& subscribed)
{
    return ui::focused_page(
        visit, {.title = "These emails have stopped",
                .content = ui::link(choices_url, "Choose which emails you get"),
                .lead = "You get no more summaries" + of(subscribed) + ". What happens still stands under the bell."});
}

/// The mail program's own button sends the same.
Html stop_button(const std::string& token)
{
    return Html::of(
        R"(<form method="post" action="{}"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit" class="btn btn-primary">Stop these emails</button></form>)",
        Url::path("/unsubscribe", {token}));
}

} // namespace

http::Response show_unsubscribe(access::Visit& visit)
{
    const auto token = visit.request.parameter("token");
    const auto subscribed = find_subscription(visit.kernel, visit.origin, token);
    if (!subscribed) return ui::refusal(visit, subscribed.error());
    if (!subscribed->email) return stopped_page(visit, *subscribed);
    return ui::focused_page(
        visit, {.title = "Stop these emails?",
                .content = stop_button(std::string{token}),
                .lead = "You are mailed a summary of the defects that are open with you" + of(*subscribed) + "."});
}

http::Response submit_unsubscribe(access::Visit& visit)
{
    const auto done = unsubscribe(visit.kernel, visit.origin, visit.request.parameter("token"));
    return done ? stopped_page(visit, *done) : ui::refusal(visit, done.error());
}

} // namespace assetbuddy::notifications::pages
