#include <iostream>

#include <boost/json/serialize.hpp>

#include "access/operator.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "invitations/list.h"
#include "invitations/view.h"
#include "platform/json/json.h"

namespace assetbuddy::cli {
namespace {

using platform::json::text_of;

using invitations::Invitation;

base::Result<invitations::ListRequest> request_of(const ListInvitations& wanted)
{
    invitations::ListRequest request{.which = wanted.all ? invitations::ListRequest::Which::all
                                                         : invitations::ListRequest::Which::open,
                                     .query = wanted.query,
                                     .limit = invitations::longest_page};
    if (wanted.state.empty()) return request;
    request.which = invitations::ListRequest::Which::all;
    request.state = invitations::read_state(wanted.state);
    if (!request.state)
        return base::refused("invalid", {}, "--state is pending, locked, expired, accepted, declined or revoked");
    return request;
}

std::vector<std::string> row_of(const Invitation& invitation, base::Time now)
{
    auto state = std::string{invitations::to_text(invitation.state(now))};
    if (invitation.hold(now) != invitations::Hold::none) state += ", on hold";
    return {invitation.name,
            invitation.email,
            std::string{access::in_words(invitation.role)},
            std::move(state),
            std::string{invitations::to_text(invitation.delivery)},
            base::to_rfc3339(invitation.expires_at).substr(0, 10),
            invitation.id.text()};
}

} // namespace

int list_invitations(const server::Configuration& configuration, const ListInvitations& wanted, Output output)
{
    auto request = request_of(wanted);
    if (!request) return explain(request.error());
    const auto [code, world] = open_to_read(configuration);
    if (code != 0) return code;
    const auto& kernel = world->kernel();
    Listing listing{{"NAME", "EMAIL", "ROLE", "STATE", "MAIL", "EXPIRES", "ID"}, output};
    do {
        const auto page =
            access::look_as_operator(kernel, access::command_line, wanted.organisation,
                                     [&](access::Call& call) { return invitations::list(call, *request); });
        if (!page) return explain(page.error());
        const auto now = kernel.clock.now();
        for (const auto& each : page->invitations) listing.add(row_of(each, now), invitations::to_json(each, now));
        request->cursor = page->next_cursor;
    } while (!request->cursor.empty());
    listing.finish(wanted.all || !wanted.state.empty() ? "No invitation fits."
                                                       : "No open invitation fits; --all shows closed ones too.");
    return 0;
}

int resend_invitation(const server::Configuration& configuration, const std::string& organisation,
                      const std::string& called, Output output)
{
    const auto [code, answer] =
        ask(configuration, {{"command", "invitation.resend"}, {"organisation", organisation}, {"invitation", called}});
    if (code != 0) return code;
    if (output == Output::json) {
        std::cout << boost::json::serialize(answer) << "\n";
        return 0;
    }
    const auto& invitation = answer.at("invitation").as_object();
    std::cout
        << "A new mail to " << text_of(invitation, "name") << " (" << text_of(invitation, "email")
        << ") waits to be sent by the server, with a new link and a new code; the old ones work no more. It can be "
           "accepted until "
        << text_of(invitation, "expires_at") << ".\n";
    return 0;
}

} // namespace assetbuddy::cli
