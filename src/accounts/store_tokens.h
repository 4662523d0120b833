#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accounts/tokens.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts::store {

using platform::sql::Transaction;

void insert_token(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                  const ApiToken& token, const std::string& token_hash);
std::vector<ApiToken> list_tokens(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user);
/// Those that still open something.
std::int64_t count_tokens(Transaction& tx, const base::OrganisationId& organisation, const base::UserId& user,
                          base::Time now);
/// What was deleted, if it was there.
std::optional<ApiToken> delete_token(Transaction& tx, const base::OrganisationId& organisation,
                                     const base::UserId& user, const std::string& id);

} // namespace assetbuddy::accounts::store
