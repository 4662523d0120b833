#include "invitations/join.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "access/limits.h"
#include "base/email_address.h"
#include "invitations/letter.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "outbox/outbox.h"

namespace assetbuddy::invitations {
namespace {

namespace crypto = platform::crypto;

enum class Match { none, found };

base::Done check(const std::string& email, const std::string& code)
{
    std::vector<base::FieldError> errors;
    if (!base::EmailAddress::parse(email))
        errors.push_back({"email", email.empty() ? "required" : "invalid_email",
                          "Enter the email address the invitation went to, such as name@example.org."});
    if (!crypto::read_code(code))
        errors.push_back({"code", code.find_first_not_of(" -") == std::string::npos ? "required" : "malformed",
                          "Enter the invite code: eight letters and digits, such as AB12-CD34."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return {};
}

/// The address itself is not kept, only its keyed hash.
std::string counter(access::Call& call, const char* what, const base::EmailAddress& email)
{
    return std::string{what} + call.kernel.key.keyed_hash("join counter", email.key());
}

std::optional<Invitation> find_match(access::Call& call, const base::EmailAddress& email, const std::string& code)
{
    for (const auto& candidate : store::list_pending_to(call.tx, email.key(), call.now, most_join_candidates)) {
        if (!is_code(call.kernel, candidate.id, candidate.generation, code, candidate.code_hash)) continue;
        call.tx.enter(candidate.organisation);
        return store::find(call.tx, candidate.organisation, candidate.id);
    }
    return std::nullopt;
}

void mail_link(access::Call& call, const Invitation& invitation)
{
    const auto token = crypto::make_token(call.kernel.random);
    const auto ends = std::min<base::Time>(call.now + join_link_life, invitation.expires_at);
    store::insert_link(call.tx, invitation,
                       {.token_hash = crypto::sha256(token),
                        .kind = store::LinkKind::join,
                        .expires_at = ends,
                        .created_at = call.now});
    outbox::enqueue(call, letter_of(invitation, FurtherLink{token, MailPurpose::join, ends}, {}));
    access::record(call, {.organisation = invitation.organisation,
                          .action = "invitation.link_sent",
                          .record_type = "invitation",
                          .record_id = invitation.id.text(),
                          .changes = {{"expires_at", {}, base::to_rfc3339(ends)}}});
}

base::Result<Match> look(access::Call& call, const base::EmailAddress& email, const std::string& code)
{
    const auto wrong_codes = counter(call, "wrong join codes of ", email);
    if (store::find_count_today(call.tx, wrong_codes, call.now) >= most_wrong_join_codes_a_day) return Match::none;
    const auto invitation = find_match(call, email, code);
    if (!invitation) {
        store::count_today(call.tx, wrong_codes, call.now);
        return Match::none;
    }
    if (store::count_today(call.tx, counter(call, "join mails to ", email), call.now) <= most_join_mails_a_day)
        mail_link(call, *invitation);
    return Match::found;
}

} // namespace

base::Done ask_for_link(const access::Kernel& kernel, const access::Origin& origin, const std::string& email,
                        const std::string& code)
{
    if (auto fits = check(email, code); !fits) return fits;
    // A bucket of its own: guessing here takes nothing from those who have their link (R-INV-3).
    const auto bucket = "join " + origin.address;
    if (kernel.guesses.seconds_to_wait(bucket, kernel.clock.now()) > 0) return {};
    const auto address = base::EmailAddress::parse(email).value();
    const auto plain_code = crypto::read_code(code).value();
    const auto match = access::change_as_nobody(kernel, origin, "invitation by its code",
                                                [&](access::Call& call) { return look(call, address, plain_code); });
    if (!match) return base::refused(match.error());
    if (*match == Match::none) kernel.guesses.note_wrong(bucket, kernel.clock.now());
    return {};
}

} // namespace assetbuddy::invitations
