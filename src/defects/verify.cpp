#include "defects/verify.h"

#include "assets/isolate.h"
#include "defects/limits.h"
#include "defects/steps.h"
#include "defects/tell.h"

namespace assetbuddy::defects {
namespace {

/// The equipment goes back into service with the last isolating defect.
void release_equipment(access::Call& call, const Defect& closed)
{
    if (closed.isolates)
        assets::release(call, closed.asset, "Defect " + closed.reference() + ", which had isolated it, was closed.");
}

} // namespace

base::Result<Defect> approve(access::Call& call, const base::DefectId& id, std::optional<std::int64_t> expected_version)
{
    auto moving = hold_for(call, id, Action::approve, expected_version);
    if (!moving) return base::refused(moving.error());
    auto& [before, after] = *moving;
    const auto verification = verification_by(call, before);
    if (!verification)
        return base::refused("forbidden", {},
                             "You did this work, so somebody else has to verify it. They were told that it waits.");
    note_closed(call, after, *verification);
    auto written = write(call, before, after, {What::approved});
    release_equipment(call, after);
    tell_verified(call, before);
    return written;
}

base::Result<Defect> reject(access::Call& call, const base::DefectId& id, const std::string& reason,
                            std::optional<std::int64_t> expected_version)
{
    auto moving = hold_for(call, id, Action::reject, expected_version);
    if (!moving) return base::refused(moving.error());
    const auto words = checked_words("reason", "The reason", reason, most_reason,
                                     "Say what is still wrong, so that it can be mended.");
    if (!words) return base::refused(words.error());
    auto& [before, after] = *moving;
    after.clear_closeout();
    after.rejected_reason = *words;
    auto written = write(call, before, after, {.what = What::rejected, .words = *words});
    tell_rejected(call, before);
    return written;
}

base::Result<Defect> close(access::Call& call, const base::DefectId& id, std::optional<std::int64_t> expected_version)
{
    auto moving = hold_for(call, id, Action::close, expected_version);
    if (!moving) return base::refused(moving.error());
    auto& [before, after] = *moving;
    note_closed(call, after, Verification::without_verification);
    auto written = write(call, before, after, {What::closed});
    release_equipment(call, after);
    return written;
}

} // namespace assetbuddy::defects
