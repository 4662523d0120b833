#include "access/operator.h"

#include "access/store_operator.h"
#include "base/text.h"

namespace assetbuddy::access {
namespace {

using Found = std::vector<store::OperatedOrganisation>;

/// By id, or by name whatever its case.
Found list_called(platform::sql::Transaction& tx, const std::string& called)
{
    auto all = store::list_operated_organisations(tx);
    const auto name = base::case_folded(base::trimmed(called));
    std::erase_if(all, [&](const store::OperatedOrganisation& each) {
        return each.id.text() != called && base::case_folded(each.name) != name;
    });
    return all;
}

base::Result<store::OperatedOrganisation> find_organisation(platform::sql::Transaction& tx, const std::string& called)
{
    auto found = called.empty() ? store::list_first_organisations(tx) : list_called(tx, called);
    if (found.size() == 1) return std::move(found.front());
    if (called.empty() && found.empty())
        return base::refused("invalid", {},
                             "There is no organisation yet; make one with: assetbuddy organisation create");
    if (called.empty())
        return base::refused("invalid", {},
                             "There are several organisations; say which with --organisation and its name or id, as "
                             "assetbuddy organisation list shows them");
    if (found.empty())
        return base::refused(
            "invalid", {}, "There is no organisation of that name or id; assetbuddy organisation list shows them all");
    return base::refused("invalid", {},
                         "Several organisations have that name; give the id instead, as assetbuddy organisation list "
                         "shows it");
}

} // namespace

base::Result<Actor> find_operator(platform::sql::Transaction& tx, const std::string& organisation)
{
    auto found = find_organisation(tx, organisation);
    if (!found) return std::unexpected(found.error());
    tx.enter(found->id);
    Actor::Facts facts;
    facts.organisation = found->id;
    facts.organisation_name = found->name;
    facts.name = operator_name;
    facts.role = Role::owner;
    facts.time_zone = found->time_zone;
    return Actor{std::move(facts)};
}

} // namespace assetbuddy::access
