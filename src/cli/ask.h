#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "cli/commands.h"
#include "server/configuration.h"
#include "server/program.h"

namespace assetbuddy::cli {

/// What a command that writes was answered; nothing when it was refused, which `code` tells (and stderr was told).
struct Answered {
    int code = 0;
    boost::json::object answer;
};

/// Runs a command that writes (server/admin.h) through the server that runs, or directly when none does. A refusal is
/// said on stderr in one line.
Answered ask(const server::Configuration& configuration, const boost::json::object& request);

/// The database opened for a command that only reads: beside a running server, without its lock. `code` is not 0 when
/// it could not be, and stderr was told.
struct Opened {
    int code = 0;
    std::unique_ptr<server::World> world;
};
Opened open_to_read(const server::Configuration& configuration);

/// Says a refusal on stderr in one line; answers the exit code.
int explain(const base::Error& error);

} // namespace assetbuddy::cli
