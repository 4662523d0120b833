#include "people/company_card.h"

#include <map>
#include <vector>

#include "access/contact.h"
#include "companies/limits.h"
#include "companies/people.h"
#include "defects/list.h"
#include "documents/records.h"
#include "ui/form.h"
#include "ui/parts.h"

namespace assetbuddy::people {
namespace {

using access::Permission;
using companies::Listed;
using companies::Person;
using ui::Html;
using ui::Url;

using Counts = std::map<base::UserId, std::int64_t>;

Counts open_with(access::Call& call, const std::vector<Person>& people)
{
    std::vector<base::UserId> users;
    for (const auto& person : people)
        if (person.standing != Person::Standing::invited) users.emplace_back(person.id);
    return defects::count_open_of_all(call, users);
}

Html name_of(const access::Actor& actor, const Person& person)
{
    if (!actor.may(Permission::users_view)) return ui::person(person.name, person.job_title);
    const auto to = person.standing == Person::Standing::invited ? Url::path("/users/invitations", {person.id})
                                                                 : Url::path("/users", {person.id});
    return ui::person(person.name, person.job_title, to);
}

Html state_of(const Person& person)
{
    switch (person.standing) {
    case Person::Standing::active:
        return ui::badge("Active", ui::Tone::good);
    case Person::Standing::inactive:
        return ui::badge("Not active", ui::Tone::neutral);
    case Person::Standing::invited:
        return ui::badge("Invited", ui::Tone::info);
    }
    return {};
}

Html reach_of(const access::Actor& actor, const Person& person)
{
    if (!access::may_reach_outsiders(actor)) return ui::hidden_contact();
    auto html = ui::phone_link(person.phone);
    if (!html.empty()) html.add("<br>");
    return html.add(email_link(person.email));
}

Html open_of(const Person& person, const Counts& counts)
{
    const auto found = counts.find(base::UserId{person.id});
    if (found == counts.end()) return Html::text("–");
    const auto number = found->second < 100 ? std::to_string(found->second) : std::string{"100 or more"};
    return ui::link(Url{"/defects"}.with("status", "not_closed").with("assignee", person.id), number);
}

} // namespace

Url url_of(const base::CompanyId& id)
{
    return Url::path("/companies", {id.text()});
}

Html email_link(const std::string& email)
{
    return email.empty() ? Html{} : ui::link(Url::mail_to(email), email);
}

Html company_card(const Listed& company)
{
    ui::Descriptions details;
    if (company.is_contact_hidden)
        details.add("Phone and email", ui::hidden_contact());
    else {
        if (!company.phone.empty()) details.add("Phone", ui::phone_link(company.phone));
        if (!company.email.empty()) details.add("Email", email_link(company.email));
    }
    details.add("Address", company.address);
    return ui::card("", details.done());
}

Html people_card(access::Call& call, const Listed& company)
{
    const auto people = companies::list_people(call, company.id);
    if (!people || people->empty())
        return ui::card("People", ui::paragraph("Nobody of this company is here or invited."));
    const auto counts = open_with(call, *people);
    ui::Table table{"People of " + company.name, {{"Name"}, {"State"}, {"How to reach them"}, {"Open defects"}}};
    for (const auto& person : *people)
        table.row(
            {name_of(call.actor, person), state_of(person), reach_of(call.actor, person), open_of(person, counts)});
    auto html = table.done();
    if (!counts.empty())
        html.add(ui::button_link(Url{"/defects"}.with("status", "not_closed").with("company_id", company.id.text()),
                                 "Open defects of this company", ui::Look::secondary));
    if (company.people > companies::most_people && call.actor.may(Permission::users_view))
        html.add(ui::button_link(Url{"/users"}.with("company_id", company.id.text()), "All people of this company",
                                 ui::Look::secondary));
    return ui::card("People", html);
}

Html files_link(access::Call& call, const Listed& company)
{
    const documents::Record record{documents::RecordKind::company, company.id.text()};
    if (!documents::find_record(call, record)) return {};
    return ui::button_link(Url{"/documents"}.with("record_type", "company").with("record_id", company.id.text()),
                           "Insurance and other files", ui::Look::secondary);
}

} // namespace assetbuddy::people
