#include "platform/mail/letter_data.h"

#include <stdexcept>

#include <boost/json/parse.hpp>

namespace assetbuddy::platform::mail {
namespace {

namespace json = boost::json;

[[noreturn]] void lacks(std::string_view member)
{
    throw std::invalid_argument("a letter lacks " + std::string{member});
}

} // namespace

LetterData::LetterData(std::string_view text)
{
    boost::system::error_code wrong;
    auto value = json::parse(text, wrong);
    if (wrong || !value.is_object()) throw std::invalid_argument("a letter is not JSON");
    object_ = std::move(value.get_object());
}

std::string LetterData::text(std::string_view member) const
{
    const auto* value = object_.if_contains(member);
    if (value == nullptr || !value->is_string()) lacks(member);
    return std::string{value->get_string()};
}

std::string LetterData::text_or(std::string_view member, std::string_view otherwise) const
{
    return object_.contains(member) ? text(member) : std::string{otherwise};
}

bool LetterData::flag(std::string_view member) const
{
    const auto* value = object_.if_contains(member);
    if (value == nullptr || !value->is_bool()) lacks(member);
    return value->get_bool();
}

base::Time LetterData::time(std::string_view member) const
{
    const auto* value = object_.if_contains(member);
    if (value == nullptr || !value->is_int64()) lacks(member);
    return base::from_microseconds(value->get_int64());
}

} // namespace assetbuddy::platform::mail
