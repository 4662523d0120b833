#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/id.h"
#include "base/time.h"
#include "defects/equipment.h"
#include "platform/sql/database.h"

namespace assetbuddy::defects::store {

using platform::sql::Transaction;

// The register's rows as far as defects touch them: what is reported about, and its status (DEF-1, DEF-3).

std::optional<Equipment> find_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                        const base::AssetId& id);
/// In the order of codes, from this one on.
std::vector<Equipment> list_equipment(Transaction& tx, const access::Visible<Equipment>& visible,
                                      const std::string& from_code_sort, std::int64_t most);
/// Its status; nobody else changes it until this transaction ends.
std::optional<std::string> hold_status(Transaction& tx, const base::OrganisationId& organisation,
                                       const base::AssetId& id);
void update_status(Transaction& tx, const base::OrganisationId& organisation, const base::AssetId& id,
                   const std::string& status);

struct StatusEvent {
    std::string id;
    base::OrganisationId organisation;
    base::AssetId asset;
    base::Time at;
    base::UserId actor;
    std::string before;
    std::string after;
    std::string reason;
};
void insert_status_event(Transaction& tx, const StatusEvent& event);

} // namespace assetbuddy::defects::store
