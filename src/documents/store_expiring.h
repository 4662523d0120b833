#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "documents/expiring.h"
#include "platform/sql/database.h"

namespace assetbuddy::documents::store {

using platform::sql::Transaction;

/// How far somebody reaches the documents of a kind of record: everywhere, at one site, nowhere.
class Reach {
  public:
    static Reach everywhere() { return Reach{"*"}; }
    static Reach nowhere() { return Reach{""}; }
    static Reach at(const base::SiteId& site) { return Reach{site.text()}; }
    /// What both reach.
    [[nodiscard]] Reach and_of(const Reach& other) const
    {
        if (text_ == "*") return other;
        if (other.text_ == "*" || other.text_ == text_) return *this;
        return nowhere();
    }
    /// As the statements read it.
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    explicit Reach(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

struct ExpiringReach {
    Reach organisation = Reach::nowhere();
    Reach site = Reach::nowhere();
    Reach asset = Reach::nowhere();
    Reach defect = Reach::nowhere();
    Reach company = Reach::nowhere();
};

/// Those whose last day is `until` at the latest, by that day; after this day and id.
std::vector<Expiring> list_expiring(Transaction& tx, const base::OrganisationId& organisation,
                                    const ExpiringReach& reach, const std::string& until, const std::string& after_day,
                                    const std::string& after_id, std::int64_t most);
/// Counted to `most`.
std::int64_t count_expiring(Transaction& tx, const base::OrganisationId& organisation, const ExpiringReach& reach,
                            const std::string& until, std::int64_t most);

} // namespace assetbuddy::documents::store
