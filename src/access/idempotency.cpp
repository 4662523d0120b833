#include "access/idempotency.h"

#include <algorithm>
#include <chrono>

#include <boost/algorithm/string/split.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/sealed.h"
#include "access/store.h"
#include "access/store_sealed.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::access {
namespace {

namespace json = boost::json;
using base::refused;

constexpr auto kept_for = std::chrono::hours{24};
constexpr std::size_t longest_key = 200;
constexpr std::string_view seal_purpose = "idempotency";

bool is_sound(std::string_view key)
{
    return !key.empty() && key.size() <= longest_key &&
           std::ranges::all_of(key, [](char each) { return each > ' ' && each <= '~'; });
}

std::string context_of(const store::IdempotencyKey& key)
{
    return key.organisation.text() + ":" + key.user.text() + ":" + key.path + ":" + key.key;
}

/// Its inverse: none of the four parts holds a line break (is_sound; the path is one of a route).
std::string position_of(const store::IdempotencyKey& key)
{
    return key.organisation.text() + "\n" + key.user.text() + "\n" + key.path + "\n" + key.key;
}

store::IdempotencyKey key_at(const std::string& position)
{
    std::vector<std::string> parts;
    boost::algorithm::split(parts, position, [](char each) { return each == '\n'; });
    parts.resize(4);
    return {base::OrganisationId{parts[0]}, base::UserId{parts[1]}, parts[2], parts[3]};
}

std::vector<SealedRow> list_sealed(platform::sql::Transaction& tx, const std::string& after, std::int64_t most)
{
    std::vector<SealedRow> rows;
    for (const auto& [key, box] : store::list_kept_answers(tx, key_at(after), most))
        rows.push_back({position_of(key), context_of(key), box});
    return rows;
}

void replace_sealed(platform::sql::Transaction& tx, const SealedRow& row, const std::string& box)
{
    store::update_kept_answer(tx, key_at(row.position), row.box, box);
}

std::string sealed(Call& call, const store::IdempotencyKey& key, const RepeatableAnswer& answer)
{
    const auto plain =
        json::serialize(json::object{{"body", answer.body}, {"location", answer.location}, {"etag", answer.etag}});
    return call.kernel.key.seal(seal_purpose, context_of(key), plain, call.kernel.random);
}

RepeatableAnswer opened(Call& call, const store::IdempotencyKey& key, const store::KeptAnswer& kept)
{
    const auto plain = call.kernel.key.open(seal_purpose, context_of(key), kept.box);
    if (!plain) throw platform::sql::DatabaseError("a kept answer was not sealed by this instance key");
    const auto object = json::parse(*plain).as_object();
    const auto text = [&](std::string_view member) { return std::string{object.at(member).as_string()}; };
    return {static_cast<int>(kept.status), text("body"), text("location"), text("etag")};
}

} // namespace

const SealedPlace sealed_answers{.name = "answers kept for a repeat",
                                 .purpose = seal_purpose,
                                 .list = list_sealed,
                                 .replace = replace_sealed,
                                 .count = store::count_kept_answers};

platform::http::Response RepeatableAnswer::to_response() const
{
    auto response = platform::http::Response::json(body, status);
    if (!location.empty()) response.set("Location", location);
    if (!etag.empty()) response.set("ETag", etag);
    return response;
}

base::Result<RepeatableAnswer> answer_once(Call& call, const platform::http::Request& request,
                                           const std::function<base::Result<RepeatableAnswer>()>& work)
{
    const auto header = request.header("idempotency-key");
    if (!header) return work();
    if (!is_sound(*header))
        return refused("malformed", {}, "An Idempotency-Key has 1 to 200 visible ASCII characters.");

    const store::IdempotencyKey key{call.organisation(), call.actor.user(), request.path, std::string{*header}};
    const auto body_hash = platform::crypto::sha256(request.body);
    store::delete_kept_answer(call.tx, key, call.now - kept_for);
    if (const auto kept = store::find_kept_answer(call.tx, key)) {
        if (kept->body_hash == body_hash) return opened(call, key, *kept);
        return refused("idempotency_conflict", {}, "This Idempotency-Key was used with another body.");
    }
    auto answer = work();
    if (!answer) return answer;
    if (!store::insert_kept_answer(call.tx, key, {body_hash, answer->status, sealed(call, key, *answer)}, call.now))
        throw platform::sql::Retryable("the same Idempotency-Key came twice at the same moment"); // then it is found
    return answer;
}

} // namespace assetbuddy::access
