#include "users/letter.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/mail/letter_data.h"

namespace assetbuddy::users {
namespace {

namespace json = boost::json;

outbox::Letter letter_of(std::string_view kind, const EmailChange& change, const EmailChangeData& data, base::Time now)
{
    return {.kind = std::string{kind},
            .to = change.email_key,
            .to_name = data.name,
            .data = data.to_json(),
            .expires_at = change.expires_at,
            .organisation = change.organisation,
            .subject_id = std::string{kind} + "-" + change.user.text(),
            .generation = base::to_microseconds(now)};
}

} // namespace

std::string EmailChangeData::to_json() const
{
    return json::serialize(json::object{{"name", name},
                                        {"organisation", organisation},
                                        {"email", email},
                                        {"token", token},
                                        {"code", code},
                                        {"expires_at", base::to_microseconds(expires_at)},
                                        {"time_zone", time_zone},
                                        {"asked_by_person", asked_by == AskedBy::the_person ? "yes" : ""}});
}

EmailChangeData EmailChangeData::from_json(std::string_view text)
{
    const platform::mail::LetterData data{text};
    return {.name = data.text("name"),
            .organisation = data.text("organisation"),
            .email = data.text("email"),
            .token = data.text("token"),
            .code = data.text("code"),
            .expires_at = data.time("expires_at"),
            .time_zone = data.text("time_zone"),
            .asked_by = data.text_or("asked_by_person", "").empty() ? AskedBy::the_organisation : AskedBy::the_person};
}

outbox::Letter email_change_letter(const EmailChange& change, const EmailChangeData& data, base::Time now)
{
    return letter_of(email_change_kind, change, data, now);
}

outbox::Letter email_change_notice(const EmailChange& change, EmailChangeData data, base::Time now)
{
    data.token = data.code = {};
    auto letter = letter_of(email_change_notice_kind, change, data, now);
    letter.to = change.from_key;
    return letter;
}

} // namespace assetbuddy::users
