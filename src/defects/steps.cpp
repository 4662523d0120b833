#include "defects/steps.h"

#include <algorithm>
#include <array>

#include "access/role_sets.h"
#include "defects/find.h"
#include "defects/store.h"
#include "defects/store_people.h"

namespace assetbuddy::defects {

using access::Permission;

namespace {

std::string forbidden_words(Action action)
{
    switch (action) {
    case Action::assign:
        return "Your role does not let you assign this defect.";
    case Action::approve:
    case Action::reject:
    case Action::close:
        return "Your role does not let you verify or close this defect.";
    default:
        return "This defect is not yours to close out.";
    }
}

std::string wrong_state_words(Status status)
{
    switch (status) {
    case Status::open:
        return "This defect is open: assign it, or close it out.";
    case Status::in_progress:
        return "This defect is in progress: it can be closed out when the work is done.";
    case Status::awaiting_parts:
        return "This defect is waiting for parts. Go on with the work first.";
    case Status::awaiting_verification:
        return "This defect is closed out already and waits to be verified.";
    case Status::closed:
        return "This defect is closed; that is final. If the problem is back, report it anew.";
    }
    return {};
}

} // namespace

base::Result<Defect> hold_visible(access::Call& call, const base::DefectId& id,
                                  std::optional<std::int64_t> expected_version)
{
    store::hold(call.tx, call.organisation(), id);
    const auto visible = call.actor.visible<Defect>(Permission::defects_view);
    auto defect = visible ? store::find_visible(call.tx, *visible, id, call.now) : std::nullopt;
    if (!defect) return base::refused("not_found", {}, "There is no such defect.");
    if (expected_version && *expected_version != defect->version)
        return base::refused("stale", {}, "Somebody changed this defect meanwhile.");
    return *std::move(defect);
}

base::Result<Moving> hold_for(access::Call& call, const base::DefectId& id, Action action,
                              std::optional<std::int64_t> expected_version)
{
    const auto defect = hold_visible(call, id, {});
    if (!defect) return base::refused(defect.error());
    if (!covers(call.actor, permission_for(action), *defect))
        return base::refused("forbidden", {}, forbidden_words(action));
    if (expected_version && *expected_version != defect->version)
        return base::refused("stale", {}, "Somebody changed this defect meanwhile.");
    const auto move = find_move(defect->status, action);
    if (!move) return base::refused("wrong_state", {}, wrong_state_words(defect->status));
    Moving moving{*defect, *defect};
    moving.after.status = move->to;
    return moving;
}

Defect write(access::Call& call, const Defect& before, const Defect& after, const Told& told)
{
    if (!store::update(call.tx, after)) throw platform::sql::Retryable("a defect changed although it was held");
    store::insert_event(call.tx, {.id = call.make_id<base::Id<struct DefectEventTag>>().text(),
                                  .organisation = after.organisation,
                                  .defect = after.id,
                                  .turn = after.turn,
                                  .at = call.now,
                                  .actor = call.actor.signed_in() ? std::optional{call.actor.user()} : std::nullopt,
                                  .what = told.what,
                                  .before = told.before,
                                  .after = told.after,
                                  .words = told.words});
    access::record(call, {.organisation = after.organisation,
                          .action = "defect." + std::string{to_text(told.what)},
                          .record_type = "defect",
                          .record_id = after.id.text(),
                          .changes = changes_between(before, after)});
    const auto written = store::find(call.tx, after.organisation, after.id);
    if (!written) throw platform::sql::DatabaseError("a defect that was just written is not there");
    return shown_to(call.actor, *written);
}

std::optional<Verification> verification_by(access::Call& call, const Defect& defect)
{
    if (!defect.is_repaired_by(call.actor.user())) return Verification::verified;
    const auto sets = access::grants_of_all(call, call.organisation());
    const auto verifiers = access::list_holders(call.tx, call.organisation(), defect.site,
                                                access::holding_of(sets, Permission::defects_verify, false),
                                                access::OwnerCounts::always, 2);
    const bool has_another =
        std::ranges::any_of(verifiers, [&](const base::UserId& user) { return user != call.actor.user(); });
    if (has_another) return std::nullopt;
    return Verification::self_verified;
}

bool may_write_note(const access::Actor& actor, const Defect& defect)
{
    constexpr std::array any_of{Permission::defects_close_out, Permission::defects_assign, Permission::defects_verify};
    return !defect.is_closed() &&
           std::ranges::any_of(any_of, [&](Permission each) { return covers(actor, each, defect); });
}

void note_closed(access::Call& call, Defect& defect, Verification verification)
{
    defect.verification = verification;
    defect.verified_by = Named{call.actor.user(), call.actor.facts().name};
    defect.closed_at = call.now;
}

} // namespace assetbuddy::defects
