#pragma once

#include <boost/json/object.hpp>

#include "documents/document.h"
#include "documents/expiring.h"
#include "documents/find.h"
#include "documents/upload.h"

namespace assetbuddy::documents {

boost::json::object to_json(const Document& document);
/// With `versions` and what the reader may do.
boost::json::object to_json(const Details& details);
boost::json::object to_json(const UploadState& upload);
boost::json::object to_json(const Expiring& document, const std::string& today);

} // namespace assetbuddy::documents
