#include <iostream>

#include <boost/json/serialize.hpp>

#include "cli/ask.h"
#include "cli/commands.h"
#include "platform/json/json.h"

namespace assetbuddy::cli {

int create_organisation(const server::Configuration& configuration, const CreateOrganisation& request, Output output)
{
    const auto [code, answer] = ask(configuration, {{"command", "organisation.create"},
                                                    {"name", request.name},
                                                    {"owner_name", request.owner_name},
                                                    {"owner_email", request.owner_email}});
    if (code != 0) return code;
    if (output == Output::json) {
        std::cout << boost::json::serialize(answer) << "\n";
        return 0;
    }
    std::cout << "Created " << request.name << ".\n"
              << request.owner_name << " sets a password here, once:\n\n    " << platform::json::text_of(answer, "link")
              << "\n\n";
    return 0;
}

} // namespace assetbuddy::cli
