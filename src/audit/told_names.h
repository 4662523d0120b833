#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/call.h"
#include "audit/entry.h"

namespace assetbuddy::audit {

/// What the ids in the changes of some entries stand for today, so that a reader meets names and no ids. One query for
/// each kind of record they tell of.
class ToldNames {
  public:
    static ToldNames of(access::Call& call, const access::Visible<Entry>& visible, const std::vector<Entry>& entries);

    /// A value of a change as a reader wants it: "Harbour Yard", "Awaiting Verification", "yes".
    [[nodiscard]] std::string in_words(const Entry& entry, const access::ToldChange& change,
                                       const std::optional<std::string>& value, std::string_view time_zone) const;

  private:
    std::map<std::pair<std::string, std::string>, std::string> names_; // kind and id → name
};

} // namespace assetbuddy::audit
