#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// Reads the query of a list parameter by parameter and gathers every mistake; a parameter given twice is one
/// (R-VAL-7).
class Query {
  public:
    explicit Query(const Request& request) : query_(request.query) {}

    /// Empty when missing.
    std::string text(std::string_view name);
    /// `true` or `false`.
    std::optional<bool> flag(std::string_view name);
    /// `limit` of contract.md, 1 to `longest`.
    std::int64_t limit(std::int64_t usual, std::int64_t longest);
    /// A parameter had a value its reader does not know.
    void note_unknown(std::string_view name, std::string_view wanted);

    /// Call last. Errors: invalid, with every mistake.
    [[nodiscard]] base::Done finish();

  private:
    const Pairs& query_;
    std::vector<base::FieldError> errors_;
};

} // namespace assetbuddy::platform::http
