#include "accounts/letter.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/mail/letter_data.h"

namespace assetbuddy::accounts {
namespace {

namespace json = boost::json;

/// Nobody needs to hear of a changed password later than this.
constexpr auto changed_life = std::chrono::days{5};

} // namespace

std::string ResetData::to_json() const
{
    return json::serialize(json::object{{"token", token}});
}

ResetData ResetData::from_json(std::string_view text)
{
    return {platform::mail::LetterData{text}.text("token")};
}

std::string ChangedData::to_json() const
{
    return json::serialize(json::object{{"at", base::to_microseconds(at)}});
}

ChangedData ChangedData::from_json(std::string_view text)
{
    return {platform::mail::LetterData{text}.time("at")};
}

std::string FactorData::to_json() const
{
    return json::serialize(json::object{{"at", base::to_microseconds(at)}, {"sentence", sentence}});
}

FactorData FactorData::from_json(std::string_view text)
{
    const platform::mail::LetterData data{text};
    return {data.time("at"), data.text("sentence")};
}

outbox::Letter reset_letter(const Account& account, const ResetData& data, base::Time expires_at)
{
    return {.kind = std::string{reset_kind},
            .to = account.email_key,
            .to_name = {},
            .data = data.to_json(),
            .expires_at = expires_at,
            .organisation = std::nullopt,
            .subject_id = "reset-" + account.id.text(),
            .generation = base::to_microseconds(expires_at)};
}

outbox::Letter changed_letter(const Account& account, base::Time at)
{
    return {.kind = std::string{changed_kind},
            .to = account.email_key,
            .to_name = {},
            .data = ChangedData{at}.to_json(),
            .expires_at = at + changed_life,
            .organisation = std::nullopt,
            .subject_id = "password-" + account.id.text(),
            .generation = base::to_microseconds(at)};
}

outbox::Letter factor_letter(const Account& account, const FactorData& data, const std::string& id)
{
    return {.kind = std::string{factor_kind},
            .to = account.email_key,
            .to_name = {},
            .data = data.to_json(),
            .expires_at = data.at + changed_life,
            .organisation = std::nullopt,
            .subject_id = "factor-" + id,
            .generation = base::to_microseconds(data.at)};
}

} // namespace assetbuddy::accounts
