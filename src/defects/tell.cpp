#include "defects/tell.h"

#include <set>

#include "access/role_sets.h"
#include "base/email_address.h"
#include "defects/escalation.h"
#include "defects/letter.h"
#include "defects/limits.h"
#include "defects/store_people.h"
#include "notifications/notify.h"

namespace assetbuddy::defects {
namespace {

using access::Permission;

/// "Defect D-12 (Guard broken) on FS-001".
std::string named(const Defect& defect)
{
    return "Defect " + defect.reference() + " (" + defect.title + ") on " + defect.asset_code;
}

std::string key_of(const std::string& email)
{
    const auto address = base::EmailAddress::parse(email);
    return address ? address->key() : std::string{};
}

/// "4 defects at Harbour Yard wait too long: D-3, D-7, D-9 and D-12."
std::string waiting_words(const std::vector<Defect>& defects)
{
    auto words = std::to_string(defects.size()) + " defects at " + defects.front().site_name + " wait too long: ";
    for (std::size_t i = 0; i < defects.size() && i < most_named; ++i)
        words += (i == 0 ? "" : ", ") + defects[i].reference();
    if (defects.size() > most_named) words += " and " + std::to_string(defects.size() - most_named) + " more";
    return words + ".";
}

void tell(access::Call& call, const Defect& defect, const base::UserId& to, const char* kind, std::string title)
{
    if (call.actor.signed_in() && call.actor.user() == to) return;
    notifications::notify(call, {.kind = kind,
                                 .organisation = defect.organisation,
                                 .to = to,
                                 .title = std::move(title),
                                 .path = "/defects/" + defect.id.text(),
                                 .subject_id = defect.id.text()});
}

void tell_holders(access::Call& call, const Defect& defect, Permission permission, const char* kind,
                  const std::string& title)
{
    const auto sets = access::grants_of_all(call, defect.organisation);
    for (const auto& user :
         access::list_holders(call.tx, defect.organisation, defect.site, access::holding_of(sets, permission, false),
                              access::OwnerCounts::as_settings_say, most_told))
        tell(call, defect, user, kind, title);
}

void tell_repairers(access::Call& call, const Defect& closed_out, const char* kind, const std::string& title)
{
    std::set<base::UserId> repairers;
    if (closed_out.assignee.user) repairers.insert(*closed_out.assignee.user);
    // An external person who closed it out and has it no more may know nothing further of it (EXT-2).
    if (closed_out.closed_out_by && !store::is_external(call.tx, closed_out.organisation, closed_out.closed_out_by->id))
        repairers.insert(closed_out.closed_out_by->id);
    for (const auto& user : repairers) tell(call, closed_out, user, kind, title);
}

} // namespace

void tell_reported(access::Call& call, const Defect& defect)
{
    tell_holders(call, defect, Permission::defects_assign, "defect.reported",
                 named(defect) + " was reported, " + std::string{in_words(defect.severity)} + ".");
}

void tell_assigned(access::Call& call, const Defect& defect)
{
    if (defect.assignee.user)
        tell(call, defect, *defect.assignee.user, "defect.assigned", named(defect) + " was given to you.");
}

void tell_awaiting_verification(access::Call& call, const Defect& defect)
{
    tell_holders(call, defect, Permission::defects_verify, "defect.awaiting_verification",
                 named(defect) + " was closed out and waits to be verified.");
}

void tell_verified(access::Call& call, const Defect& closed_out)
{
    tell_repairers(call, closed_out, "defect.fix_verified", named(closed_out) + ": your repair was verified.");
}

void tell_rejected(access::Call& call, const Defect& closed_out)
{
    tell_repairers(call, closed_out, "defect.closeout_rejected",
                   named(closed_out) + ": the closeout was rejected. Open it to see why.");
}

void tell_taken_back(access::Call& call, const Defect& defect, const base::UserId& assigned_by,
                     const std::string& invited_name)
{
    tell(call, defect, assigned_by, "defect.unassigned",
         named(defect) + " is without anybody again: " + (invited_name.empty() ? "the person" : invited_name) +
             " will not come.");
}

void tell_escalated(access::Call& call, const std::vector<Defect>& defects, std::string_view time_zone)
{
    const auto& first = defects.front();
    const bool is_one = defects.size() == 1;
    notifications::Notice notice{.kind = "defect.escalated",
                                 .organisation = first.organisation,
                                 .to = {},
                                 .title = is_one ? named(first) + ", " + std::string{in_words(first.severity)} + ", " +
                                                       why_escalated(first, call.now, time_zone) + "."
                                                 : waiting_words(defects),
                                 .path = is_one ? "/defects/" + first.id.text()
                                                : "/defects?status=not_closed&site_id=" + first.site.text(),
                                 .subject_id = is_one ? first.id.text() : first.site.text()};
    const auto sets = access::grants_of_all(call, first.organisation);
    for (const auto& user : access::list_holders(call.tx, first.organisation, first.site,
                                                 access::holding_of(sets, Permission::defects_verify, false),
                                                 access::OwnerCounts::as_settings_say, most_told)) {
        notice.to = user;
        notifications::notify(call, notice);
    }
}

void tell_open_with(access::Call& call, const users::User& left, const std::map<base::SiteId, std::int64_t>& open)
{
    const auto sets = access::grants_of_all(call, left.organisation);
    const auto holding = access::holding_of(sets, Permission::defects_assign, false);
    std::map<base::UserId, std::int64_t> told;
    for (const auto& [site, count] : open)
        for (const auto& user :
             access::list_holders(call.tx, left.organisation, site, holding, access::OwnerCounts::always, most_told))
            told[user] += count;
    for (const auto& [user, count] : told)
        notifications::notify(call, {.kind = "defect.left_behind",
                                     .organisation = left.organisation,
                                     .to = user,
                                     .title = "The access of " + left.name + " has ended, and " +
                                              std::to_string(count) + (count == 1 ? " defect is" : " defects are") +
                                              " still open with them. Give them to somebody else.",
                                     .path = "/defects/reassign?from=" + left.id.text(),
                                     .subject_id = left.id.text(),
                                     .about_email_key = key_of(left.email)});
}

void forget_notices(access::Call& call, const Defect& before)
{
    if (before.assignee.user && store::is_external(call.tx, before.organisation, *before.assignee.user)) {
        notifications::withdraw(call, before.organisation, *before.assignee.user, before.id.text());
        // A summary that names it may still be on its way.
        notifications::withdraw(call, before.organisation, *before.assignee.user, std::string{summary_notice});
    }
}

} // namespace assetbuddy::defects
