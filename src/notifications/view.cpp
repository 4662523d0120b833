#include "notifications/view.h"

namespace assetbuddy::notifications {

boost::json::object to_json(const Notification& notification)
{
    boost::json::object object{{"id", notification.id},
                               {"kind", notification.kind},
                               {"title", notification.title},
                               {"path", notification.path},
                               {"subject_id", notification.subject_id},
                               {"created_at", base::to_rfc3339(notification.created_at)},
                               {"read_at", nullptr}};
    if (notification.read_at) object["read_at"] = base::to_rfc3339(*notification.read_at);
    return object;
}

boost::json::object to_json(const Choice& choice)
{
    return {{"kind", choice.kind->name}, {"title", choice.kind->words}, {"email", choice.email}};
}

} // namespace assetbuddy::notifications
