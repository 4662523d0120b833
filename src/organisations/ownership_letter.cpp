#include "organisations/ownership_letter.h"

#include <chrono>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/email_address.h"

#include "platform/mail/letter_data.h"

namespace assetbuddy::organisations {
namespace {

namespace json = boost::json;

/// Nobody needs to hear of it later than this.
constexpr auto life = std::chrono::days{5};

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
    const platform::mail::LetterData data{text};
    return {.organisation = data.text("organisation"),
            .from = data.text("from"),
            .to = data.text("to"),
            .role = data.text("role"),
            .at = data.time("at"),
            .time_zone = data.text("time_zone")};
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
