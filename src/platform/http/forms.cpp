#include "platform/http/forms.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"
#include "platform/http/ascii.h"
#include "platform/http/multipart.h"

namespace assetbuddy::platform::http {
namespace {

constexpr std::size_t most_fields = 100;
constexpr std::size_t longest_cookie = 4096; // RFC 6265bis 5.6: name and value together
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

int hex_digit(char character)
{
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

bool is_unreserved(char character)
{
    return is_alphanumeric(character) || std::string_view{"-._~"}.find(character) != std::string_view::npos;
}

/// The form's media type, with no parameter but a charset of UTF-8.
bool is_form_type(std::string_view content_type)
{
    auto text = lowered(content_type);
    std::erase_if(text, [](char each) { return each == ' ' || each == '\t' || each == '"'; });
    return text == form_type || text == std::string{form_type} + ";charset=utf-8";
}

/// A field as typed, its lines ending in LF. Nothing when it is not clean text (R-VAL-1).
std::optional<std::string> as_typed(std::string_view sent)
{
    std::string text;
    text.reserve(sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i)
        if (sent[i] != '\r' || i + 1 == sent.size() || sent[i + 1] != '\n') text += sent[i];
    if (!base::is_clean_text(text, base::Lines::several)) return std::nullopt;
    return text;
}

std::optional<std::string> field_text(std::string_view encoded)
{
    const auto text = percent_decoded(encoded, Plus::as_blank);
    return text ? as_typed(*text) : std::nullopt;
}

using Fields = std::vector<std::pair<std::optional<std::string>, std::optional<std::string>>>;

/// Name and value of every field, where they can be read.
Fields fields_of(std::string_view body)
{
    Fields fields;
    while (!body.empty()) {
        const auto pair = take_piece(body, '&');
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        fields.emplace_back(field_text(pair.substr(0, equals)),
                            field_text(pair.substr(std::min(equals + 1, pair.size()))));
        if (fields.size() > most_fields) break;
    }
    return fields;
}

/// The same of a multipart body, but for its files.
std::optional<Fields> fields_of_parts(const Request& request)
{
    const auto parts = read_multipart(request, most_fields);
    if (!parts) return std::nullopt;
    Fields fields;
    for (const auto& part : *parts)
        if (!part.file_name) fields.emplace_back(as_typed(part.name), as_typed(part.content));
    return fields;
}

bool is_cookie_octet(char character)
{
    return character > 0x20 && character < 0x7F && std::string_view{"\",;\\"}.find(character) == std::string_view::npos;
}

} // namespace

base::Result<Form> Form::parse(const Request& request)
{
    const auto type = request.header("content-type");
    if (request.content().empty() && !type) return Form{};
    if (!type || (!is_form_type(*type) && !is_multipart(request))) return base::refused("unsupported_media_type");
    auto fields = is_multipart(request) ? fields_of_parts(request) : fields_of(request.content());
    if (!fields) return base::refused("malformed", {}, "The form cannot be read.");
    if (fields->size() > most_fields) return base::refused("malformed", {}, "The form has too many fields.");
    Form form;
    for (auto& [name, value] : *fields) {
        if (!name || !value) return base::refused("malformed", {}, "The form holds characters that cannot be read.");
        if (!form.values_.try_emplace(std::move(*name), std::move(*value)).second)
            return base::refused("malformed", {}, "The form gives one field twice.");
    }
    return form;
}

const std::string& Form::value(std::string_view name) const
{
    static const std::string none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

bool Form::has(std::string_view name) const
{
    return values_.contains(name);
}

std::optional<std::string> Form::optional(std::string_view name) const
{
    const auto& text = value(name);
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<std::string> percent_decoded(std::string_view text, Plus plus)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::as_blank) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (text.size() - i < 3) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (decoded.find('\0') != std::string::npos || !base::is_utf8(decoded)) return std::nullopt;
    return decoded;
}

std::string percent_encoded(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (is_unreserved(each))
            encoded += each;
        else
            encoded.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return encoded;
}

std::string Cookie::to_header() const
{
    static constexpr std::string_view prefix = "__Host-";
    const auto full_name = secure && !name.starts_with(prefix) ? std::string{prefix} + name : name;
    if (full_name.empty() || full_name.find('=') != std::string::npos ||
        !std::ranges::all_of(full_name, is_cookie_octet) || !std::ranges::all_of(value, is_cookie_octet))
        throw std::invalid_argument{"a cookie has a character that cookies cannot hold"};
    if (full_name.size() + value.size() > longest_cookie)
        throw std::invalid_argument{"a cookie is longer than browsers keep"};
    auto header = full_name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
    if (max_age_seconds) header += "; Max-Age=" + std::to_string(*max_age_seconds);
    if (secure) header += "; Secure";
    return header;
}

} // namespace assetbuddy::platform::http
