#include <iostream>

#include <boost/json/serialize.hpp>

#include "access/operator.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/listing.h"
#include "platform/json/json.h"
#include "users/list.h"
#include "users/view.h"

namespace assetbuddy::cli {
namespace {

using platform::json::text_of;

base::Result<users::ListRequest> request_of(const ListUsers& wanted)
{
    users::ListRequest request{.query = wanted.query, .limit = users::longest_page};
    if (!wanted.role.empty()) {
        request.role = access::read_role(wanted.role);
        if (!request.role)
            return base::refused("invalid", {},
                                 "--role is owner, hs_admin, site_manager, engineering, supervisor, operator, director "
                                 "or contractor");
    }
    if (wanted.only_inactive) request.is_active = false;
    if (wanted.only_external) request.is_external = true;
    return request;
}

std::vector<std::string> row_of(const users::User& user)
{
    const bool was_seen = user.last_seen_at > base::Time{};
    std::string state = user.is_active ? "active" : "inactive";
    if (user.is_external) state += ", external";
    return {user.name, user.email, std::string{access::in_words(user.role)}, std::move(state),
            was_seen ? base::to_rfc3339(user.last_seen_at).substr(0, 10) : "never"};
}

} // namespace

int list_users(const server::Configuration& configuration, const ListUsers& wanted, Output output)
{
    auto request = request_of(wanted);
    if (!request) return explain(request.error());
    const auto [code, world] = open_to_read(configuration);
    if (code != 0) return code;
    Listing listing{{"NAME", "EMAIL", "ROLE", "STATE", "LAST SEEN"}, output};
    do {
        const auto page = access::look_as_operator(world->kernel(), access::command_line, wanted.organisation,
                                                   [&](access::Call& call) { return users::list(call, *request); });
        if (!page) return explain(page.error());
        for (const auto& user : page->users) listing.add(row_of(user), users::to_json(user));
        if (page->is_cut && page->next_cursor.empty())
            std::cerr << "assetbuddy: more people were found than are searched through; give one more word to --q\n";
        request->cursor = page->next_cursor;
    } while (!request->cursor.empty());
    listing.finish("Nobody fits.");
    return 0;
}

int deactivate_user(const server::Configuration& configuration, const std::string& organisation,
                    const std::string& called, Output output)
{
    const auto [code, answer] =
        ask(configuration, {{"command", "user.deactivate"}, {"organisation", organisation}, {"user", called}});
    if (code != 0) return code;
    if (output == Output::json) {
        std::cout << boost::json::serialize(answer) << "\n";
        return 0;
    }
    const auto& user = answer.at("user").as_object();
    std::cout << text_of(user, "name") << " (" << text_of(user, "email") << ") can no longer sign in to "
              << text_of(answer, "organisation")
              << ". Sessions and API tokens there have ended; nothing was deleted.\n";
    return 0;
}

int reset_password(const server::Configuration& configuration, const std::string& email, Output output)
{
    const auto [code, answer] = ask(configuration, {{"command", "user.reset_password"}, {"email", email}});
    if (code != 0) return code;
    if (output == Output::json) {
        std::cout << boost::json::serialize(answer) << "\n";
        return 0;
    }
    std::cout << email << " chooses a new password here, once, until " << text_of(answer, "expires_at")
              << " (no mail was sent; hand it over safely):\n\n    " << text_of(answer, "link") << "\n\n";
    return 0;
}

int reset_second_factor(const server::Configuration& configuration, const std::string& email, Output output)
{
    const auto [code, answer] = ask(configuration, {{"command", "user.reset_second_factor"}, {"email", email}});
    if (code != 0) return code;
    if (output == Output::json)
        std::cout << boost::json::serialize(answer) << "\n";
    else
        std::cout << email << " signs in with the password alone now, and was signed out everywhere.\n";
    return 0;
}

} // namespace assetbuddy::cli
