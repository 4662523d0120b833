#include "people/pages.h"

#include "invitations/invitation.h"
#include "people/person_page.h"
#include "people/tabs.h"
#include "platform/http/query.h"
#include "ui/page.h"
#include "users/export.h"
#include "users/filters.h"

namespace assetbuddy::people::pages {
namespace {

namespace http = platform::http;
using base::Result;

invitations::ListRequest read_invitation_filters(http::Query& query)
{
    invitations::ListRequest request{.query = query.text("q"), .cursor = query.text("cursor")};
    if (const auto text = query.text("state"); !text.empty()) {
        request.state = invitations::read_state(text);
        if (!request.state) query.note_unknown("state", "pending, locked, accepted, declined, revoked or expired");
    }
    if (const auto text = query.text("delivery"); !text.empty()) {
        request.delivery = invitations::read_delivery(text);
        if (!request.delivery) query.note_unknown("delivery", "queued, sent, kept, failed or cancelled");
    }
    if (const auto text = query.text("role"); !text.empty()) {
        request.role = access::read_role(text);
        if (!request.role) query.note_unknown("role", "the name of a role, such as supervisor");
    }
    using Which = invitations::ListRequest::Which;
    request.which = request.state ? Which::all : Which::open;
    return request;
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto tab = query.text("tab");
    if (!tab.empty() && tab != "people" && tab != "invitations") query.note_unknown("tab", "people or invitations");
    const bool are_invitations = tab == "invitations";
    const auto people = are_invitations ? users::ListRequest{} : users::read_filters(query);
    const auto invited = are_invitations ? read_invitation_filters(query) : invitations::ListRequest{};
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<ui::PageParts> {
        return are_invitations ? invitations_tab(visit, call, invited) : people_tab(call, people);
    });
}

http::Response export_people(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = users::read_filters(query);
    if (const auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    const auto csv = visit.look([&](access::Call& call) { return users::export_csv(call, request); });
    if (!csv) return ui::refusal(visit, csv.error());
    http::Response answer{200};
    answer.body = *csv;
    answer.set("Content-Type", "text/csv; charset=utf-8")
        .set("Content-Disposition", "attachment; filename=\"people.csv\"");
    return answer;
}

http::Response show(access::Visit& visit)
{
    return person_page(visit, read_id(visit));
}

} // namespace assetbuddy::people::pages
