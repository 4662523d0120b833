#include "users/deactivate_ended.h"

#include <chrono>

#include "users/details.h"
#include "users/find.h"
#include "users/place.h"
#include "users/store.h"
#include "users/store_email_change.h"

namespace assetbuddy::users {
namespace {

constexpr std::int64_t looked_at_together = 200;
/// Proofs of addresses that came to nothing, or to something, are of no use to anybody after that.
constexpr auto outlived = std::chrono::days{30};

const access::Origin nowhere{};

/// Zones ahead of UTC are in a day before UTC is; nowhere is a day over before it has begun in UTC.
std::string latest_day(base::Time now)
{
    return base::to_iso_date(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(now)});
}

bool deactivate_one(const access::Kernel& kernel, const store::Ending& ending)
{
    const auto done =
        access::change_as_nobody(kernel, nowhere, "last day of access", [&](access::Call& call) -> base::Result<bool> {
            call.tx.enter(ending.organisation);
            const auto user = find(call, ending.organisation, ending.user);
            const bool is_over = user && user->is_active && user->role != access::Role::owner &&
                                 has_ended(*user, call.now, ending.time_zone);
            if (!is_over) return false;
            auto after = *user;
            after.is_active = false;
            const auto written = write_place(call, *user, after, {});
            return written.has_value();
        });
    return done.value_or(false);
}

void tidy_email_changes(const access::Kernel& kernel)
{
    const auto now = kernel.clock.now();
    const auto done = kernel.database.write(platform::sql::Reach::system("proofs of addresses"),
                                            [&](platform::sql::Transaction& tx) -> base::Done {
                                                store::expire_email_changes(tx, now, now - outlived);
                                                return {};
                                            });
    if (!done) throw std::logic_error("tidying cannot be refused");
}

} // namespace

std::int64_t deactivate_ended(const access::Kernel& kernel)
{
    const auto now = kernel.clock.now();
    std::int64_t ended = 0;
    for (store::Ending last;;) {
        const auto endings = kernel.database.read(
            platform::sql::Reach::system("last day of access"), [&](platform::sql::Transaction& tx) {
                return store::list_endings(tx, latest_day(now), last, looked_at_together);
            });
        for (const auto& ending : endings) ended += deactivate_one(kernel, ending) ? 1 : 0;
        if (endings.size() < static_cast<std::size_t>(looked_at_together)) break;
        last = endings.back();
    }
    tidy_email_changes(kernel);
    return ended;
}

} // namespace assetbuddy::users
