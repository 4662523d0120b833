#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/time.h"

namespace assetbuddy::platform::mail {

/// What a letter was given when it was enqueued, read back from its JSON. Text that is no object, and a member that is
/// missing or of another kind, throw std::invalid_argument without a word of what it holds.
class LetterData {
  public:
    explicit LetterData(std::string_view json);
    [[nodiscard]] std::string text(std::string_view member) const;
    /// For members that letters of an earlier version do not have.
    [[nodiscard]] std::string text_or(std::string_view member, std::string_view otherwise) const;
    [[nodiscard]] bool flag(std::string_view member) const;
    /// Microseconds, as `base::to_microseconds` made them.
    [[nodiscard]] base::Time time(std::string_view member) const;

  private:
    boost::json::object object_;
};

} // namespace assetbuddy::platform::mail
