#include "server/seed.h"

#include <algorithm>
#include <stdexcept>

#include "accounts/add.h"
#include "accounts/find.h"
#include "accounts/password.h"
#include "invitations/example.h"
#include "invitations/revoke.h"
#include "invitations/send.h"
#include "organisations/found.h"
#include "platform/clock/clock.h"
#include "server/example_people.h"
#include "server/reactions.h"
#include "sites/create.h"
#include "users/add.h"

namespace assetbuddy::server {
namespace {

namespace sql = platform::sql;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// People written in one transaction: the disk is waited for once each.
constexpr std::size_t people_a_step = 1000;
constexpr std::size_t invitations_a_step = 50;
constexpr std::size_t most_invitations = 2000;
constexpr std::size_t most_sites = 200;
constexpr days history{700}; // how long ago the organisations were founded

/// Ids come from the seed; tokens, codes, salts and whatever else has to be secret from the system.
class IdsFromSeed final : public platform::crypto::Random {
  public:
    explicit IdsFromSeed(std::uint64_t seed) : dice_(seed) {}
    void fill(std::uint8_t* bytes, std::size_t size) override
    {
        if (size != bytes_of_an_id) {
            platform::crypto::system_random().fill(bytes, size);
            return;
        }
        for (std::size_t each = 0; each < size; ++each) bytes[each] = static_cast<std::uint8_t>(dice_.next() >> 56U);
    }

  private:
    static constexpr std::size_t bytes_of_an_id = 10;
    Dice dice_;
};

/// A step whose work cannot be refused, because it was made to fit.
template <class T>
T wanted(base::Result<T> result)
{
    if (!result)
        throw std::logic_error("example data was refused: " + result.error().code + " " + result.error().detail);
    return std::move(*result);
}

class Seeding {
  public:
    Seeding(const access::Kernel& kernel, const SeedRequest& request, const SeedProgress& progress)
        : request_(request), progress_(progress), dice_(request.random_seed), ids_(request.random_seed ^ 0xA55E7ULL),
          clock_(request.until), hash_(kernel.hasher.hash(accounts::normalised_password(request.password))),
          kernel_{.database = kernel.database,
                  .key = kernel.key,
                  .random = ids_,
                  .clock = clock_,
                  .hasher = kernel.hasher,
                  .guesses = kernel.guesses,
                  .last_uses = kernel.last_uses,
                  .policy = {.base_url = kernel.policy.base_url, .send_limits = no_limits},
                  .react = server::react}
    {}

    base::Result<Seeded> run()
    {
        if (request_.organisations == 0 || request_.users < request_.organisations)
            return base::refused("invalid", {}, "there must be at least one person for each organisation: its Owner");
        if (was_used()) return base::refused("invalid", {}, "this --random-seed was used here before; choose another");
        for (std::size_t number = 1; number <= request_.organisations; ++number) seed_organisation(number);
        return std::move(seeded_);
    }

