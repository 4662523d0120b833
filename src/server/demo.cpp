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

std::vector<DemoPerson> cast()
{
    return {
        {"owner",
         "Owner",
         "Invites people, looks after sites, sees everybody.",
         "Olive Owner",
         "olive@harbour.example",
         {}},
        {"supervisor",
         "Supervisor",
         "Sees the sites, not the people, and invites nobody.",
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

/// The organisation with its three people; false when it is there from an earlier start.
bool found_sample(const access::Kernel& kernel, const std::vector<DemoPerson>& people, const Hashes& hashes)
{
    const auto made = access::change_as_nobody(kernel, origin, "demo", [&](access::Call& call) -> base::Result<bool> {
        if (accounts::find_confirmed(call, address_of(people[0]))) return false;
        const auto owner = organisations::found(
            call,
            {"Harbour Works (sample)", people[0].name, address_of(people[0]), account_of(call, people[0], hashes[0])},
            organisations::Door::open);
        if (!owner) return std::unexpected(owner.error());
        users::add(call, place_of(call, people[1], access::Role::supervisor, *owner, hashes[1]));
        users::add(call, place_of(call, people[2], access::Role::contractor, *owner, hashes[2]));
        return true;
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

base::Result<accounts::SignedIn> sign_in_as(const access::Kernel& kernel, const DemoPerson& person)
{
    return accounts::sign_in(kernel, {}, origin, {.email = person.email, .password = person.password});
}

/// Two sites and somebody who has not answered yet, made by the Owner through the verbs of the pages.
void furnish(const access::Kernel& kernel, const DemoPerson& owner)
{
    const auto signed_in = sign_in_as(kernel, owner);
    if (!signed_in) throw std::runtime_error("the demo Owner cannot sign in: " + signed_in.error().detail);
    const access::Credential credential{access::Credential::Kind::session,
                                        platform::crypto::sha256(signed_in->session_token)};
    const auto done = access::change(kernel, credential, origin, [](access::Call& call) -> base::Done {
        const auto yard =
            sites::create(call, {.name = "Harbour Yard", .address = "1 Quay Street\nPortmouth", .postcode = "PM1 2AB"});
        if (!yard) return std::unexpected(yard.error());
        const auto depot =
            sites::create(call, {.name = "Hill Depot", .address = "Depot Lane\nPortmouth", .postcode = "PM7 9XY"});
        if (!depot) return std::unexpected(depot.error());
        const auto invited = invitations::send(call, {.name = "Dana Driver",
                                                      .email = "dana@harbour.example",
                                                      .role = "operator",
                                                      .job_title = "Forklift driver"});
        if (!invited) return std::unexpected(invited.error());
        return {};
    });
    if (!done) throw std::runtime_error("the sample organisation could not be furnished: " + done.error().code);
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
    if (found_sample(kernel, people, hashes))
        furnish(kernel, people[0]);
    else
        renew_passwords(kernel, people, hashes);
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
