#pragma once

#include <span>

#include "defects/store.h"

namespace assetbuddy::defects::store {

/// So many numbers in a row: the first of them.
std::int64_t take_numbers(Transaction& tx, const base::OrganisationId& organisation, std::size_t count);
/// Rows as they stand, whatever their state.
void insert_whole(Transaction& tx, std::span<const Defect* const> defects);
void insert_events(Transaction& tx, std::span<const NewEvent> events);

} // namespace assetbuddy::defects::store
