#include "invitations/run_imports.h"

#include <algorithm>
#include <chrono>

#include "access/call.h"
#include "access/stand_in.h"
#include "invitations/asker.h"
#include "invitations/create.h"
#include "invitations/end_import.h"
#include "invitations/judge.h"
#include "invitations/limits.h"
#include "invitations/store_imports.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

using base::Result;

constexpr std::string_view why = "imports of all organisations";

/// What came of one batch.
struct Step {
    enum class Kind { went_on, waits, ended } kind = Kind::went_on;
    std::int64_t rows = 0;
    base::Time until = {};   // of a wait
    std::string reason = {}; // of a wait
};

Step stop(access::Call& call, const Import& import, const std::string& reason)
{
    end_import(call, import, ImportState::stopped, reason);
    return {.kind = Step::Kind::ended};
}

Step finish(access::Call& call, const Import& import)
{
    end_import(call, import, ImportState::done, {});
    return {.kind = Step::Kind::ended};
}

/// The rows whose turn it is. One whose person was erased meanwhile asks for nothing any more.
std::vector<AskedRow> asked_of(const std::vector<store::Waiting>& waiting)
{
    std::vector<AskedRow> asked;
    for (const auto& each : waiting) {
        if (each.offer.empty())
            asked.push_back({each.line, {}, {{"row", "erased", "The person's data were erased before their turn."}}});
        else
            asked.push_back({each.line, offer_from_json(each.offer), {}});
    }
    return asked;
}

store::RowEnd end_of(const Judged& row)
{
    const bool is_erased = !row.asked.errors.empty(); // the only thing a kept row can have
    return {.line = row.asked.line,
            .state = RowState::failed,
            .errors = errors_to_json(is_erased ? row.asked.errors : row.errors)};
}

/// Invites what can be invited of these rows; `sender` acts. Nothing when the day did not suffice after all.
Result<Step> invite(access::Call& sender, const Import& import, const std::vector<store::Waiting>& waiting)
{
    std::int64_t created = 0;
    for (const auto& row : judge(sender, asked_of(waiting), SitesFor::inviting)) {
        if (!row.offer) {
            store::update_row(sender.tx, import, end_of(row));
            continue;
        }
        const auto invitation = create(sender, *row.offer, row.site_name);
        store::update_row(sender.tx, import, {.line = row.asked.line, .invitation = invitation.id});
        ++created;
    }
    const auto rows = static_cast<std::int64_t>(waiting.size());
    store::update_progress(sender.tx, import, created, rows - created);
    // Last, since everybody who invites there waits for this counter until the commit.
    if (created > 0 && !outbox::count_paced_sends(sender, import.organisation, created))
        return base::refused("rate_limited");
    return Step{.kind = Step::Kind::went_on, .rows = rows};
}

Result<Step> go_on(access::Call& sender, const Import& import)
{
    const auto left = outbox::sends_left_today(sender, import.organisation);
    if (left == 0)
        return Step{.kind = Step::Kind::waits, .until = outbox::next_day_of_sends(sender.now), .reason = "day_used_up"};
    const auto waiting = store::list_waiting(sender.tx, import, std::min(import_batch, left));
    return waiting.empty() ? finish(sender, import) : invite(sender, import, waiting);
}

/// One batch in one transaction. The import's row is held from the first statement on, so that a worker whose lease ran
/// out writes nothing.
Result<Step> do_batch(access::Call& call, const store::Claim& claim, const std::string& worker)
{
    if (outbox::count_overdue(call, most_letters_waiting) >= most_letters_waiting)
        return Step{.kind = Step::Kind::waits, .until = call.now + import_pause, .reason = "mail_waits"};
    call.tx.enter(claim.organisation);
    const auto import = store::hold_claimed(call.tx, claim, worker, call.now + import_lease);
    if (!import) return Step{.kind = Step::Kind::ended};
    const auto actor = access::find_stand_in(call.tx, import->organisation, import->started_by);
    if (!actor) return stop(call, *import, "forbidden");
    access::Call sender{call.tx, call.kernel, *actor, call.origin};
    if (const auto may = may_invite(sender); !may) return stop(call, *import, may.error().code);
    auto step = go_on(sender, *import);
    if (step) access::write_entries(sender);
    return step;
}

void give_back(const access::Kernel& kernel, const store::Claim& claim, const std::string& worker, base::Time next_at,
               const std::string& reason)
{
    const auto done =
        access::change_as_nobody(kernel, access::nobody_asked, why, [&](access::Call& call) -> base::Done {
            call.tx.enter(claim.organisation);
            store::release_import(call.tx, claim, worker, next_at, reason);
            return {};
        });
    if (!done) throw std::logic_error("giving an import back is never refused");
}

/// A turn of one import.
std::int64_t take_turn(const access::Kernel& kernel, const store::Claim& claim, const std::string& worker)
{
    std::int64_t rows = 0;
    for (int batch = 0; batch < import_turn; ++batch) {
        const auto step = access::change_as_nobody(kernel, access::nobody_asked, why,
                                                   [&](access::Call& call) { return do_batch(call, claim, worker); });
        if (!step) break; // others used up the day in the same moment: the next turn sees it
        rows += step->rows;
        if (step->kind == Step::Kind::ended) return rows;
        if (step->kind == Step::Kind::waits) {
            give_back(kernel, claim, worker, step->until, step->reason);
            return rows;
        }
    }
    give_back(kernel, claim, worker, kernel.clock.now(), {});
    return rows;
}

std::optional<store::Claim> claim_next(const access::Kernel& kernel, const std::string& worker)
{
    // Looking first: an update, even of no row, would take the one writer of SQLite every second.
    const bool is_due = access::look_as_nobody(kernel, access::nobody_asked, why,
                                               [](access::Call& call) { return store::has_due(call.tx, call.now); });
    if (!is_due) return std::nullopt;
    return access::change_as_nobody(kernel, access::nobody_asked, why,
                                    [&](access::Call& call) -> Result<std::optional<store::Claim>> {
                                        return store::claim_due(call.tx, worker, call.now, call.now + import_lease);
                                    })
        .value_or(std::nullopt);
}

} // namespace

std::int64_t run_imports(const access::Kernel& kernel, const std::string& worker)
{
    const auto claim = claim_next(kernel, worker);
    return claim ? take_turn(kernel, *claim, worker) : 0;
}

std::int64_t remove_outlived_imports(const access::Kernel& kernel)
{
    const auto outlived = access::look_as_nobody(kernel, access::nobody_asked, why, [](access::Call& call) {
        return store::list_outlived_imports(call.tx, call.now - import_kept_for, call.now - loading_kept_for,
                                            background_batch);
    });
    for (const auto& each : outlived) {
        for (bool has_rows = true; has_rows;) {
            const auto gone = access::change_as_nobody(kernel, access::nobody_asked, why,
                                                       [&](access::Call& call) -> Result<std::int64_t> {
                                                           const auto most = static_cast<std::int64_t>(import_chunk);
                                                           const auto removed = store::remove_rows(call.tx, each, most);
                                                           if (removed < most) store::remove_import(call.tx, each);
                                                           return removed;
                                                       });
            has_rows = gone.value_or(0) == static_cast<std::int64_t>(import_chunk);
        }
    }
    return static_cast<std::int64_t>(outlived.size());
}

} // namespace assetbuddy::invitations
