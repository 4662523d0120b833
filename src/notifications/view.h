#pragma once

#include <boost/json/object.hpp>

#include "notifications/notification.h"

namespace assetbuddy::notifications {

/// `{id, kind, title, path, subject_id, created_at, read_at}`.
boost::json::object to_json(const Notification& notification);
/// `{kind, title, email}`.
boost::json::object to_json(const Choice& choice);

} // namespace assetbuddy::notifications
