#include "notifications/letter.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/mail/letter_data.h"

namespace assetbuddy::notifications {

namespace json = boost::json;

std::string NoticeData::to_json() const
{
    return json::serialize(
        json::object{{"name", name}, {"organisation", organisation}, {"title", title}, {"path", path}});
}

NoticeData NoticeData::from_json(std::string_view text)
{
    const platform::mail::LetterData data{text};
    return {data.text("name"), data.text("organisation"), data.text("title"), data.text("path")};
}

} // namespace assetbuddy::notifications
