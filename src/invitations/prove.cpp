#include "invitations/prove.h"

#include "accounts/find.h"
#include "base/text.h"
#include "invitations/by_token.h"
#include "invitations/guesses.h"
#include "invitations/limits.h"
#include "invitations/secrets.h"
#include "invitations/store.h"
#include "invitations/tell.h"

namespace assetbuddy::invitations {
namespace {

namespace crypto = platform::crypto;
using base::Error;
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
    if (*attempts == most_attempts)
        tell_inviter(call, invitation, "invitation.locked",
                     "The invitation of " + invitation.name + " is locked: a wrong code was entered five times.");
    const auto left = most_attempts - *attempts;
    return refused(base::Error{"wrong_code", "code", try_again(left)}.with("attempts_left", left).kept());
}

struct Proof {
    std::string token;
    std::optional<std::string> code; // none: beside a link that needs none
    Purpose purpose;
};

bool is_in_the_way(const Error& refusal, Purpose purpose)
{
    return purpose == Purpose::accept || refusal.code != "held";
}

base::Result<Proven> check(access::Call& call, const Proof& proof)
{
    const auto first = find_by_token(call, proof.token);
    if (!first) return refused(first.error());
    store::hold(call.tx, first->organisation, first->id);
    // A resend may have come between the look-up and the hold: the code then belongs to another mail and is not
    // counted.
    const auto link = find_by_token(call, proof.token);
    if (!link) return refused(link.error());
    const auto invitation = store::find(call.tx, link->organisation, link->id);
    const auto hashes = store::find_hashes(call.tx, link->organisation, link->id);
    if (!invitation || !hashes) return refused("not_found", {}, "This link leads to no invitation.");
    if (auto refusal = refusal_of_link(*link, *invitation, call.now); refusal && is_in_the_way(*refusal, proof.purpose))
        return refused(*std::move(refusal));

    const bool is_code_proven = link->kind == store::LinkKind::join;
    const auto code = proof.code.value_or("");
    if (!is_code_proven && !is_code(call.kernel, invitation->id, invitation->generation, code, hashes->code))
        return count_wrong(call, *invitation);
    const auto email = base::EmailAddress::parse(invitation->email_key);
    return Proven{*invitation, email ? accounts::find_confirmed(call, *email) : std::nullopt};
}

bool needs_no_code(const access::Kernel& kernel, const access::Origin& origin, const std::string& token)
{
    const auto link = access::look_as_nobody(kernel, origin, "invitation by its link",
                                             [&](access::Call& call) { return find_by_token(call, token); });
    // One that was replaced is told so, whatever was typed.
    return link ? link->kind == store::LinkKind::join : link.error().code == "replaced";
}

bool is_blank(const std::string& typed_code)
{
    return typed_code.find_first_not_of(" -") == std::string::npos;
}

} // namespace

std::optional<base::FieldError> check_code(const access::Kernel& kernel, const access::Origin& origin,
                                           const std::string& token, const std::string& typed_code)
{
    if (crypto::read_code(typed_code)) return std::nullopt;
    if (!is_blank(typed_code))
        return base::FieldError{"code", "malformed", "The code has eight letters and digits, such as AB12-CD34."};
    if (needs_no_code(kernel, origin, token)) return std::nullopt;
    return base::FieldError{"code", "required", "Enter the invite code from the email."};
}

base::Result<Proven> prove(const access::Kernel& kernel, const access::Origin& origin, const std::string& token,
                           const std::string& typed_code, Purpose purpose)
{
    if (auto wrong = check_code(kernel, origin, token, typed_code)) return base::invalid({*std::move(wrong)});
    if (auto may = may_guess(kernel, origin); !may) return refused(may.error());
    const Proof proof{token, crypto::read_code(typed_code), purpose};
    auto answer = access::change_as_nobody(kernel, origin, "invitation by its link",
                                           [&](access::Call& call) { return check(call, proof); });
    if (!answer) note_if_wrong(kernel, origin, answer.error());
    return answer;
}

} // namespace assetbuddy::invitations
