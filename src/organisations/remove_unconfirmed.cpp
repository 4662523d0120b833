#include "organisations/remove_unconfirmed.h"

#include "organisations/limits.h"
#include "organisations/store.h"

namespace assetbuddy::organisations {
namespace {

using platform::sql::Reach;
using platform::sql::Transaction;

constexpr auto reach = Reach::system("removing sign-ups that were never confirmed");

} // namespace

std::int64_t remove_unconfirmed(const access::Kernel& kernel)
{
    const auto moment = kernel.clock.now() - unconfirmed_life;
    const auto accounts = kernel.database.read(
        reach, [&](Transaction& tx) { return store::list_unconfirmed(tx, moment, removed_at_most); });
    std::int64_t removed = 0;
    for (const auto& account : accounts) {
        const auto gone = kernel.database.write(
            reach, [&](Transaction& tx) -> base::Result<bool> { return store::delete_unconfirmed(tx, account); });
        removed += gone.value_or(false) ? 1 : 0;
    }
    return removed;
}

} // namespace assetbuddy::organisations
