#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/cursor.h"
#include "access/searched_list.h"
#include "assets/asset.h"
#include "assets/category.h"
#include "assets/import.h"
#include "assets/list.h"
#include "base/id.h"
#include "base/time.h"
#include "platform/sql/database.h"
#include "platform/sql/question.h"

namespace assetbuddy::assets::store {

using platform::sql::Transaction;

std::optional<Asset> find(Transaction& tx, const access::Visible<Asset>& visible, const base::AssetId& id,
                          base::Time now);

/// A list as SQL. The reach of the asker is part of it (ROL-1). Borrows from nothing but itself.
class ListQuery : public access::SearchedList {
  public:
    ListQuery(const access::Visible<Asset>& visible, const ListRequest& request, Level category_level, base::Time now,
              access::Search search);
    [[nodiscard]] platform::sql::Question page(const std::optional<access::KeyPosition>& after, std::size_t most) const;
    [[nodiscard]] Sort sort() const { return request_.sort; }

  private:
    void add_filters();

    access::Visible<Asset> visible_;
    ListRequest request_;
    Level category_level_;
    base::Time readable_since_;
};

struct Found {
    std::vector<Asset> assets;
    std::vector<access::KeyPosition> positions;
};
Found list(Transaction& tx, const ListQuery& query, const std::optional<access::KeyPosition>& after, std::size_t most);

/// The next number under a prefix; whoever asks at the same moment gets the one after (AST-1).
std::int64_t take_number(Transaction& tx, const base::OrganisationId& organisation, const std::string& prefix);
void insert(Transaction& tx, const Asset& asset, const std::string& code_sort);
/// Writes the fields. False when the row is no longer of that version.
bool update(Transaction& tx, const Asset& asset);
bool update_status(Transaction& tx, const Asset& asset);
bool remove(Transaction& tx, const Asset& asset, base::Time now);
/// Its status; nobody else changes it until this transaction ends.
std::optional<Status> hold_status(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id);
void update_held_status(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id,
                        Status status);

// The defects of a piece of equipment belong to the room above; these statements are the one place below it that reads
// and moves them, because their site is always that of the equipment.
void move_defects(Transaction& tx, const Asset& asset);
bool has_open_defects(Transaction& tx, const Asset& asset);
bool is_isolated(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id);

/// Equipment by the sort keys of codes, as far as some has or had them.
struct Coded {
    std::string code;
    std::string name;
    std::string serial;
};
std::map<std::string, Coded> codes_of(Transaction& tx, const base::OrganisationId& organisation,
                                      std::span<const std::string> code_sorts);
/// When a table of that digest was imported.
std::optional<ImportReport::Earlier> find_import(Transaction& tx, const base::OrganisationId& organisation,
                                                 const std::string& digest);
/// False when it was already.
bool insert_import(Transaction& tx, const base::OrganisationId& organisation, const std::string& digest,
                   const base::UserId& by, std::int64_t added, base::Time now);

struct NewEvent {
    std::string id;
    base::UserId actor;
    std::string what;
    std::string before = {};
    std::string after = {};
    std::string reason = {};
};
void insert_event(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id,
                  const NewEvent& event, base::Time now);
/// The newest first, at most `most_events`.
std::vector<Event> list_events(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id);

} // namespace assetbuddy::assets::store
