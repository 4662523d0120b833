#include "server/example_hand.h"

#include "server/reactions.h"

namespace assetbuddy::server {
namespace {

constexpr access::SendLimits no_limits{1'000'000'000, 1'000'000'000, 1'000'000'000};

} // namespace

ExampleHand::ExampleHand(const access::Kernel& kernel, platform::crypto::Random& random, base::Time now)
    : clock_(now), kernel_{.database = kernel.database,
                           .key = kernel.key,
                           .random = random,
                           .clock = clock_,
                           .hasher = kernel.hasher,
                           .guesses = kernel.guesses,
                           .last_uses = kernel.last_uses,
                           .policy = {.base_url = kernel.policy.base_url, .send_limits = no_limits},
                           .react = server::react,
                           .files = kernel.files}
{}

void ExampleHand::become(const users::User& owner, const std::string& organisation_name)
{
    owner_.emplace(access::Actor::Facts{.account = owner.account,
                                        .organisation = owner.organisation,
                                        .organisation_name = organisation_name,
                                        .user = owner.id,
                                        .session = {},
                                        .name = owner.name,
                                        .email = owner.email,
                                        .role = access::Role::owner,
                                        .site = {}});
}

} // namespace assetbuddy::server
