#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "access/kernel.h"
#include "access/limits.h"
#include "base/result.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"
#include "platform/sql/database.h"

namespace assetbuddy::testing_support {

/// Somebody with a place and a live session.
struct Person {
    base::AccountId account;
    base::UserId user;
    base::OrganisationId organisation;
    std::string email;
    access::Credential credential;
    std::string session_token;
};

struct NewPerson {
    std::string name = "Pat Example";
    std::string email = "pat@example.org";
    access::Role role = access::Role::operator_;
    std::optional<base::SiteId> site = std::nullopt;
    bool is_active = true;
    bool is_external = false;
    /// Joins this account instead of making one.
    std::optional<base::AccountId> account = std::nullopt;
};

/// The password of every account made here.
inline constexpr std::string_view everybodys_password = "plain grey gravel lorry";

/// A kernel on a fresh migrated database with two organisations that look alike: every test works in `home` and must
/// leave `twin` untouched (house rule 2); `twin_is_untouched` compares all of its rows with those at the start.
class World {
  public:
    struct Organisation {
        base::OrganisationId id;
        std::string name;
        Person owner;
        base::SiteId site;
    };

    explicit World(platform::sql::Database& database, access::Policy policy = {});

    platform::clock::ManualClock clock;
    platform::crypto::InstanceKey key;
    platform::crypto::PasswordHasher hasher;
    access::GuessLimiter guesses;
    access::LastUses last_uses;
    access::Kernel kernel;
    access::Origin origin{"0123456789abcdef0123456789abcdef", "192.0.2.7", "a test"};
    Organisation home;
    Organisation twin;

    Person add_person(const base::OrganisationId& organisation, const NewPerson& person);
    base::SiteId add_site(const base::OrganisationId& organisation, const std::string& name);
    access::Credential sign_in(const Person& person);

    /// Runs a verb as somebody: `world.as(world.home.owner, [&](access::Call& call) { return send(call, request); })`.
    template <class Work>
    auto as(const Person& person, Work&& work)
    {
        return access::change(kernel, person.credential, origin, std::forward<Work>(work));
    }
    template <class Work>
    auto look_as(const Person& person, Work&& work)
    {
        return access::look(kernel, person.credential, origin, std::forward<Work>(work));
    }
    template <class Work>
    auto as_nobody(Work&& work)
    {
        return access::change_as_nobody(kernel, origin, "test", std::forward<Work>(work));
    }

    /// Empty when every row of the twin is as it was; else names the tables that differ.
    std::string changes_in_twin();
    /// Rows of a table in an organisation.
    std::int64_t count(std::string_view table, const base::OrganisationId& organisation);
    /// Statements of a test's own, outside any rule: to damage, age or inspect rows.
    std::int64_t execute(const std::string& sql);
    std::vector<platform::sql::Row> rows(const std::string& sql);

  private:
    Organisation found(const std::string& name, const std::string& owner_email);
    std::string dump(const std::string& table, const base::OrganisationId& organisation);
    std::map<std::string, std::string> twin_dump();

    std::map<std::string, std::string> twin_before_;
};

/// The code of a refusal; empty for an answer.
template <class T>
std::string code_of(const base::Result<T>& result)
{
    return result ? "" : result.error().code;
}

} // namespace assetbuddy::testing_support
