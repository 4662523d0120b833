#include "organisations/ownership_letter.h"

#include <chrono>
#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/email_address.h"

namespace assetbuddy::organisations {
namespace {

namespace json = boost::json;

/// Nobody needs to hear of it later than this.
constexpr auto life = std::chrono::days{5};

std::string text_at(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    if (value == nullptr || !value->is_string())
        throw std::invalid_argument("a letter about an ownership is incomplete");
    return std::string{value->get_string()};
}

} // namespace

std::string OwnershipData::to_json() const
{
    return json::serialize(json::object{{"organisation", organisation},
                                        {"from", from},
                                        {"to", to},
                                        {"role", role},
                                        {"at", base::to_microseconds(at)},
                                        {"time_zone", time_zone}});
}

OwnershipData OwnershipData::from_json(std::string_view text)
{
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a letter about an ownership is not JSON");
    const auto& object = value.get_object();
    const auto* at = object.if_contains("at");
    if (at == nullptr || !at->is_int64()) throw std::invalid_argument("a letter about an ownership is incomplete");
    return {.organisation = text_at(object, "organisation"),
            .from = text_at(object, "from"),
            .to = text_at(object, "to"),
            .role = text_at(object, "role"),
            .at = base::from_microseconds(at->get_int64()),
            .time_zone = text_at(object, "time_zone")};
}

outbox::Letter ownership_letter(const users::User& to, Side side, const OwnershipData& data)
{
    const auto kind = side == Side::giver ? ownership_given_kind : ownership_received_kind;
    return {.kind = std::string{kind},
            .to = base::EmailAddress::parse(to.email).value().key(),
            .to_name = to.name,
            .data = data.to_json(),
            .expires_at = data.at + life,
            .organisation = to.organisation,
            .subject_id = std::string{kind} + "-" + to.id.text(),
            .generation = base::to_microseconds(data.at)};
}

} // namespace assetbuddy::organisations
