#include "server/seed.h"

#include <algorithm>

#include "access/bulk_load.h"
#include "accounts/add.h"
#include "accounts/find.h"
#include "accounts/password.h"
#include "invitations/example.h"
#include "invitations/revoke.h"
#include "invitations/send.h"
#include "organisations/found.h"
#include "server/example_files.h"
#include "server/example_hand.h"
#include "server/example_people.h"
#include "server/example_work.h"
#include "sites/create.h"
#include "users/add.h"

namespace assetbuddy::server {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

/// People written in one transaction. The more, the fewer visits to each page of the index of search.
constexpr std::size_t most_people_a_step = 10'000;
constexpr std::size_t steps_of_history = 16;
constexpr std::size_t invitations_a_step = 50;
constexpr std::size_t most_invitations = 2000;
constexpr std::size_t fewest_sites = 3; // of an organisation that has equipment
constexpr std::size_t most_sites = 200;
constexpr std::size_t sites_with_locations = 12;
constexpr std::size_t most_companies = 400;
/// Workers, verifiers and reporters who are remembered for defects.
constexpr std::size_t most_in_scene = 2000;
/// From so many people on the indexes of their tables are built at the end.
constexpr std::size_t many_people = 50'000;
constexpr days history{700}; // how long ago the organisations were founded
constexpr days year_of_work{366};

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

class Seeding {
  public:
    Seeding(const access::Kernel& kernel, const SeedRequest& request, const SeedProgress& progress)
        : request_(request), progress_(progress), dice_(request.random_seed), ids_(request.random_seed ^ 0xA55E7ULL),
          hash_(kernel.hasher.hash(accounts::normalised_password(request.password))), hand_(kernel, ids_, request.until)
    {}

    base::Result<Seeded> run()
    {
        if (request_.organisations == 0 || request_.users < request_.organisations)
            return base::refused("invalid", {}, "there must be at least one person for each organisation: its Owner");
        if (request_.defects > 0 && request_.assets < request_.organisations)
            return base::refused("invalid", {}, "defects need at least one piece of equipment in each organisation");
        if (was_used()) return base::refused("invalid", {}, "this --random-seed was used here before; choose another");
        for (std::size_t number = 1; number <= request_.organisations; ++number) seed_organisation(number);
        return std::move(seeded_);
    }

  private:
    /// The first Owner's address belongs to this seed alone.
    bool was_used()
    {
        Dice dice{owner_seed(1)};
        const auto owner = example_owner(dice, example_organisation(1, request_.random_seed).domain);
        seeded_.first_owner = owner.email;
        return access::look_as_nobody(hand_.kernel(), hand_.origin(), "example data", [&](access::Call& call) {
            return accounts::find_confirmed(call, base::EmailAddress::parse(owner.email).value()).has_value();
        });
    }

    [[nodiscard]] std::uint64_t owner_seed(std::size_t number) const { return request_.random_seed * 7919 + number; }

    /// The part of so many that falls to an organisation.
    [[nodiscard]] std::size_t share(std::size_t all, std::size_t number) const
    {
        return all / request_.organisations + (number <= all % request_.organisations ? 1 : 0);
    }

    void seed_organisation(std::size_t number)
    {
        organisation_ = example_organisation(number, request_.random_seed);
        hand_.set_time(request_.until - history + std::chrono::milliseconds{number}); // in the order of their numbers
        found(number);
        size_ = share(request_.users, number);
        next_person_ = 1;
        const auto assets = share(request_.assets, number);
        if (size_ > 1 || assets > 0)
            seed_sites(std::clamp<std::size_t>(size_ / 50, assets > 0 ? fewest_sites : 1, most_sites));
        seed_equipment(assets);
        if (size_ >= many_people) access::set_indexes_aside(hand_.kernel().database, tables_of_people);
        seed_people_until(request_.until - year_of_work);
        if (assets > 0) seed_work(share(request_.defects, number));
        seed_people_until(request_.until);
        access::put_indexes_back(hand_.kernel().database);
        hand_.set_time(request_.until);
        if (assets > 0) add_example_files(hand_);
        if (size_ > 1) seed_invitations(std::clamp<std::size_t>(size_ / 40, 4, most_invitations), size_);
    }

    void found(std::size_t number)
    {
        Dice dice{owner_seed(number)};
        const auto person = example_owner(dice, organisation_.domain);
        const auto email = base::EmailAddress::parse(person.email).value();
        const auto owner =
            wanted(access::change_as_nobody(hand_.kernel(), hand_.origin(), "example data", [&](access::Call& call) {
                const auto account = accounts::add(call, email, hash_, call.now);
                return organisations::found(call, {organisation_.name, person.name, email, account},
                                            organisations::Door::open);
            }));
        hand_.become(owner, organisation_.name);
        scene_ = {.equipment = {},
                  .reporters = {},
                  .verifiers = {{owner.id, owner.name}},
                  .workers = {},
                  .until = request_.until};
        advance(1);
    }

