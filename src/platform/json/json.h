#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::platform::json {

/// Reads one JSON object member by member and gathers every mistake with its path, so that an answer names them all.
/// `null` counts as given-and-empty: `optional_text` answers an empty text for it, `has` is true (PATCH clears a
/// field).
class Decoder {
  public:
    /// Errors: unsupported_media_type (415, not application/json), malformed (400: syntax, not UTF-8, NUL, duplicate
    /// keys, depth over 32, not an object) (R-VAL-6). An empty body is malformed unless `EmptyBody::is_empty_object`.
    enum class EmptyBody { refused, is_empty_object };
    static base::Result<Decoder> parse(const http::Request& request, EmptyBody empty = EmptyBody::refused);

    /// Text of a member; missing gives empty text and no error (rules decide what is required); another type is an
    /// error.
    std::string text(std::string_view member);
    std::optional<std::string> optional_text(std::string_view member);
    bool flag(std::string_view member, bool otherwise);
    std::optional<bool> optional_flag(std::string_view member);
    std::optional<std::int64_t> optional_integer(std::string_view member);
    /// A list of texts; nothing when it is missing or null. More than `most` is a mistake of the member.
    std::optional<std::vector<std::string>> optional_texts(std::string_view member, std::size_t most);
    [[nodiscard]] bool has(std::string_view member) const;
    /// Reads a list of objects: `read(item)` for each, whose mistakes become this body's under "member[2].name".
    /// Missing or null: nothing is read. More than `most` is a mistake of the member.
    template <class Read>
    void each(std::string_view member, std::size_t most, Read&& read)
    {
        for (auto& item : items(member, most)) {
            read(item);
            absorb(item);
        }
    }

    /// Call last: members nobody asked for are `unknown_field`; all errors come as one 422 `invalid`.
    base::Done finish();

  private:
    explicit Decoder(boost::json::object object) : object_(std::move(object)) {}
    const boost::json::value* take(std::string_view member);
    void note_wrong_type(std::string_view member, std::string_view wanted);
    void note_too_many(std::string_view member, std::size_t most);
    std::vector<Decoder> items(std::string_view member, std::size_t most);
    void absorb(Decoder& item);
    std::string path_; // in front of a member's name: empty, or "member[2]."
    boost::json::object object_;
    std::set<std::string, std::less<>> asked_;
    std::vector<base::FieldError> errors_;
};

/// Status of a stable code (contract.md "Errors"); 500 for a code nobody entered there.
int status_of(std::string_view code);

/// application/problem+json (RFC 9457) with type, title, status, code, detail, instance (the request id), errors,
/// facts; Retry-After from the fact `retry_after` (seconds), WWW-Authenticate on 401.
http::Response problem(const base::Error& error, std::string_view request_id);

/// 200 (or another status) with a serialised value.
http::Response answer(const boost::json::value& value, int status = 200);

/// Text, or null when there is none.
boost::json::value text_or_null(const std::optional<std::string>& text);
/// The same where an empty text stands for none.
boost::json::value or_null(const std::string& text);
/// A member of an object; empty when it is not there or no text.
std::string text_of(const boost::json::object& object, std::string_view member);

} // namespace assetbuddy::platform::json
