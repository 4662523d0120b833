#include <iostream>

#include "cli/commands.h"
#include "server/api_description.h"

namespace assetbuddy::cli {

int print_openapi()
{
    std::cout << server::api_description();
    return 0;
}

} // namespace assetbuddy::cli
