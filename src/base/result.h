#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace assetbuddy::base {

/// One refused input: `field` is the name the caller used, `code` is stable (contract.md), `message` is plain English
/// that says what is wanted. Never holds the refused value itself.
struct FieldError {
    std::string field;
    std::string code;
    std::string message;
    bool operator==(const FieldError&) const = default;
};

/// Whether a refused verb rolls back what it wrote, or commits it (a counted wrong code, a failed sign-in).
enum class OnRefusal { roll_back, keep };

/// An extra member of a refusal that the caller can act on, such as `invitation_id`, `attempts_left`, `retry_after`.
using Fact = std::variant<std::string, std::int64_t, bool>;

/// A refusal: a value, never an exception. `code` is one of the stable codes of contract.md; server and edges map it to
/// a status in one table (platform/json/problem.h). `detail` is one plain sentence, may be empty.
struct Error {
    std::string code;
    std::string field = {};
    std::string detail = {};
    std::vector<FieldError> errors = {};
    std::map<std::string, Fact> facts = {};
    OnRefusal on_refusal = OnRefusal::roll_back;

    /// The same refusal, but what the verb wrote before it is committed.
    Error kept() &&
    {
        on_refusal = OnRefusal::keep;
        return std::move(*this);
    }
    Error with(std::string name, Fact value) &&
    {
        facts.insert_or_assign(std::move(name), std::move(value));
        return std::move(*this);
    }
};

template <class T>
using Result = std::expected<T, Error>;

/// Nothing to tell but that it was done.
using Done = Result<void>;

/// Short for `std::unexpected(Error{...})`, so that a refusal reads as one word: `return refused("forbidden");`
inline std::unexpected<Error> refused(std::string code, std::string field = {}, std::string detail = {})
{
    return std::unexpected(Error{std::move(code), std::move(field), std::move(detail), {}, {}, OnRefusal::roll_back});
}
inline std::unexpected<Error> refused(Error error)
{
    return std::unexpected(std::move(error));
}

/// 422 `invalid` with every refused field at once.
inline std::unexpected<Error> invalid(std::vector<FieldError> errors)
{
    return std::unexpected(Error{
        "invalid", {}, "Some of what was entered cannot be accepted.", std::move(errors), {}, OnRefusal::roll_back});
}

} // namespace assetbuddy::base
