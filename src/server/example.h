#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace assetbuddy::server {

/// The part of an OpenAPI description that `#/…` refers to. Throws std::out_of_range when there is none.
const boost::json::object& find_described(const boost::json::object& description, std::string_view reference);

/// What a value of this schema may look like, from the examples, defaults and choices it names, indented for reading.
std::string example_text(const boost::json::object& description, const boost::json::object& schema);

} // namespace assetbuddy::server
