#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/search.h"
#include "platform/sql/database.h"

namespace assetbuddy::access::store {

using platform::sql::Transaction;

/// With its tokens. Nothing happens when there is an entry of this record already; nobody waits to hear of it.
void insert_search_entry(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                         const std::string& text, const std::vector<std::int64_t>& tokens);
/// The numbers of those that had no entry, by record.
std::unordered_map<std::string, std::int64_t>
insert_search_entries(Transaction& tx, const base::OrganisationId& organisation, std::span<const Findable> records);
struct TokenAt {
    std::int64_t token;
    std::int64_t number;
    auto operator<=>(const TokenAt&) const = default;
};
void insert_token_rows(Transaction& tx, std::span<const TokenAt> tokens);
void insert_search_tokens(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                          const std::vector<std::int64_t>& tokens);
void delete_search_tokens(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                          const std::vector<std::int64_t>& tokens);
std::optional<std::string> find_search_text(Transaction& tx, const base::OrganisationId& organisation,
                                            const std::string& record);
void update_search_text(Transaction& tx, const base::OrganisationId& organisation, const std::string& record,
                        const std::string& text);
void delete_search_entry(Transaction& tx, const base::OrganisationId& organisation, const std::string& record);
void delete_search_of(Transaction& tx, const base::OrganisationId& organisation, const TokenRange& range);

/// The rarest first, as far as it matters: counting stops at 5,000.
void sort_by_rarity(Transaction& tx, std::vector<std::int64_t>& tokens);

struct Waiting {
    base::OrganisationId organisation;
    std::string record;
    Searched kind;
};
/// In order of organisations, so that tokens are written near each other.
std::vector<Waiting> list_search_backlog(Transaction& tx, std::int64_t most);
/// Those whose record is still there.
std::vector<Findable> list_findable(Transaction& tx, std::span<const Waiting> of_one_organisation);
void leave_backlog(Transaction& tx, const Waiting& waiting);
std::int64_t count_search_backlog(Transaction& tx);

} // namespace assetbuddy::access::store
