#include "accounts/letter.h"

#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::accounts {
namespace {

namespace json = boost::json;

/// Nobody needs to hear of a changed password later than this.
constexpr auto changed_life = std::chrono::days{5};

json::object parsed(std::string_view text)
{
    boost::system::error_code wrong;
    auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a letter about an account is not JSON");
    return std::move(value.get_object());
}

} // namespace

std::string ResetData::to_json() const
{
    return json::serialize(json::object{{"token", token}});
}

ResetData ResetData::from_json(std::string_view text)
{
    const auto object = parsed(text);
    const auto* value = object.if_contains("token");
    if (value == nullptr || !value->is_string()) throw std::invalid_argument("a letter about a password is incomplete");
    return {std::string{value->get_string()}};
}

std::string ChangedData::to_json() const
{
    return json::serialize(json::object{{"at", base::to_microseconds(at)}});
}

ChangedData ChangedData::from_json(std::string_view text)
{
    const auto object = parsed(text);
    const auto* value = object.if_contains("at");
    if (value == nullptr || !value->is_int64()) throw std::invalid_argument("a letter about a password is incomplete");
    return {base::from_microseconds(value->get_int64())};
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

} // namespace assetbuddy::accounts