  private:
    static constexpr access::SendLimits no_limits{1'000'000'000, 1'000'000'000, 1'000'000'000};

    /// The first Owner's address belongs to this seed alone.
    bool was_used()
    {
        Dice dice{owner_seed(1)};
        const auto owner = example_owner(dice, example_organisation(1, request_.random_seed).domain);
        seeded_.first_owner = owner.email;
        return access::look_as_nobody(kernel_, origin_, "example data", [&](access::Call& call) {
            return accounts::find_confirmed(call, base::EmailAddress::parse(owner.email).value()).has_value();
        });
    }

    [[nodiscard]] std::uint64_t owner_seed(std::size_t number) const { return request_.random_seed * 7919 + number; }

    [[nodiscard]] std::size_t size_of(std::size_t number) const
    {
        return request_.users / request_.organisations + (number <= request_.users % request_.organisations ? 1 : 0);
    }

    void seed_organisation(std::size_t number)
    {
        organisation_ = example_organisation(number, request_.random_seed);
        clock_.set(request_.until - history + std::chrono::milliseconds{number}); // in the order of their numbers
        found(number);
        const auto size = size_of(number);
        if (size > 1) seed_sites(std::clamp<std::size_t>(size / 50, 1, most_sites));
        for (std::size_t first = 1; first < size; first += people_a_step) {
            const auto last = std::min(size, first + people_a_step);
            // They came one after another over the years; the last ones a week ago.
            clock_.set(request_.until - history +
                       (history - days{7}) * static_cast<std::int64_t>(last) / static_cast<std::int64_t>(size));
            seed_people(first, last);
        }
        if (size > 1) seed_invitations(std::clamp<std::size_t>(size / 40, 4, most_invitations), size);
    }

    void found(std::size_t number)
    {
        Dice dice{owner_seed(number)};
        const auto person = example_owner(dice, organisation_.domain);
        const auto email = base::EmailAddress::parse(person.email).value();
        const auto owner = wanted(access::change_as_nobody(kernel_, origin_, "example data", [&](access::Call& call) {
            const auto account = accounts::add(call, email, hash_, call.now);
            return organisations::found(call, {organisation_.name, person.name, email, account},
                                        organisations::Door::open);
        }));
        owner_.emplace(access::Actor::Facts{.account = owner.account,
                                            .organisation = owner.organisation,
                                            .organisation_name = organisation_.name,
                                            .user = owner.id,
                                            .session = {},
                                            .name = owner.name,
                                            .email = owner.email,
                                            .role = access::Role::owner,
                                            .site = {}});
        advance(1);
    }

    /// A verb done by the Owner, who needs no session for it.
    template <class Work>
    void as_owner(Work&& work)
    {
        const auto done =
            kernel_.database.write(sql::Reach::system("example data"), [&](sql::Transaction& tx) -> base::Done {
                tx.enter(owner_->organisation());
                access::Call call{tx, kernel_, *owner_, origin_};
                work(call);
                access::write_entries(call);
                return {};
            });
        if (!done) throw std::logic_error("example data cannot be refused");
    }

    void seed_sites(std::size_t count)
    {
        std::vector<ExampleSite> examples;
        for (std::size_t each = 0; each < count; ++each) examples.push_back(example_site(dice_, each));
        as_owner([&](access::Call& call) {
            sites_.clear();
            for (const auto& site : examples)
                sites_.push_back(
                    wanted(sites::create(call, {.name = site.name, .address = site.address, .postcode = site.postcode}))
                        .id);
        });
    }

    std::optional<base::SiteId> draw_site(bool has_site)
    {
        return has_site ? std::optional{sites_[dice_.below(sites_.size())]} : std::nullopt;
    }

    /// 0: never. Most people were there within a month.
    base::Time draw_last_seen()
    {
        if (dice_.in_thousand(100)) return {};
        const auto most = dice_.in_thousand(850) ? days{30} : days{400};
        const auto ago = minutes{1 + static_cast<std::int64_t>(dice_.below(std::chrono::minutes{most}.count()))};
        return std::max<base::Time>(request_.until - ago, clock_.now());
    }

    users::NewUser draw_user(std::size_t number)
    {
        auto person = example_person(dice_, number, organisation_.domain);
        return {.organisation = owner_->organisation(),
                .name = std::move(person.name),
                .email = std::move(person.email),
                .role = person.role,
                .site = draw_site(person.has_site),
                .job_title = std::move(person.job_title),
                .phone = std::move(person.phone),
                .is_active = person.is_active,
                .is_external = person.is_external,
                .company_name = std::move(person.company_name),
                .company_address = std::move(person.company_address),
                .last_seen_at = draw_last_seen()};
    }

    void seed_people(std::size_t first, std::size_t last)
    {
        std::vector<users::NewUser> people;
        for (std::size_t number = first; number < last; ++number) people.push_back(draw_user(number));
        as_owner([&](access::Call& call) {
            for (auto& user : people) {
                const auto email = base::EmailAddress::parse(user.email).value();
                user.account = accounts::add(call, email, {}, call.now);
                user.id = call.make_id<base::UserId>();
                user.created_at = call.now;
                users::add(call, user);
            }
        });
        advance(last - first);
    }

    /// Half of them wait, a quarter has expired, the rest is locked or was revoked.
    void seed_invitations(std::size_t count, std::size_t first_number)
    {
        for (std::size_t begin = 0; begin < count; begin += invitations_a_step) {
            const auto end = std::min(count, begin + invitations_a_step);
            for (const bool is_old : {true, false}) {
                const auto lasts = is_old ? hours{9 * 24} : hours{1};
                clock_.set(request_.until - lasts - hours{dice_.below(48)});
                invite(first_number + begin, first_number + end, is_old);
            }
        }
    }

    invitations::OfferRequest draw_offer(std::size_t number)
    {
        const auto person = example_person(dice_, number, organisation_.domain);
        const auto site = draw_site(person.has_site);
        return {.name = person.name,
                .email = person.email,
                .role = std::string{access::to_text(person.role)},
                .site_id = site ? site->text() : std::string{},
                .job_title = person.job_title,
                .phone = person.phone,
                .is_external = person.is_external,
                .company_name = person.company_name,
                .company_address = person.company_address};
    }

    /// Every fourth number is of an old one.
    void invite(std::size_t first, std::size_t last, bool is_old)
    {
        std::vector<std::pair<std::size_t, invitations::OfferRequest>> offers;
        for (std::size_t number = first; number < last; ++number)
            if ((number % 4 == 0) == is_old) offers.emplace_back(number, draw_offer(number));
        as_owner([&](access::Call& call) {
            for (const auto& [number, offer] : offers) {
                const auto invitation = wanted(invitations::send(call, offer));
                invitations::count_as_sent(call, invitation);
                if (number % 8 == 1) invitations::lock(call, invitation);
                if (number % 8 == 5) wanted(invitations::revoke(call, invitation.id));
            }
        });
        seeded_.invitations += offers.size();
    }

    void advance(std::size_t count)
    {
        done_ += count;
        if (progress_) progress_(done_, request_.users);
    }

    const SeedRequest& request_;
    const SeedProgress& progress_;
    Dice dice_;
    IdsFromSeed ids_;
    platform::clock::ManualClock clock_;
    std::string hash_;
    access::Kernel kernel_;
    access::Origin origin_{.request_id = "seed", .address = "", .agent = "assetbuddy"};
    ExampleOrganisation organisation_;
    std::optional<access::Actor> owner_;
    std::vector<base::SiteId> sites_;
    std::size_t done_ = 0;
    Seeded seeded_;
};

} // namespace

base::Result<Seeded> seed(const access::Kernel& kernel, const SeedRequest& request, const SeedProgress& progress)
{
    return Seeding{kernel, request, progress}.run();
}

} // namespace assetbuddy::server
