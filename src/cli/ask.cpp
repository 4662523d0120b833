#include "cli/ask.h"

#include <filesystem>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/sqlite_only.h"
#include "platform/json/json.h"
#include "server/admin.h"

namespace assetbuddy::cli {
namespace {

using platform::json::text_of;
namespace json = boost::json;

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
                             "--base-url is missing: links need the address people reach the server under");
    auto world = server::World::open(configuration, server::Schema::migrate, platform::sql::Access::read_write);
    if (!world) return std::unexpected(world.error());
    auto& kernel = (*world)->kernel();
    if (kernel.policy.base_url.empty())
        kernel.policy.base_url = "http://localhost:" + std::to_string(configuration.port);
    return server::run_admin_command(kernel, (*world)->keys(), request);
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

int explain(const base::Error& error)
{
    return complain(error.detail, error.code == "invalid" ? 2 : 1);
}

Answered ask(const server::Configuration& configuration, const json::object& request)
{
    const auto answered = run_somewhere(configuration, json::serialize(request));
    if (!answered) return {explain(answered.error()), {}};
    auto answer = json::parse(*answered).as_object();
    if (!answer.at("ok").as_bool()) return {explain_refusal(answer), {}};
    return {0, std::move(answer)};
}

Opened open_to_read(const server::Configuration& configuration)
{
    if (const auto file = sqlite_file_of(configuration); file && !std::filesystem::exists(*file))
        return {complain(fmt::format("there is no database at {}; give --data-dir or --database", file->string())), {}};
    auto world = server::World::open(configuration, server::Schema::as_it_is, platform::sql::Access::read_only);
    if (!world) return {explain(world.error()), {}};
    return {0, std::move(*world)};
}

} // namespace assetbuddy::cli
