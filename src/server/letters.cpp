#include "server/letters.h"

#include <functional>
#include <map>
#include <stdexcept>

#include "accounts/letter.h"
#include "accounts/messages.h"
#include "defects/letter.h"
#include "defects/messages.h"
#include "invitations/letter.h"
#include "invitations/messages.h"
#include "notifications/letter.h"
#include "notifications/messages.h"
#include "organisations/letter.h"
#include "organisations/messages.h"
#include "organisations/messages_ownership.h"
#include "organisations/ownership_letter.h"
#include "users/letter.h"
#include "users/messages.h"

namespace assetbuddy::server {
namespace {

using platform::mail::Message;
using Words = std::function<Message(const std::string& data, const std::string& base_url)>;

const std::map<std::string_view, Words>& words_of_kinds()
{
    static const std::map<std::string_view, Words> kinds{
        {accounts::reset_kind, accounts::compose_reset},
        {accounts::changed_kind, accounts::compose_changed},
        {accounts::factor_kind, accounts::compose_factor_changed},
        {notifications::notice_kind, notifications::compose_notice},
        {users::email_change_kind, users::compose_email_change},
        {users::email_change_notice_kind, users::compose_email_change_notice},
        {defects::summary_kind, defects::compose_summary},
        {organisations::ownership_given_kind, organisations::compose_ownership_given},
        {organisations::ownership_received_kind, organisations::compose_ownership_received},
        {organisations::confirmation_kind, organisations::compose_confirmation},
        {invitations::invitation_kind,
         [](const std::string& data, const std::string& base_url) {
             return invitations::compose_invitation(invitations::InvitationData::from_json(data), base_url);
         }},
    };
    return kinds;
}

} // namespace

outbox::Compose compose_letter(const access::Kernel& kernel, std::string mail_from)
{
    return [&kernel, mail_from = std::move(mail_from)](const outbox::Opened& letter) {
        const auto words = words_of_kinds().find(letter.kind);
        if (words == words_of_kinds().end())
            throw std::invalid_argument("nobody knows the words of this kind of letter");
        auto message = words->second(letter.data, kernel.policy.base_url);
        message.from = mail_from;
        return message;
    };
}

} // namespace assetbuddy::server
