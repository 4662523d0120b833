#pragma once

#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "access/audit.h"
#include "access/kernel.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

/// Where a request came from; for audit and logs.
struct Origin {
    std::string request_id;
    std::string address;
    std::string agent; // User-Agent, cut to 200 characters
};

/// Of work that goes on by itself, in the background.
inline const Origin nobody_asked{};

/// How the asker proved who they are: the SHA-256 of a session token, or of an API token. Empty: not at all.
struct Credential {
    enum class Kind { none, session, api_token } kind = Kind::none;
    std::string hash = {};
    /// For the few pages and calls that lead to a second factor where the organisation asks for one
    /// (server/middleware).
    enum class SecondFactor { needed, may_lack } second_factor = SecondFactor::needed;
};

/// One verb's transaction and everything it may use (house rule 4). Verbs take `Call&` first.
class Call {
  public:
    Call(platform::sql::Transaction& transaction, const Kernel& kernel, const Actor& asker, const Origin& from);

    platform::sql::Transaction& tx;
    const Kernel& kernel;
    const Actor& actor;
    const Origin& origin;
    const base::Time now;

    [[nodiscard]] const base::OrganisationId& organisation() const { return actor.organisation(); }
    template <class Id>
    Id make_id()
    {
        return Id{new_uuid()};
    }
    /// Tells the rooms above, which answer in this transaction (server/reactions.cpp).
    void announce(const Announcement& announcement);

    /// Entries wait here until the verb is done: the chain's head is locked last (stack.md). See access/audit.h.
    std::vector<Entry> entries;

  private:
    std::string new_uuid();
};

/// Writes what `record` gathered; called by `change` as the last thing before the commit.
void write_entries(Call& call);
/// Says that they will be written soon, for a verb that is about to ask its last question (Transaction::foresee): what
/// all who change something here wait for until the commit is then held for two round trips and not for more.
void foresee_entries(Call& call);

/// The Actor behind a credential, read in this transaction: session or API token, account, place and organisation in
/// one statement; enters the organisation. Errors: sign_in_required (unknown, ended, idle or over-age session, expired
/// token, inactive place), second_factor_missing (the organisation asks for one).
base::Result<Actor> find_actor(platform::sql::Transaction& tx, const Kernel& kernel, const Credential& credential);

/// A read for a signed-in asker: `work(Call&)` returns Result<T>.
template <class Work>
auto look(const Kernel& kernel, const Credential& credential, const Origin& origin, Work&& work)
    -> std::invoke_result_t<Work, Call&>
{
    using Answer = std::invoke_result_t<Work, Call&>;
    return kernel.database.read(
        platform::sql::Reach::system("session lookup"),
        [&](platform::sql::Transaction& tx) -> Answer {
            const auto actor = find_actor(tx, kernel, credential);
            if (!actor) return std::unexpected(actor.error());
            Call call{tx, kernel, *actor, origin};
            return work(call);
        },
        platform::sql::Snapshot::each_statement);
}

/// A change by a signed-in asker: one transaction; the asker's rights are read in it, so that a place that ended a
/// moment ago cannot commit (F-31).
template <class Work>
auto change(const Kernel& kernel, const Credential& credential, const Origin& origin, Work&& work)
    -> std::invoke_result_t<Work, Call&>
{
    using Answer = std::invoke_result_t<Work, Call&>;
    return kernel.database.write(platform::sql::Reach::system("session lookup"),
                                 [&](platform::sql::Transaction& tx) -> Answer {
                                     const auto actor = find_actor(tx, kernel, credential);
                                     if (!actor) return std::unexpected(actor.error());
                                     Call call{tx, kernel, *actor, origin};
                                     auto answer = work(call);
                                     write_entries(call);
                                     return answer;
                                 });
}

/// Public calls (sign-in, accept, reset): nobody asks, no organisation is entered yet; `reason` says why all rows are
/// in reach. The work enters the organisation as soon as it knows it.
template <class Work>
auto look_as_nobody(const Kernel& kernel, const Origin& origin, std::string_view reason, Work&& work)
    -> std::invoke_result_t<Work, Call&>
{
    return kernel.database.read(
        platform::sql::Reach::system(reason),
        [&](platform::sql::Transaction& tx) {
            Call call{tx, kernel, Actor::nobody(), origin};
            return work(call);
        },
        platform::sql::Snapshot::each_statement);
}

template <class Work>
auto change_as_nobody(const Kernel& kernel, const Origin& origin, std::string_view reason, Work&& work)
    -> std::invoke_result_t<Work, Call&>
{
    return kernel.database.write(platform::sql::Reach::system(reason), [&](platform::sql::Transaction& tx) {
        Call call{tx, kernel, Actor::nobody(), origin};
        auto answer = work(call);
        write_entries(call);
        return answer;
    });
}

} // namespace assetbuddy::access
