#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/commands.h"
#include "server/admin.h"
#include "server/program.h"

namespace assetbuddy::cli {
namespace {

namespace json = boost::json;

/// Through the server that runs, or directly when none does (contract.md "Commands").
base::Result<std::string> run_somewhere(const server::Configuration& configuration, const std::string& request)
{
    const auto lock = server::DataLock::take(configuration);
    if (!lock) {
        if (auto answer = server::ask_server(configuration.admin_socket(), request)) return *answer;
        return base::refused("unavailable", {},
                             "a server uses this data directory but does not answer; try again in a moment");
    }
    if (!configuration.base_url && configuration.port == 0)
        return base::refused("invalid", {},
                             "--base-url is missing: the link needs the address people reach the server under");
    auto world = server::World::open(configuration, server::Schema::migrate, platform::sql::Access::read_write);
    if (!world) return std::unexpected(world.error());
    auto& kernel = (*world)->kernel();
    if (kernel.policy.base_url.empty())
        kernel.policy.base_url = "http://localhost:" + std::to_string(configuration.port);
    return server::run_admin_command(kernel, request);
}

std::string text_of(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

int explain_refusal(const json::object& answer)
{
    std::string words = text_of(answer, "detail");
    if (const auto* errors = answer.if_contains("errors"); errors != nullptr && errors->is_array())
        for (const auto& error : errors->as_array())
            words += " " + text_of(error.as_object(), "field") + ": " + text_of(error.as_object(), "message");
    return complain(words, text_of(answer, "code") == "invalid" ? 2 : 1);
}

} // namespace

int create_organisation(const server::Configuration& configuration, const CreateOrganisation& request, Output output)
{
    const auto asked = json::serialize(json::object{{"command", "organisation.create"},
                                                    {"name", request.name},
                                                    {"owner_name", request.owner_name},
                                                    {"owner_email", request.owner_email}});
    const auto answered = run_somewhere(configuration, asked);
    if (!answered) return complain(answered.error().detail, answered.error().code == "invalid" ? 2 : 1);
    const auto answer = json::parse(*answered).as_object();
    if (!answer.at("ok").as_bool()) return explain_refusal(answer);
    if (output == Output::json) {
        std::cout << json::serialize(answer) << "\n";
        return 0;
    }
    std::cout << "Created " << request.name << ".\n"
              << request.owner_name << " sets a password here, once:\n\n    " << text_of(answer, "link") << "\n\n";
    return 0;
}

} // namespace assetbuddy::cli
