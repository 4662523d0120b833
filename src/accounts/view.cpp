#include "accounts/view.h"

namespace assetbuddy::accounts {
namespace {

namespace json = boost::json;

json::value time_or_null(const std::optional<base::Time>& time)
{
    if (!time) return nullptr;
    return json::value(base::to_rfc3339(*time));
}

} // namespace

json::object to_json(const ApiToken& token)
{
    return {{"id", token.id},
            {"name", token.name},
            {"created_at", base::to_rfc3339(token.created_at)},
            {"expires_at", base::to_rfc3339(token.expires_at)},
            {"last_used_at", time_or_null(token.last_used_at)}};
}

json::object to_json(const OwnSession& session)
{
    return {{"id", session.id.text()},
            {"organisation", json::object{{"id", session.organisation.text()}, {"name", session.organisation_name}}},
            {"created_at", base::to_rfc3339(session.created_at)},
            {"last_used_at", base::to_rfc3339(session.last_used_at)},
            {"address", session.address},
            {"agent", session.agent},
            {"device", agent_in_words(session.agent)},
            {"is_this", session.is_this}};
}

} // namespace assetbuddy::accounts