    void seed_sites(std::size_t count)
    {
        std::vector<ExampleSite> examples;
        for (std::size_t each = 0; each < count; ++each) examples.push_back(example_site(dice_, each));
        hand_.as_owner([&](access::Call& call) {
            sites_.clear();
            for (const auto& site : examples)
                sites_.push_back(
                    wanted(sites::create(call, {.name = site.name, .address = site.address, .postcode = site.postcode}))
                        .id);
        });
    }

    void seed_equipment(std::size_t count)
    {
        if (count == 0) return;
        add_example_locations(hand_, {sites_.begin(), sites_.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                           sites_.size(), sites_with_locations))});
        scene_.equipment = add_example_equipment(hand_, dice_, sites_, count);
        seeded_.assets += count;
    }

    /// The year's defects, with the people who joined meanwhile.
    void seed_work(std::size_t count)
    {
        ExampleWork work{hand_, dice_, scene_, count};
        while (const auto next = work.next_report()) {
            seed_people_until(*next);
            const auto written = work.write_some();
            seeded_.defects += written;
            advance(written);
        }
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
        return std::max<base::Time>(request_.until - ago, hand_.now());
    }

    ExamplePerson draw_person(std::size_t number)
    {
        auto person = example_person(dice_, number, organisation_.domain);
        if (!person.is_external) return person;
        const auto companies = std::clamp<std::size_t>(size_ / 60, 4, most_companies);
        const auto company = example_company(organisation_.domain, dice_.below(companies));
        person.company_name = company.name;
        person.company_address = company.address;
        return person;
    }

    users::NewUser draw_user(std::size_t number)
    {
        auto person = draw_person(number);
        return {.organisation = hand_.organisation(),
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

    /// They came one after another over the years; the last ones a week ago.
    [[nodiscard]] base::Time arrival_of(std::size_t number) const
    {
        return request_.until - history +
               (history - days{7}) * static_cast<std::int64_t>(number) / static_cast<std::int64_t>(size_);
    }

    void seed_people_until(base::Time moment)
    {
        const auto step = std::clamp<std::size_t>(size_ / steps_of_history, 1, most_people_a_step);
        while (next_person_ < size_) {
            const auto last = std::min(size_, next_person_ + step);
            if (arrival_of(last) > moment) return;
            hand_.set_time(arrival_of(last));
            seed_people(next_person_, last);
            next_person_ = last;
        }
    }

    void seed_people(std::size_t first, std::size_t last)
    {
        std::vector<users::NewUser> people;
        std::vector<base::EmailAddress> emails;
        for (std::size_t number = first; number < last; ++number)
            emails.push_back(base::EmailAddress::parse(people.emplace_back(draw_user(number)).email).value());
        hand_.as_owner([&](access::Call& call) {
            const auto accounts = accounts::add_all(call, emails, call.now);
            for (std::size_t each = 0; each < people.size(); ++each) {
                people[each].account = accounts[each];
                people[each].id = call.make_id<base::UserId>();
                people[each].created_at = call.now;
            }
            users::add_all(call, people);
        });
        for (const auto& user : people) remember(user);
        advance(people.size());
    }

    /// For the defects of the year to come.
    void remember(const users::User& user)
    {
        if (!user.is_active) return;
        const defects::Named who{user.id, user.name};
        const auto keep = [](auto& list, auto&& one) {
            if (list.size() < most_in_scene) list.push_back(one);
        };
        if (user.role == access::Role::contractor || user.role == access::Role::engineering)
            keep(scene_.workers, ExampleScene::Worker{who, user.company_name});
        else if (user.role == access::Role::hs_admin || (user.role == access::Role::site_manager && !user.site))
            keep(scene_.verifiers, who);
        else if (user.site && !user.is_external)
            keep(scene_.reporters[*user.site], who);
    }

    /// Half of them wait, a quarter has expired, the rest is locked or was revoked.
    void seed_invitations(std::size_t count, std::size_t first_number)
    {
        for (std::size_t begin = 0; begin < count; begin += invitations_a_step) {
            const auto end = std::min(count, begin + invitations_a_step);
            for (const bool is_old : {true, false}) {
                const auto lasts = is_old ? hours{9 * 24} : hours{1};
                hand_.set_time(request_.until - lasts - hours{dice_.below(48)});
                invite(first_number + begin, first_number + end, is_old);
            }
        }
    }

    invitations::OfferRequest draw_offer(std::size_t number)
    {
        const auto person = draw_person(number);
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
        hand_.as_owner([&](access::Call& call) {
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
        if (progress_) progress_(done_, request_.users + request_.defects);
    }

    static constexpr std::string_view tables_of_people[] = {"users", "accounts"};

    const SeedRequest& request_;
    const SeedProgress& progress_;
    Dice dice_;
    IdsFromSeed ids_;
    std::string hash_;
    ExampleHand hand_;
    ExampleOrganisation organisation_;
    std::vector<base::SiteId> sites_;
    ExampleScene scene_;
    std::size_t size_ = 0;        // of the organisation, its Owner among them
    std::size_t next_person_ = 1; // to be written
    std::size_t done_ = 0;
    Seeded seeded_;
};

} // namespace

base::Result<Seeded> seed(const access::Kernel& kernel, const SeedRequest& request, const SeedProgress& progress)
{
    return Seeding{kernel, request, progress}.run();
}

} // namespace assetbuddy::server
