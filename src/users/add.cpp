#include "users/add.h"

#include <stdexcept>

#include "base/email_address.h"
#include "companies/hold.h"
#include "users/searchable.h"
#include "users/store.h"

namespace assetbuddy::users {
namespace {

using access::Privacy;

std::vector<access::Change> described(const User& user)
{
    std::vector<access::Change> changes{
        {"name", std::nullopt, user.name, Privacy::personal},
        {"email", std::nullopt, user.email, Privacy::personal},
        {"role", std::nullopt, std::string{access::to_text(user.role)}},
    };
    const auto add = [&](const char* field, const std::string& value, Privacy privacy) {
        if (!value.empty()) changes.push_back({field, std::nullopt, value, privacy});
    };
    add("site_id", user.site ? user.site->text() : "", Privacy::plain);
    add("job_title", user.job_title, Privacy::personal);
    add("phone", user.phone, Privacy::personal);
    add("is_external", user.is_external ? "true" : "", Privacy::plain);
    add("company_name", user.company_name, Privacy::personal);
    add("company_address", user.company_address, Privacy::personal);
    return changes;
}

base::EmailAddress address_of(const User& user)
{
    auto email = base::EmailAddress::parse(user.email);
    if (!email) throw std::logic_error("a user was added with an address nobody checked");
    return *std::move(email);
}

void note(access::Call& call, const User& user)
{
    access::Entry entry{.organisation = user.organisation,
                        .action = "user.created",
                        .record_type = "user",
                        .record_id = user.id.text(),
                        .changes = described(user)};
    if (!call.actor.signed_in()) {
        entry.actor_user = user.id;
        entry.actor_name = user.name;
    }
    access::record(call, std::move(entry));
}

} // namespace

void add(access::Call& call, const NewUser& asked)
{
    auto user = asked;
    companies::point(call, user);
    store::insert(call.tx, user, address_of(user).key());
    make_findable(call.tx, user);
    note(call, user);
}

void add_all(access::Call& call, std::span<const NewUser> asked)
{
    std::vector<NewUser> users{asked.begin(), asked.end()};
    companies::point_all(call, users);
    std::vector<store::Keyed> keyed;
    for (const auto& user : users) keyed.push_back({user, address_of(user).key()});
    store::insert_all(call.tx, keyed);
    make_all_findable(call.tx, users);
    for (const auto& user : users) note(call, user);
}

} // namespace assetbuddy::users
