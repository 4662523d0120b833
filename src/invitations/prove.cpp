#include "invitations/prove.h"

#include "accounts/find.h"
#include "base/text.h"
#include "invitations/by_token.h"
#include "invitations/guesses.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"

namespace assetbuddy::invitations {
namespace {

namespace crypto = platform::crypto;
using base::refused;

std::string try_again(std::int64_t attempts_left)
{
    if (attempts_left == 0) return "This code is not right, and it was the last try: the invitation is now locked.";
    return "This code is not right. Compare it with the one in the email; you have " + std::to_string(attempts_left) +
           (attempts_left == 1 ? " more try." : " more tries.");
}

void record_wrong_code(access::Call& call, const Invitation& invitation, std::int64_t attempts)
{
    access::record(call, {.organisation = invitation.organisation,
                          .action = attempts < most_attempts ? "invitation.wrong_code" : "invitation.locked",
                          .record_type = "invitation",
                          .record_id = invitation.id.text(),
                          .changes = {{"attempts", std::to_string(attempts - 1), std::to_string(attempts)}}});
}

base::Result<Proven> count_wrong(access::Call& call, const Invitation& invitation)
{
    const auto attempts = store::update_attempts(call.tx, invitation);
    if (!attempts) throw platform::sql::Retryable("an invitation changed while a code was counted");
    record_wrong_code(call, invitation, *attempts);
    const auto left = most_attempts - *attempts;
    return refused(base::Error{"wrong_code", "code", try_again(left)}.with("attempts_left", left).kept());
}

base::Result<Proven> check(access::Call& call, const std::string& token, const std::string& code)
{
    const auto found = find_by_token(call, token);
    if (!found) return refused(found.error());
    store::hold(call.tx, found->organisation, found->id);
    const auto invitation = store::find(call.tx, found->organisation, found->id);
    const auto hashes = store::find_hashes(call.tx, found->organisation, found->id);
    if (!invitation || !hashes) return refused("not_found", {}, "This link leads to no invitation.");
    // A resend may have come between the look-up and the hold: the code then belongs to another mail and is not
    // counted.
    if (hashes->token != crypto::sha256(token)) return refused(replaced());
    if (auto refusal = invitation->refusal(call.now)) return refused(*std::move(refusal));

    if (!crypto::equal(code_hash(call.kernel, invitation->id, invitation->generation, code), hashes->code))
        return count_wrong(call, *invitation);
    const auto email = base::EmailAddress::parse(invitation->email_key);
    return Proven{*invitation, email ? accounts::find_confirmed(call, *email) : std::nullopt};
}

} // namespace

std::optional<base::FieldError> check_code(const std::string& typed_code)
{
    if (crypto::read_code(typed_code)) return std::nullopt;
    if (typed_code.find_first_not_of(" -") == std::string::npos)
        return base::FieldError{"code", "required", "Enter the invite code from the email."};
    return base::FieldError{"code", "malformed", "The code has eight letters and digits, such as AB12-CD34."};
}

base::Result<Proven> prove(const access::Kernel& kernel, const access::Origin& origin, const std::string& token,
                           const std::string& typed_code)
{
    if (auto wrong = check_code(typed_code)) return base::invalid({*std::move(wrong)});
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    const auto code = crypto::read_code(typed_code).value();
    auto answer = access::change_as_nobody(kernel, origin, "invitation by its link",
                                           [&](access::Call& call) { return check(call, token, code); });
    if (!answer) note_if_wrong(kernel, origin, answer.error());
    return answer;
}

} // namespace assetbuddy::invitations
