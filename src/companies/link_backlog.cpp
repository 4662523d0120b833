#include "companies/link_backlog.h"

#include "access/call.h"
#include "companies/hold.h"
#include "companies/store.h"

namespace assetbuddy::companies {
namespace {

constexpr std::int64_t made_together = 500;
constexpr auto reason = "companies that were names so far";

/// The companies of some names; the audit log says that they were made.
base::Result<std::int64_t> make_some(access::Call& call)
{
    const auto waiting = store::list_backlog(call.tx, made_together);
    for (const auto& each : waiting) {
        const auto company = hold(call, each.organisation, each.name, {});
        store::note_made(call.tx, each, company.id);
    }
    return static_cast<std::int64_t>(waiting.size());
}

} // namespace

std::int64_t link_backlog(const access::Kernel& kernel)
{
    std::int64_t made = 0;
    for (std::int64_t step = made_together; step == made_together; made += step)
        step = access::change_as_nobody(kernel, access::nobody_asked, reason, make_some).value_or(0);
    const auto linked =
        access::change_as_nobody(kernel, access::nobody_asked, reason, [](access::Call& call) -> base::Done {
            // Asked here and not taken from `made`: a process that was killed may have made the last company.
            if (store::has_backlog(call.tx)) store::link_backlog(call.tx);
            return {};
        });
    if (!linked) throw std::logic_error("linking companies cannot be refused");
    return made;
}

} // namespace assetbuddy::companies
