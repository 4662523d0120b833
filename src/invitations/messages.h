#pragma once

#include <string>
#include <string_view>

#include "access/permission.h"
#include "base/time.h"
#include "platform/mail/message.h"

namespace assetbuddy::invitations {

inline constexpr std::string_view invitation_kind = "invitation";

/// Why a mail with a link goes out: the offer itself, a reminder of it (INV-25), the link alone because the code is
/// told by phone (INV-12), or the link somebody asked for who had shown the code (INV-7).
enum class MailPurpose { offer, reminder, link_alone, join };

/// What an invitation's mail is made of at delivery; it rests sealed in the outbox until then.
struct InvitationData {
    std::string token = {};
    std::string code = {}; // empty: told by phone, or shown already
    std::string name = {};
    std::string organisation = {};
    std::string inviter = {};
    access::Role role = access::Role::operator_;
    std::string site = {}; // empty: none chosen
    base::Time expires_at = {};
    std::string time_zone = {};
    MailPurpose purpose = MailPurpose::offer;
    std::string message = {}; // INV-21

    [[nodiscard]] std::string to_json() const;
    /// Throws std::invalid_argument for anything `to_json` did not make.
    static InvitationData from_json(std::string_view text);
};

/// Subject, text and HTML of letters of `invitation_kind` (INV-5, contract.md "Invitation email"); the courier's caller
/// fills in from, to, message_id and date. `base_url` without a slash at the end (R-INV-8).
platform::mail::Message compose_invitation(const InvitationData& data, std::string_view base_url);

} // namespace assetbuddy::invitations
