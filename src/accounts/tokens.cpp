#include "accounts/tokens.h"

#include "access/sessions.h"
#include "accounts/limits.h"
#include "accounts/store_tokens.h"
#include "base/text.h"

namespace assetbuddy::accounts {
namespace {

using base::refused;
using base::Result;

struct ApiTokenTag;

std::optional<base::FieldError> check_name(std::string& name)
{
    name = base::trimmed(base::to_nfc(name));
    if (name.empty()) return base::FieldError{"name", "required", "Say what the token is for."};
    if (base::has_invisible_characters(name))
        return base::FieldError{"name", "invalid", "Take out the invisible characters."};
    if (base::count_code_points(name) > most_token_name)
        return base::FieldError{"name", "too_long", "Use at most " + std::to_string(most_token_name) + " characters."};
    return std::nullopt;
}

Result<base::Time> expiry_of(const access::Call& call, const std::optional<std::string>& expires_on)
{
    if (!expires_on || expires_on->empty()) return call.now + usual_token_life;
    const auto day = base::parse_date(*expires_on);
    if (!day) return base::invalid({{"expires_on", "malformed", "Enter a date such as 2027-03-31."}});
    const auto ends = base::end_of_day(*day, call.actor.facts().time_zone);
    if (ends <= call.now) return base::invalid({{"expires_on", "invalid", "Choose a day that is not over."}});
    if (ends > call.now + longest_token_life)
        return base::invalid({{"expires_on", "invalid", "Choose a day within the next five years."}});
    return ends;
}

access::Entry entry(const access::Call& call, std::string action, const ApiToken& token)
{
    return {.organisation = call.organisation(),
            .action = std::move(action),
            .record_type = "api_token",
            .record_id = token.id,
            .changes = {}};
}

} // namespace

Result<CreatedToken> create_token(access::Call& call, const access::Credential& credential, const NewToken& wanted)
{
    if (auto fresh = access::require_fresh_password(call, credential); !fresh) return refused(fresh.error());
    auto name = wanted.name;
    std::vector<base::FieldError> errors;
    if (auto wrong = check_name(name)) errors.push_back(*std::move(wrong));
    const auto expires_at = expiry_of(call, wanted.expires_on);
    if (!expires_at) errors.insert(errors.end(), expires_at.error().errors.begin(), expires_at.error().errors.end());
    if (!errors.empty()) return base::invalid(std::move(errors));
    if (store::count_tokens(call.tx, call.organisation(), call.actor.user(), call.now) >= most_tokens)
        return refused("too_many", {}, "You have 20 tokens here. End one that is not used any more.");

    CreatedToken created{.token = {.id = call.make_id<base::Id<ApiTokenTag>>().text(),
                                   .name = std::move(name),
                                   .created_at = call.now,
                                   .expires_at = *expires_at},
                         .secret = platform::crypto::make_api_token(call.kernel.random)};
    store::insert_token(call.tx, call.organisation(), call.actor.user(), created.token,
                        platform::crypto::sha256(created.secret));
    auto told = entry(call, "api_token.created", created.token);
    told.changes = {{"name", {}, created.token.name, access::Privacy::personal},
                    {"expires_at", {}, base::to_rfc3339(created.token.expires_at)}};
    access::record(call, std::move(told));
    return created;
}

std::vector<ApiToken> tokens_of(access::Call& call)
{
    return store::list_tokens(call.tx, call.organisation(), call.actor.user());
}

base::Done end_token(access::Call& call, const std::string& id)
{
    if (auto person = access::require_session(call); !person) return person;
    const auto ended = store::delete_token(call.tx, call.organisation(), call.actor.user(), id);
    if (!ended) return refused("not_found", {}, "There is no such token.");
    access::record(call, entry(call, "api_token.ended", *ended));
    return {};
}

} // namespace assetbuddy::accounts
