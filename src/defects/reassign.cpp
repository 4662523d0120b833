#include "defects/reassign.h"

#include "defects/assign.h"
#include "defects/find.h"
#include "defects/limits.h"
#include "users/find.h"

namespace assetbuddy::defects {

using base::refused;

namespace {

/// The site beyond which the asker assigns nothing: what lies elsewhere would only stand in the way of a page.
std::optional<base::SiteId> only_site(const access::Actor& actor)
{
    const auto grant = actor.grant(access::Permission::defects_assign);
    return grant && grant->scope == access::Scope::site ? actor.facts().site : std::nullopt;
}

/// Those that were named, as far as they are open with that person and the caller sees them.
base::Result<std::vector<Defect>> named(access::Call& call, const ReassignRequest& request)
{
    if (request.only->size() > static_cast<std::size_t>(most_reassigned))
        return base::invalid(
            {{"defect_ids", "too_many", "Name at most " + std::to_string(most_reassigned) + " defects in one go."}});
    std::vector<Defect> found;
    for (const auto& text : *request.only) {
        const auto id = base::DefectId::parse(text);
        if (!id) return base::invalid({{"defect_ids", "malformed", "Give ids of defects."}});
        auto defect = find_visible(call, *id);
        if (defect && !defect->is_closed() && defect->assignee.user == request.from)
            found.push_back(*std::move(defect));
    }
    return found;
}

base::Done check_from(access::Call& call, const base::UserId& from)
{
    if (!from.empty() && users::find(call, call.organisation(), from)) return {};
    return base::invalid({{"from_user_id", "unknown_value", "There is no such person in your organisation."}});
}

} // namespace

base::Result<DefectPage> open_with(access::Call& call, const base::UserId& user)
{
    if (!call.actor.may(access::Permission::defects_assign))
        return refused("forbidden", {}, "Your role does not let you assign defects.");
    return list(call, {.is_open = true, .site = only_site(call.actor), .assignee = user, .limit = most_reassigned});
}

base::Result<Reassigned> reassign(access::Call& call, const ReassignRequest& request)
{
    auto page = open_with(call, request.from);
    if (!page) return refused(page.error());
    if (page->defects.empty()) // whoever is deleted is found by what they left
        if (const auto known = check_from(call, request.from); !known) return refused(known.error());
    Reassigned done;
    if (request.only) {
        auto defects = named(call, request);
        if (!defects) return refused(defects.error());
        done.left = static_cast<std::int64_t>(request.only->size() - defects->size());
        page->defects = *std::move(defects);
    }
    std::optional<base::Error> unfit;
    for (const auto& defect : page->defects) {
        const auto assigned = covers(call.actor, access::Permission::defects_assign, defect)
                                  ? assign(call, defect.id, request.to)
                                  : base::Result<Defect>{refused("forbidden")};
        if (!assigned && assigned.error().code == "invalid") unfit = assigned.error();
        ++(assigned ? done.moved : done.left);
    }
    if (done.moved == 0 && unfit) return refused(*std::move(unfit));
    done.has_more = !request.only && !page->next_cursor.empty() && done.moved > 0;
    return done;
}

} // namespace assetbuddy::defects
