// Passkeys through the API: what the device is asked, and what it answers.

#include <boost/json/array.hpp>

#include "access/problem.h"
#include "access/sessions.h"
#include "accounts/api.h"
#include "accounts/edge.h"
#include "accounts/passkey_body.h"
#include "accounts/passkey_options.h"
#include "platform/json/json.h"

namespace assetbuddy::accounts {

std::optional<PasskeyAnswer> read_passkey(platform::json::Decoder& body)
{
    const PasskeyAnswer::Members members{.id = body.text("id"),
                                         .client_data = body.text("client_data"),
                                         .authenticator_data = body.text("authenticator_data"),
                                         .signature = body.text("signature"),
                                         .user_handle = body.text("user_handle")};
    return PasskeyAnswer::from_members(members);
}

base::Error passkey_not_asked()
{
    return {"wrong_state", {}, "No passkey was asked for in this browser within the last minutes: ask for it again."};
}

} // namespace assetbuddy::accounts

namespace assetbuddy::accounts::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using base::Result;

base::Error no_passkeys_here()
{
    return {"wrong_state", {}, "Passkeys work only at the server's own address, and only where that is a name."};
}

} // namespace

http::Response begin_passkey(access::Visit& visit)
{
    struct Asked {
        PasskeyOwner owner;
        std::vector<Passkey> known;
    };
    const auto asked = visit.look([&](access::Call& call) -> Result<Asked> {
        if (auto fresh = access::require_fresh_password(call, visit.credential); !fresh)
            return base::refused(fresh.error());
        const auto& facts = call.actor.facts();
        return Asked{{facts.account, facts.email, facts.name}, passkeys_of_account(call, facts.account)};
    });
    if (!asked) return problem(visit, asked.error());
    const auto home = passkey_home_here(visit);
    if (!home) return problem(visit, no_passkeys_here());
    return json::answer(options_of_new_passkey(visit, *home, asked->owner, asked->known));
}

http::Response add_passkey(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto name = body->text("name");
    auto answer = read_passkey(*body);
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto shown = shown_for(visit, std::move(answer));
    const auto codes = visit.change([&](access::Call& call) -> Result<std::vector<std::string>> {
        if (auto person = access::require_session(call); !person) return base::refused(person.error());
        if (!shown) return base::refused(passkey_not_asked());
        return accounts::add_passkey(call, visit.credential, *shown, name);
    });
    if (!codes) return problem(visit, codes.error());
    boost::json::array array;
    for (const auto& code : *codes) array.emplace_back(code);
    return json::answer(boost::json::object{{"recovery_codes", std::move(array)}}, 201);
}

http::Response begin_passkey_sign_in(access::Visit& visit)
{
    const auto home = passkey_home_here(visit);
    if (!home) return problem(visit, no_passkeys_here());
    return json::answer(options_of_passkey_sign_in(visit, *home));
}

http::Response begin_passkey_step(access::Visit& visit)
{
    const auto half_way = half_way_of(visit);
    if (!half_way) return problem(visit, {"sign_in_required", {}, "Show the password first: POST /api/v1/session."});
    const auto home = passkey_home_here(visit);
    if (!home) return problem(visit, no_passkeys_here());
    const auto passkeys = passkeys_for_step(visit, half_way->account);
    if (passkeys.empty())
        return problem(visit, {"wrong_state", {}, "This account has no passkey. Enter the code of its app."});
    return json::answer(options_of_step(visit, *home, half_way->account, passkeys));
}

} // namespace assetbuddy::accounts::api
