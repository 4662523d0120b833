#include "accounts/sessions.h"

#include <algorithm>
#include <array>

#include "access/sessions.h"
#include "accounts/store_sessions.h"

namespace assetbuddy::accounts {
namespace {

using base::refused;
using base::Result;

struct Word {
    std::string_view mark;
    std::string_view name;
};

/// In this order: browsers name their ancestors as well.
constexpr std::array browsers{
    Word{"Edg/", "Edge"},
    Word{"EdgA/", "Edge"},
    Word{"OPR/", "Opera"},
    Word{"SamsungBrowser/", "Samsung Internet"},
    Word{"Firefox/", "Firefox"},
    Word{"FxiOS/", "Firefox"},
    Word{"CriOS/", "Chrome"},
    Word{"Chrome/", "Chrome"},
    Word{"Safari/", "Safari"},
    Word{"curl/", "curl"},
    Word{"python", "A Python program"},
    Word{"node", "A Node program"},
};
constexpr std::array systems{
    Word{"iPhone", "iPhone"}, Word{"iPad", "iPad"},     Word{"Android", "Android"}, Word{"Windows", "Windows"},
    Word{"Mac OS X", "Mac"},  Word{"CrOS", "ChromeOS"}, Word{"Linux", "Linux"},
};

template <std::size_t Size>
std::string_view name_in(std::string_view agent, const std::array<Word, Size>& words)
{
    const auto found =
        std::ranges::find_if(words, [&](const Word& word) { return agent.find(word.mark) != std::string_view::npos; });
    return found == words.end() ? std::string_view{} : found->name;
}

/// The organisation it stands in hears of it; ids only.
void record_end(access::Call& call, const OwnSession& session)
{
    access::record(call, {.organisation = session.organisation,
                          .action = "session.ended",
                          .record_type = "user",
                          .record_id = session.user.text(),
                          .changes = {},
                          .actor_user = session.user,
                          .actor_name = call.actor.facts().name});
}

std::vector<OwnSession> list_all(access::Call& call)
{
    call.tx.leave(); // an account's sessions stand in several organisations
    auto sessions = store::list_sessions(call.tx, call.actor.facts().account, call.now);
    for (auto& session : sessions) session.is_this = session.id == call.actor.facts().session;
    return sessions;
}

} // namespace

Result<std::vector<OwnSession>> sessions_of(access::Call& call)
{
    if (auto person = access::require_session(call); !person) return refused(person.error());
    auto sessions = list_all(call);
    call.tx.enter(call.organisation());
    return sessions;
}

base::Done end_own_session(access::Call& call, const base::SessionId& id)
{
    if (auto person = access::require_session(call); !person) return person;
    const auto sessions = list_all(call);
    const auto found = std::ranges::find(sessions, id, &OwnSession::id);
    if (found == sessions.end()) return refused("not_found", {}, "There is no such session.");
    access::end_session(call, id);
    record_end(call, *found);
    return {};
}

Result<std::int64_t> end_other_sessions(access::Call& call)
{
    if (auto person = access::require_session(call); !person) return refused(person.error());
    for (const auto& session : list_all(call))
        if (!session.is_this) record_end(call, session);
    const auto& facts = call.actor.facts();
    return access::end_sessions_of_account(call, facts.account, facts.session);
}

std::string agent_in_words(std::string_view agent)
{
    const auto browser = name_in(agent, browsers);
    const auto system = name_in(agent, systems);
    if (browser.empty() && system.empty()) return "An unknown browser";
    if (system.empty()) return std::string{browser};
    return (browser.empty() ? "A browser" : std::string{browser}) + " on " + std::string{system};
}

} // namespace assetbuddy::accounts
