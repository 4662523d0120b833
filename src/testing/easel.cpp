#include "testing/easel.h"

#include <stdexcept>

namespace assetbuddy::testing_support {
namespace {

[[noreturn]] void asked()
{
    throw std::logic_error("a page that is only drawn asked the database");
}

access::Actor::Facts facts_of_a_person()
{
    access::Actor::Facts facts;
    facts.account = base::AccountId{"01930000-0000-7000-8000-000000000001"};
    facts.organisation = base::OrganisationId{"01930000-0000-7000-8000-000000000002"};
    facts.organisation_name = "Northgate Engineering";
    facts.user = base::UserId{"01930000-0000-7000-8000-000000000003"};
    facts.session = base::SessionId{"01930000-0000-7000-8000-000000000004"};
    facts.name = "Maya Okafor";
    facts.email = "maya@northgate.example";
    facts.role = access::Role::owner;
    return facts;
}

} // namespace

void UnaskedDatabase::ping()
{
    asked();
}
void UnaskedDatabase::run_script(std::string_view)
{
    asked();
}
std::string UnaskedDatabase::explain(const platform::sql::Statement&, std::span<const platform::sql::Parameter>)
{
    asked();
}
void UnaskedDatabase::do_read(platform::sql::Reach, platform::sql::Snapshot,
                              const std::function<void(platform::sql::Transaction&)>&)
{
    asked();
}
void UnaskedDatabase::do_write(platform::sql::Reach, const std::function<bool(platform::sql::Transaction&)>&)
{
    asked();
}

Easel::Easel(access::Policy policy)
    : key_(platform::crypto::InstanceKey::of({7})), hasher_(platform::crypto::PasswordCost::minimal, 1),
      kernel{database_,        key_, platform::crypto::system_random(), clock, hasher_, guesses_, last_uses_,
             std::move(policy)}
{
    request.path = "/users";
    request.request_id = "0123456789abcdef0123456789abcdef";
}

access::Actor::Facts Easel::facts()
{
    return facts_of_a_person();
}

ui::Frame Easel::frame(access::Actor::Facts facts, std::vector<access::Place> places)
{
    return {access::Actor{std::move(facts)}, std::move(places)};
}

} // namespace assetbuddy::testing_support
