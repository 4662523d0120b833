#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "access/sealed.h"
#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::accounts::store {

using platform::sql::Transaction;

std::vector<access::SealedRow> list_secrets(Transaction& tx, const std::string& after, std::int64_t most);
/// Only while it still has that box: one that is being set up anew keeps its own.
void update_secret(Transaction& tx, const access::SealedRow& authenticator, const std::string& box);
std::int64_t count_secrets(Transaction& tx);

struct Addressed {
    base::AccountId id;
    std::string email_key;
};
/// Behind an id, in order.
std::vector<Addressed> list_accounts(Transaction& tx, const std::string& after, std::int64_t most);
/// Those of these buckets in which failures are counted.
std::vector<std::string> list_buckets(Transaction& tx, std::span<const std::string> buckets);
/// Adds what one bucket counted to another and takes it away.
void move_failures(Transaction& tx, const std::string& from, const std::string& to);

bool has_recovery_codes_of(Transaction& tx, const std::string& key_id);

} // namespace assetbuddy::accounts::store
