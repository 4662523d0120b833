#include "accounts/set_password.h"

#include <algorithm>

#include "access/places.h"
#include "access/sessions.h"
#include "accounts/letter.h"
#include "accounts/password.h"
#include "accounts/store.h"
#include "accounts/throttle.h"
#include "outbox/outbox.h"

namespace assetbuddy::accounts {
namespace {

/// Each of the person's organisations hears of it: the account is the way into all of them.
void record_everywhere(access::Call& call, const std::vector<access::Place>& places, const std::string& action)
{
    for (const auto& place : places)
        access::record(call, {.organisation = place.organisation,
                              .action = action,
                              .record_type = "user",
                              .record_id = place.user.text(),
                              .changes = {},
                              .actor_user = place.user,
                              .actor_name = place.name});
}

} // namespace

std::vector<std::string> context_words(access::Call& call, const Account& account)
{
    std::vector<std::string> words{account.email_key.substr(0, account.email_key.find('@'))};
    for (const auto& place : access::places_of(call, account.id)) {
        words.push_back(place.organisation_name);
        words.push_back(place.name);
        words.emplace_back(access::in_words(place.role));
    }
    return words;
}

base::Done require_good_password(const access::Kernel& kernel, std::string_view password,
                                 const std::vector<std::string>& words, std::string field)
{
    auto weak = check_new_password(kernel, password, words);
    if (!weak) return {};
    weak->field = field;
    auto detail = weak->message;
    return base::refused(base::Error{
        "weak_password", std::move(field), std::move(detail), {*std::move(weak)}, {}, base::OnRefusal::roll_back});
}

void set_password(access::Call& call, const Account& account, const std::string& hash, std::string action)
{
    store::update_password(call.tx, account.id, hash, call.now);
    store::void_resets(call.tx, account.id, call.now);
    forgive(call, bucket_of_address(call.kernel, account.email_key));
    forgive(call, bucket_of_session(call.kernel, account.id));
    forgive(call, bucket_of_second_factor(call.kernel, account.id)); // whoever guessed knew the old password
    record_everywhere(call, access::places_of(call, account.id), action);
    call.tx.leave(); // its sessions stand in several organisations, its letter in none
    access::end_sessions_of_account(call, account.id, {});
    if (account.confirmed_at) outbox::enqueue(call, changed_letter(account, call.now));
}

} // namespace assetbuddy::accounts
