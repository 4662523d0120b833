#include "defects/parts.h"

#include "defects/steps.h"

namespace assetbuddy::defects {

base::Result<Defect> await_parts(access::Call& call, const base::DefectId& id,
                                 std::optional<std::int64_t> expected_version)
{
    const auto moving = hold_for(call, id, Action::await_parts, expected_version);
    if (!moving) return base::refused(moving.error());
    return write(call, moving->before, moving->after, {What::awaiting_parts});
}

base::Result<Defect> resume(access::Call& call, const base::DefectId& id, std::optional<std::int64_t> expected_version)
{
    const auto moving = hold_for(call, id, Action::resume, expected_version);
    if (!moving) return base::refused(moving.error());
    return write(call, moving->before, moving->after, {What::resumed});
}

} // namespace assetbuddy::defects
