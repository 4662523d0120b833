#pragma once

#include <string_view>

namespace assetbuddy::server {

/// api/openapi.yaml as it was when the program was built.
std::string_view api_description();
/// The same as JSON.
std::string_view api_description_as_json();

} // namespace assetbuddy::server
