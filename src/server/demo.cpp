#include "server/demo.h"

#include <algorithm>
#include <stdexcept>

#include "accounts/add.h"
#include "accounts/edge.h"
#include "accounts/find.h"
#include "accounts/set_password.h"
#include "accounts/sign_in.h"
#include "accounts/suggest.h"
#include "base/email_address.h"
#include "invitations/send.h"
#include "organisations/found.h"
#include "platform/http/forms.h"
#include "server/example_files.h"
#include "server/example_hand.h"
#include "server/example_work.h"
#include "sites/create.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "users/add.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
using platform::html::Html;
using platform::html::Url;

const access::Origin origin{.request_id = "demo", .address = "", .agent = "assetbuddy --demo"};

constexpr std::string_view organisation_name = "Harbour Works (sample)";
constexpr std::chrono::days age_of_sample{400};
constexpr std::uint64_t sample_seed = 1;
constexpr std::size_t equipment_of_sample = 48;
constexpr std::size_t defects_of_sample = 75;

std::vector<DemoPerson> cast()
{
    return {
        {"owner",
         "Owner",
         "Invites people, looks after sites and equipment, sees everything.",
         "Olive Owner",
         "olive@harbour.example",
         {}},
        {"supervisor",
         "Supervisor",
         "Reports defects and hands out repairs; sees no other people and invites nobody.",
         "Sam Supervisor",
         "sam@harbour.example",
         {}},
        {"contractor",
         "Contractor",
         "Comes from another company and sees nothing but their own work.",
         "Carla Contractor",
         "carla@cranes.example",
         {}},
    };
}

base::EmailAddress address_of(const DemoPerson& person)
{
    return base::EmailAddress::parse(person.email).value();
}

base::AccountId account_of(access::Call& call, const DemoPerson& person, const std::string& hash)
{
    return accounts::add(call, address_of(person), hash, call.now);
}

users::User place_of(access::Call& call, const DemoPerson& person, access::Role role, const users::User& owner,
                     const std::string& hash)
{
    users::User user{.id = call.make_id<base::UserId>(),
                     .organisation = owner.organisation,
                     .account = account_of(call, person, hash),
                     .name = person.name,
                     .email = person.email,
                     .role = role,
                     .created_at = call.now};
    if (role == access::Role::contractor) {
        user.is_external = true;
        user.company_name = "Cranes & Sons";
    }
    return user;
}

using Hashes = std::vector<std::string>;

struct Sample {
    users::User owner;
    users::User contractor;
};

/// The organisation with its three people; nothing when it is there from an earlier start.
std::optional<Sample> found_sample(const access::Kernel& kernel, const std::vector<DemoPerson>& people,
                                   const Hashes& hashes)
{
    const auto made = access::change_as_nobody(
        kernel, origin, "demo", [&](access::Call& call) -> base::Result<std::optional<Sample>> {
            if (accounts::find_confirmed(call, address_of(people[0]))) return std::nullopt;
            const auto owner = organisations::found(call,
                                                    {std::string{organisation_name}, people[0].name,
                                                     address_of(people[0]), account_of(call, people[0], hashes[0])},
                                                    organisations::Door::open);
            if (!owner) return std::unexpected(owner.error());
            users::add(call, place_of(call, people[1], access::Role::supervisor, *owner, hashes[1]));
            const auto contractor = place_of(call, people[2], access::Role::contractor, *owner, hashes[2]);
            users::add(call, contractor);
            return Sample{*owner, contractor};
        });
    if (!made) throw std::runtime_error("the sample organisation could not be made: " + made.error().detail);
    return *made;
}

/// A later start: yesterday's passwords end, and with them whoever is still signed in.
void renew_passwords(const access::Kernel& kernel, const std::vector<DemoPerson>& people, const Hashes& hashes)
{
    const auto done = access::change_as_nobody(kernel, origin, "demo", [&](access::Call& call) -> base::Done {
        for (std::size_t i = 0; i < people.size(); ++i)
            if (const auto account = accounts::find_confirmed(call, address_of(people[i])))
                accounts::set_password(call, *account, hashes[i], "user.demo_password_set");
        return {};
    });
    if (!done) throw std::runtime_error("the demo passwords could not be set: " + done.error().detail);
}

std::vector<base::SiteId> add_sites(access::Call& call)
{
    std::vector<base::SiteId> ids;
    for (const auto& site :
         {sites::SiteFields{.name = "Harbour Yard",
                            .address = "1 Quay Street\nPortmouth",
                            .postcode = "PM1 2AB",
                            .contact_name = "Mona Manager",
                            .contact_phone = "07700 900114",
                            .contact_email = "mona@harbour.example"},
          sites::SiteFields{.name = "Hill Depot", .address = "Depot Lane\nPortmouth", .postcode = "PM7 9XY"},
          sites::SiteFields{.name = "North Quay Stores", .address = "22 North Quay\nPortmouth", .postcode = "PM1 4QN"}})
        ids.push_back(wanted(sites::create(call, site)).id);
    return ids;
}

/// Colleagues who cannot sign in, so that the sample is not three people alone.
users::User add_colleague(access::Call& call, const std::string& name, const std::string& address, access::Role role,
                          const std::string& job_title)
{
    const auto email = base::EmailAddress::parse(address).value();
    users::User user{.id = call.make_id<base::UserId>(),
                     .organisation = call.organisation(),
                     .account = accounts::add(call, email, {}, call.now),
                     .name = name,
                     .email = address,
                     .role = role,
                     .job_title = job_title,
                     .created_at = call.now};
    if (role == access::Role::contractor) {
        user.is_external = true;
        user.company_name = "Beacon Fire Safety Ltd";
    }
    users::add(call, user);
    return user;
}

