#include "users/searchable.h"

#include "access/search.h"

namespace assetbuddy::users {
namespace {

constexpr auto kind = access::Searched::users;

access::FoundBy found_by(const User& user)
{
    return {user.name, user.email, user.company_name, user.job_title, user.is_external};
}

} // namespace

void make_findable(platform::sql::Transaction& tx, const User& user)
{
    access::add_to_search(tx, kind, user.organisation, user.id.text(), found_by(user));
}

void make_all_findable(platform::sql::Transaction& tx, std::span<const User> users)
{
    if (users.empty()) return;
    std::vector<access::Findable> records;
    for (const auto& user : users) records.push_back({kind, user.id.text(), access::search_text(found_by(user))});
    access::add_all_to_search(tx, users.front().organisation, records);
}

void find_anew(platform::sql::Transaction& tx, const User& changed)
{
    access::change_in_search(tx, kind, changed.organisation, changed.id.text(), found_by(changed));
}

void make_unfindable(platform::sql::Transaction& tx, const User& user)
{
    access::remove_from_search(tx, kind, user.organisation, user.id.text());
}

} // namespace assetbuddy::users
