#include "platform/json/json.h"

#include <boost/json/parse.hpp>

#include "platform/json/strict_check.h"

namespace assetbuddy::platform::json {
namespace {

std::string lower_case(std::string_view text)
{
    std::string lower{text};
    for (char& each : lower) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    return lower;
}

std::string_view without_blanks(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// application/json, alone or with charset=utf-8 (R-VAL-6); media types are case-blind (RFC 9110 8.3.1).
bool is_json_media_type(std::string_view value)
{
    const auto semicolon = value.find(';');
    if (lower_case(without_blanks(value.substr(0, semicolon))) != "application/json") return false;
    if (semicolon == std::string_view::npos) return true;
    const auto parameter = lower_case(without_blanks(value.substr(semicolon + 1)));
    return parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
}

/// Exactly one Content-Type, and it is JSON.
bool says_json(const http::Request& request)
{
    int seen = 0;
    for (const auto& [name, value] : request.headers) {
        if (name != "content-type") continue;
        if (++seen > 1 || !is_json_media_type(value)) return false;
    }
    return seen == 1;
}

std::unexpected<base::Error> malformed(std::string detail)
{
    return base::refused("malformed", {}, std::move(detail));
}

} // namespace

base::Result<Decoder> Decoder::parse(const http::Request& request, EmptyBody empty)
{
    if (request.body.empty() && empty == EmptyBody::is_empty_object) return Decoder{boost::json::object{}};
    if (!says_json(request)) return base::refused("unsupported_media_type", {}, "Send the body as application/json.");
    if (!is_strict_json(request.body))
        return malformed("The body must be one JSON object in UTF-8, at most 32 levels deep, without control "
                         "characters or a member named twice.");
    boost::json::parse_options options;
    options.max_depth = depth_limit;
    boost::system::error_code error;
    auto value = boost::json::parse(request.body, error, {}, options);
    if (error || !value.is_object()) return malformed("The body must be a JSON object.");
    return Decoder{std::move(value.get_object())};
}

const boost::json::value* Decoder::take(std::string_view member)
{
    asked_.emplace(member);
    return object_.if_contains(member);
}

void Decoder::note_wrong_type(std::string_view member, std::string_view wanted)
{
    errors_.push_back({path_ + std::string{member}, "wrong_type", "This must be " + std::string{wanted} + "."});
}

std::string Decoder::text(std::string_view member)
{
    return optional_text(member).value_or("");
}

std::optional<std::string> Decoder::optional_text(std::string_view member)
{
    const auto* value = take(member);
    if (value == nullptr) return std::nullopt;
    if (value->is_null()) return std::string{};
    if (const auto* text = value->if_string()) return std::string{text->data(), text->size()};
    note_wrong_type(member, "a text");
    return std::nullopt;
}

bool Decoder::flag(std::string_view member, bool otherwise)
{
    return optional_flag(member).value_or(otherwise);
}

std::optional<bool> Decoder::optional_flag(std::string_view member)
{
    const auto* value = take(member);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (const auto* flag = value->if_bool()) return *flag;
    note_wrong_type(member, "true or false");
    return std::nullopt;
}

std::optional<std::int64_t> Decoder::optional_integer(std::string_view member)
{
    const auto* value = take(member);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (const auto* number = value->if_int64()) return *number;
    note_wrong_type(member, "a whole number");
    return std::nullopt;
}

std::optional<std::vector<std::string>> Decoder::optional_texts(std::string_view member, std::size_t most)
{
    const auto* value = take(member);
    if (value == nullptr || value->is_null()) return std::nullopt;
    std::vector<std::string> texts;
    const auto* list = value->if_array();
    if (list == nullptr) {
        note_wrong_type(member, "a list of texts");
        return texts;
    }
    if (list->size() > most) {
        note_too_many(member, most);
        return texts;
    }
    for (std::size_t each = 0; each < list->size(); ++each) {
        if (const auto* text = (*list)[each].if_string())
            texts.emplace_back(*text);
        else
            note_wrong_type(std::string{member} + "[" + std::to_string(each) + "]", "text");
    }
    return texts;
}

void Decoder::note_too_many(std::string_view member, std::size_t most)
{
    errors_.push_back(
        {path_ + std::string{member}, "too_many", "There may be at most " + std::to_string(most) + " of these."});
}

std::vector<Decoder> Decoder::items(std::string_view member, std::size_t most)
{
    std::vector<Decoder> found;
    const auto* value = take(member);
    if (value == nullptr || value->is_null()) return found;
    const auto* list = value->if_array();
    if (list == nullptr) {
        note_wrong_type(member, "a list");
        return found;
    }
    if (list->size() > most) {
        note_too_many(member, most);
        return found;
    }
    for (std::size_t each = 0; each < list->size(); ++each) {
        const auto place = std::string{member} + "[" + std::to_string(each) + "]";
        const auto* object = (*list)[each].if_object();
        if (object == nullptr) {
            note_wrong_type(place, "an object");
            continue;
        }
        found.push_back(Decoder{*object});
        found.back().path_ = path_ + place + ".";
    }
    return found;
}

void Decoder::absorb(Decoder& item)
{
    if (auto read = item.finish(); !read)
        errors_.insert(errors_.end(), read.error().errors.begin(), read.error().errors.end());
}

bool Decoder::has(std::string_view member) const
{
    return object_.contains(member);
}

base::Done Decoder::finish()
{
    for (const auto& member : object_) {
        if (!asked_.contains(std::string_view{member.key().data(), member.key().size()}))
            errors_.push_back({path_ + std::string{member.key().data(), member.key().size()}, "unknown_field",
                               "This is not known here."});
    }
    if (errors_.empty()) return {};
    return base::invalid(std::move(errors_));
}

} // namespace assetbuddy::platform::json
