#include "defects/reassign.h"

#include "defects/assign.h"
#include "defects/limits.h"

namespace assetbuddy::defects {

using base::refused;

base::Result<DefectPage> open_with(access::Call& call, const base::UserId& user)
{
    if (!call.actor.may(access::Permission::defects_assign))
        return refused("forbidden", {}, "Your role does not let you assign defects.");
    return list(call, {.is_open = true, .assignee = user, .limit = most_reassigned});
}

base::Result<Reassigned> reassign(access::Call& call, const ReassignRequest& request)
{
    const auto page = open_with(call, request.from);
    if (!page) return refused(page.error());
    Reassigned done{.has_more = !page->next_cursor.empty()};
    std::optional<base::Error> unfit;
    for (const auto& defect : page->defects) {
        if (request.only && !request.only->contains(defect.id.text())) continue;
        const auto assigned = covers(call.actor, access::Permission::defects_assign, defect)
                                  ? assign(call, defect.id, request.to)
                                  : base::Result<Defect>{refused("forbidden")};
        if (!assigned && assigned.error().code == "invalid") unfit = assigned.error();
        ++(assigned ? done.moved : done.left);
    }
    if (done.moved == 0 && unfit) return refused(*std::move(unfit));
    return done;
}

} // namespace assetbuddy::defects
