#include "organisations/letter.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/mail/letter_data.h"

namespace assetbuddy::organisations {

namespace json = boost::json;

std::string ConfirmationData::to_json() const
{
    return json::serialize(json::object{{"token", token},
                                        {"code", code},
                                        {"name", name},
                                        {"organisation", organisation},
                                        {"has_account", has_account},
                                        {"expires_at", base::to_microseconds(expires_at)}});
}

ConfirmationData ConfirmationData::from_json(std::string_view text)
{
    const platform::mail::LetterData data{text};
    return {.token = data.text("token"),
            .code = data.text("code"),
            .name = data.text("name"),
            .organisation = data.text("organisation"),
            .has_account = data.flag("has_account"),
            .expires_at = data.time("expires_at")};
}

outbox::Letter confirmation_letter(const Confirmation& confirmation, const base::EmailAddress& to,
                                   const ConfirmationData& data, base::Time now)
{
    return {.kind = std::string{confirmation_kind},
            .to = to.key(),
            .to_name = data.name,
            .data = data.to_json(),
            .expires_at = data.expires_at,
            .organisation = confirmation.organisation,
            .subject_id = confirmation.user.text(),
            .generation = base::to_microseconds(now)};
}

} // namespace assetbuddy::organisations
