#include "users/add.h"

#include <stdexcept>

#include "base/email_address.h"
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

} // namespace

void add(access::Call& call, const NewUser& user)
{
    const auto email = base::EmailAddress::parse(user.email);
    if (!email) throw std::logic_error("a user was added with an address nobody checked");
    store::insert(call.tx, user, email->key());
    make_findable(call.tx, user);
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

} // namespace assetbuddy::users
