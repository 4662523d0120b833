#include "companies/edit.h"

#include "access/forget.h"
#include "access/search.h"
#include "companies/limits.h"
#include "companies/store.h"

namespace assetbuddy::companies {
namespace {

using access::Permission;
using base::refused;
using base::Result;

std::unexpected<base::Error> changed_meanwhile()
{
    return refused("stale", {}, "Somebody changed this company meanwhile.");
}

std::unexpected<base::Error> taken_by(const Company& other)
{
    return refused(base::Error{"name_taken", "name", "There is already a company of this name."}.with("company_id",
                                                                                                      other.id.text()));
}

void note(access::Call& call, const Company& company, const char* action, std::vector<access::Change> changes)
{
    access::record(call, {.organisation = company.organisation,
                          .action = action,
                          .record_type = "company",
                          .record_id = company.id.text(),
                          .changes = std::move(changes)});
}

void write(Company& company, const CompanyFields& fields)
{
    company.name = fields.name;
    company.phone = fields.phone;
    company.email = fields.email;
    company.address = fields.address;
}

/// Its people point to `company` from now on, under its name, and are found by it.
void carry_name(access::Call& call, const base::CompanyId& from, const Company& company)
{
    const auto find_anew = [&](access::Searched kind, const std::vector<store::Member>& members) {
        for (const auto& each : members)
            access::change_in_search(call.tx, kind, company.organisation, each.id,
                                     {each.name, each.email, company.name, each.job_title, each.is_external});
    };
    find_anew(access::Searched::users, store::update_users(call.tx, from, company));
    find_anew(access::Searched::invitations, store::update_invitations(call.tx, from, company));
}

/// With phone and email whatever the asker is shown: whoever edits is shown them (access/contact.h).
Result<Company> find_to_change(access::Call& call, const base::CompanyId& id, Permission permission,
                               std::optional<std::int64_t> expected_version)
{
    if (const auto known = find_visible(call, id); !known) return refused(known.error());
    if (!call.actor.may(permission)) return refused("forbidden", {}, "Your role does not let you change companies.");
    store::hold(call.tx, call.organisation(), id);
    const auto seen = find_visible(call, id); // what it was before may be of the past
    if (!seen) return refused(seen.error());
    if (expected_version && *expected_version != seen->version) return changed_meanwhile();
    return static_cast<const Company&>(*seen);
}

void fill(std::string& field, const std::string& from)
{
    if (field.empty()) field = from;
}

} // namespace

Result<Listed> create(access::Call& call, const CompanyFields& request)
{
    if (!call.actor.may(Permission::users_invite) && !call.actor.may(Permission::users_edit))
        return refused("forbidden", {}, "Your role does not let you add companies.");
    const auto fields = request.checked();
    if (!fields) return refused(fields.error());
    const auto visible = call.actor.visible<Company>(call.actor.may(Permission::users_invite) ? Permission::users_invite
                                                                                              : Permission::users_edit);
    if (store::count(call.tx, *visible, {}) >= most_companies)
        return refused("too_many", {}, "An organisation has at most " + std::to_string(most_companies) + " companies.");
    Company company{.id = call.make_id<base::CompanyId>(), .organisation = call.organisation(), .created_at = call.now};
    write(company, *fields);
    if (const auto other = store::find_by_key(call.tx, company.organisation, key_of(company.name)))
        return taken_by(*other);
    if (!store::insert(call.tx, company))
        throw platform::sql::Retryable("a company of this name was made at the same moment");
    note(call, company, "company.created", changes_between({}, *fields));
    return Listed{company};
}

Result<Listed> edit(access::Call& call, const base::CompanyId& id, const EditRequest& request)
{
    auto company = find_to_change(call, id, Permission::users_edit, request.expected_version);
    if (!company) return refused(company.error());
    const auto before = CompanyFields::of(*company);
    const auto fields = CompanyFields{.name = request.name.value_or(before.name),
                                      .phone = request.phone.value_or(before.phone),
                                      .email = request.email.value_or(before.email),
                                      .address = request.address.value_or(before.address)}
                            .checked();
    if (!fields) return refused(fields.error());
    auto changes = changes_between(before, *fields);
    if (changes.empty()) return find_visible(call, id);
    const auto other = store::find_by_key(call.tx, company->organisation, key_of(fields->name));
    if (other && other->id != id) return taken_by(*other);
    write(*company, *fields);
    if (!store::update(call.tx, *company)) return changed_meanwhile();
    if (fields->name != before.name) carry_name(call, id, *company);
    note(call, *company, "company.edited", std::move(changes));
    return find_visible(call, id);
}

Result<Listed> merge(access::Call& call, const base::CompanyId& id, const base::CompanyId& into,
                     std::optional<std::int64_t> expected_version)
{
    const auto from = find_to_change(call, id, Permission::users_edit, expected_version);
    if (!from) return refused(from.error());
    store::hold(call.tx, call.organisation(), into);
    auto to = store::find(call.tx, call.organisation(), into);
    if (!to || into == id)
        return base::invalid({{"into", "unknown_value", "Choose another company of your organisation."}});
    const auto before = CompanyFields::of(*to);
    fill(to->phone, from->phone);
    fill(to->email, from->email);
    fill(to->address, from->address);
    if (!store::update(call.tx, *to)) return changed_meanwhile();
    carry_name(call, id, *to);
    store::move_documents(call.tx, *from, *to);
    if (!store::remove(call.tx, *from)) return changed_meanwhile();
    auto changes = changes_between(before, CompanyFields::of(*to));
    using access::Privacy;
    changes.push_back({"merged", from->name, to->name, Privacy::personal});
    note(call, *from, "company.merged",
         {{"name", from->name, std::nullopt, Privacy::personal}, {"company_id", id.text(), into.text()}});
    note(call, *to, "company.edited", std::move(changes));
    return find_visible(call, into);
}

void forget_if_nobodys(access::Call& call, const base::OrganisationId& organisation, const base::CompanyId& id)
{
    store::hold(call.tx, organisation, id);
    const auto company = store::find(call.tx, organisation, id);
    const bool is_a_record = !company || !company->phone.empty() || !company->email.empty();
    if (is_a_record || store::is_referred_to(call.tx, organisation, id)) return;
    store::remove(call.tx, *company);
    access::forget_record(call, organisation, "company", id.text());
}

base::Done remove(access::Call& call, const base::CompanyId& id, std::optional<std::int64_t> expected_version)
{
    const auto company = find_to_change(call, id, Permission::users_delete, expected_version);
    if (!company) return refused(company.error());
    if (store::is_referred_to(call.tx, company->organisation, id))
        return refused("in_use", {},
                       "People, invitations or files, of the past too, belong to this company. Put it together with "
                       "another one instead.");
    if (!store::remove(call.tx, *company)) return changed_meanwhile();
    note(call, *company, "company.deleted", {{"name", company->name, std::nullopt, access::Privacy::personal}});
    return {};
}

} // namespace assetbuddy::companies