defects::Named named(const users::User& user)
{
    return {user.id, user.name};
}

/// Who reports, repairs and verifies. Half of the repairs are the sample Contractor's.
ExampleScene add_people(ExampleHand& hand, const Sample& sample, base::Time until)
{
    ExampleScene scene{.equipment = {},
                       .reporters = {},
                       .verifiers = {named(sample.owner)},
                       .workers = {{named(sample.contractor), sample.contractor.company_name},
                                   {named(sample.contractor), sample.contractor.company_name}},
                       .until = until};
    hand.as_owner([&](access::Call& call) {
        using access::Role;
        scene.verifiers.push_back(
            named(add_colleague(call, "Mona Manager", "mona@harbour.example", Role::site_manager, "Yard manager")));
        const auto erin =
            add_colleague(call, "Erin Engineer", "erin@harbour.example", Role::engineering, "Maintenance engineer");
        scene.workers.push_back({named(erin), {}});
        const auto fin =
            add_colleague(call, "Fin Fitter", "fin@beacon.example", Role::contractor, "Fire safety engineer");
        scene.workers.push_back({named(fin), fin.company_name});
    });
    return scene;
}

/// A year of the sample organisation, made by the Owner through the verbs of the pages: sites with equipment, repairs
/// in every state, and somebody who has not answered yet.
void furnish(ExampleHand& hand, const Sample& sample, base::Time now)
{
    Dice dice{sample_seed};
    std::vector<base::SiteId> sites;
    hand.as_owner([&](access::Call& call) { sites = add_sites(call); });
    auto scene = add_people(hand, sample, now);
    add_example_locations(hand, sites);
    scene.equipment = add_example_equipment(hand, dice, sites, equipment_of_sample);
    ExampleWork work{hand, dice, scene, defects_of_sample};
    while (work.write_some() > 0) {
    }
    hand.set_time(now);
    hand.as_owner([](access::Call& call) {
        wanted(invitations::send(call, {.name = "Dana Driver",
                                        .email = "dana@harbour.example",
                                        .role = "operator",
                                        .job_title = "Forklift driver"}));
    });
    add_example_files(hand);
}

const DemoPerson* find_person(const std::vector<DemoPerson>& people, const std::string& key)
{
    const auto found = std::ranges::find(people, key, &DemoPerson::key);
    return found == people.end() ? nullptr : &*found;
}

Html choice_of(access::Visit& visit, const DemoPerson& person)
{
    Html html;
    html.add(R"(<li class="demo-choice">{}<p>{}: {}</p></li>)",
             ui::post_button(visit, Url{"/demo/try"}, "Try as " + person.called, ui::Look::primary,
                             {{"person", person.key}}),
             person.name, person.says);
    return html;
}

http::Response show_start(access::Visit& visit, const std::vector<DemoPerson>& people)
{
    Html choices;
    for (const auto& person : people) choices.add(choice_of(visit, person));
    ui::FocusedParts parts{.title = "Try AssetBuddy", .width = ui::Width::normal};
    parts.lead = "A sample organisation is ready. Everything you do stays on this machine, and no mail leaves it.";
    parts.content = Html::of(R"(<ul class="demo-choices">{}</ul><div class="btn-list">{}{}</div>)", choices,
                             ui::button_link(Url{"/sign-up"}, "Sign up your own organisation", ui::Look::secondary),
                             ui::button_link(Url{"/mailbox"}, "Read the mail", ui::Look::quiet));
    parts.footer = ui::link(Url{"/sign-in"}, "Sign in with a password");
    return ui::focused_page(visit, std::move(parts));
}

http::Response try_as(access::Visit& visit, const std::vector<DemoPerson>& people)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto* person = find_person(people, form->value("person"));
    if (person == nullptr)
        return ui::refusal(visit, {"not_found", {}, "There is no such person in the demonstration."});
    const auto signed_in = accounts::sign_in(visit.kernel, visit.credential, visit.origin,
                                             {.email = person->email, .password = person->password});
    if (!signed_in) return ui::refusal(visit, signed_in.error());
    accounts::keep_session(visit, signed_in->session_token, signed_in->account);
    return http::Response::see_other("/");
}

} // namespace

std::vector<DemoPerson> prepare_demo(const access::Kernel& kernel)
{
    auto people = cast();
    Hashes hashes;
    for (auto& person : people) {
        person.password = accounts::suggest_passphrase(kernel.random);
        hashes.push_back(kernel.hasher.hash(person.password));
    }
    const auto now = kernel.clock.now();
    ExampleHand hand{kernel, kernel.random, now - age_of_sample};
    if (const auto sample = found_sample(hand.kernel(), people, hashes)) {
        hand.become(sample->owner, std::string{organisation_name});
        furnish(hand, *sample, now);
    } else {
        renew_passwords(kernel, people, hashes);
    }
    return people;
}

Page demo_start_page(std::vector<DemoPerson> people, Page otherwise)
{
    return [people = std::move(people), otherwise = std::move(otherwise)](access::Visit& visit) {
        return visit.signed_in_claimed() ? otherwise(visit) : show_start(visit, people);
    };
}

Page demo_try_page(std::vector<DemoPerson> people)
{
    return [people = std::move(people)](access::Visit& visit) { return try_as(visit, people); };
}

} // namespace assetbuddy::server
