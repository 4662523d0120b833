#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "dashboard/build.h"
#include "platform/html/url.h"

namespace assetbuddy::dashboard {

/// The list a card counts, as a page and as a call of the API.
platform::html::Url page_of(const Card& card);
std::string call_of(const Card& card);

boost::json::object to_json(const Dashboard& dashboard);

} // namespace assetbuddy::dashboard
