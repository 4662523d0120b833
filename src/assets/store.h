#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/search.h"
#include "assets/asset.h"
#include "assets/category.h"
#include "assets/list.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"
#include "platform/sql/question.h"

namespace assetbuddy::assets::store {

using platform::sql::Transaction;

/// How long somebody still sees the equipment of a defect that was assigned to them after it was closed (EXT-2, EXT-3).
inline constexpr std::chrono::days readable_after_closing{30};

std::optional<Asset> find(Transaction& tx, const access::Visible<Asset>& visible, const base::AssetId& id,
                          base::Time now);

/// Where a page of the list begins: after this key and id.
struct Position {
    std::string key;
    std::string id;
};

/// One list as the asker may see it: its page and its count. Borrows nothing.
class ListQuery : private platform::sql::Conditions {
  public:
    ListQuery(const access::Visible<Asset>& visible, const ListRequest& request, Level category_level, base::Time now,
              access::Search search);
    [[nodiscard]] platform::sql::Question page(const std::optional<Position>& after, std::size_t most) const;
    [[nodiscard]] platform::sql::Question total() const;
    [[nodiscard]] platform::sql::Question reach_of_search() const;
    [[nodiscard]] bool searches() const { return search_.has_words(); }
    [[nodiscard]] Sort sort() const { return request_.sort; }

  private:
    void add_reach(const access::Visible<Asset>& visible);
    void add_filters();
    [[nodiscard]] std::string candidates(std::int64_t most) const;
    [[nodiscard]] std::string source() const;

    base::OrganisationId organisation_;
    base::UserId asker_;
    std::optional<base::SiteId> asker_site_;
    ListRequest request_;
    Level category_level_;
    base::Time readable_since_;
    access::Search search_;
};

struct Found {
    std::vector<Asset> assets;
    std::vector<Position> positions;
};
Found list(Transaction& tx, const ListQuery& query, const std::optional<Position>& after, std::size_t most);
std::int64_t count(Transaction& tx, const ListQuery& query);
bool is_cut(Transaction& tx, const ListQuery& query);

/// The next number under a prefix; whoever asks at the same moment gets the one after (AST-1).
std::int64_t take_number(Transaction& tx, const base::OrganisationId& organisation, const std::string& prefix);
void insert(Transaction& tx, const Asset& asset, const std::string& code_sort);
/// Writes the fields. False when the row is no longer of that version.
bool update(Transaction& tx, const Asset& asset);
bool update_status(Transaction& tx, const Asset& asset);
bool remove(Transaction& tx, const Asset& asset, base::Time now);

// The defects of a piece of equipment belong to the room above; these statements are the one place below it that reads
// and moves them, because their site is always that of the equipment.
void move_defects(Transaction& tx, const Asset& asset);
bool has_open_defects(Transaction& tx, const Asset& asset);
bool is_isolated(Transaction& tx, const Asset& asset);

struct NewEvent {
    std::string id;
    base::UserId actor;
    std::string what;
    std::string before = {};
    std::string after = {};
    std::string reason = {};
};
void insert_event(Transaction& tx, const Asset& asset, const NewEvent& event, base::Time now);
/// The newest first, at most `most_events`.
std::vector<Event> list_events(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id);

} // namespace assetbuddy::assets::store
