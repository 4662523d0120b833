#include "users/erase.h"

#include "access/forget.h"
#include "access/sessions.h"
#include "accounts/remove.h"
#include "base/email_address.h"
#include "companies/edit.h"
#include "outbox/outbox.h"
#include "users/remove.h"
#include "users/store.h"
#include "users/store_email_change.h"

namespace assetbuddy::users {
namespace {

std::string key_of(const std::string& email)
{
    const auto address = base::EmailAddress::parse(email);
    return address ? address->key() : std::string{};
}

/// Every address letters of this place went to.
std::vector<std::string> addresses_of(access::Call& call, const User& user)
{
    auto keys = store::list_addresses(call.tx, user.organisation, user.id);
    keys.push_back(key_of(user.email));
    return keys;
}

void forget_here(access::Call& call, const User& user)
{
    for (const auto& address : addresses_of(call, user)) outbox::forget_address(call, user.organisation, address);
    store::delete_email_changes(call.tx, user.organisation, user.id);
    store::delete_kept_answers(call.tx, user.organisation, user.id);
    store::erase(call.tx, user, erased_name, call.now);
    access::forget_person(call, user.organisation, user.id);
}

} // namespace

base::Result<Erasable> find_erasable(access::Call& call, const base::UserId& id)
{
    const auto visible = call.actor.visible<User>(access::Permission::users_view);
    auto found = visible ? store::find_not_erased(call.tx, visible->organisation(), id) : std::nullopt;
    if (!found) return base::refused("not_found", {}, "There is no such person in this organisation.");
    if (auto may = may_remove(call, found->user); !may) return base::refused(may.error());
    return Erasable{std::move(found->user), found->is_deleted};
}

base::Done erase(access::Call& call, const access::Credential& credential, const base::UserId& id)
{
    const auto found = find_erasable(call, id);
    if (!found) return base::refused(found.error());
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return fresh;
    auto user = found->user;
    if (!found->is_deleted) {
        if (auto removed = write_removed(call, user, {}); !removed) return removed;
        ++user.version;
    }
    forget_here(call, user);
    call.announce(access::PersonErased{user.organisation, user.id, key_of(user.email)});
    if (user.company) companies::forget_if_nobodys(call, user.organisation, *user.company);
    accounts::remove_if_placeless(call, user.account);
    call.tx.enter(user.organisation);
    access::record(call, {.organisation = user.organisation,
                          .action = "user.erased",
                          .record_type = "user",
                          .record_id = user.id.text(),
                          .changes = {}});
    return {};
}

} // namespace assetbuddy::users
