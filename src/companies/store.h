#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/cursor.h"
#include "companies/company.h"
#include "companies/list.h"
#include "companies/people.h"
#include "platform/sql/database.h"

namespace assetbuddy::companies::store {

using platform::sql::Transaction;

std::optional<Company> find(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id);
std::optional<Company> find_by_key(Transaction& tx, const base::OrganisationId& organisation, const std::string& key);
/// By key, as far as they are there.
std::map<std::string, Company> list_by_keys(Transaction& tx, const base::OrganisationId& organisation,
                                            std::span<const std::string> keys);

/// Until this transaction ends nobody renames, merges or removes the companies of these keys, so that a row may point
/// to one. What is read before may be out of date.
void hold_names(Transaction& tx, const base::OrganisationId& organisation, std::span<const std::string> keys);
/// Until this transaction ends nobody points a row to the company, nor changes it: for who renames, merges or removes
/// it.
void hold(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id);

struct Found {
    std::vector<Company> companies; // one more than the limit when there is a next page
    std::vector<access::KeyPosition> positions;
};
/// By name, after a sort key and id.
Found list(Transaction& tx, const access::Visible<Company>& visible, const ListRequest& request,
           const std::optional<access::KeyPosition>& after);
std::int64_t count(Transaction& tx, const access::Visible<Company>& visible, const std::string& query);

/// False when the name is taken: the unique index decided.
bool insert(Transaction& tx, const Company& company);
/// False when the row is no longer of `company.version`; the row gets the next version. Throws Retryable when the name
/// was taken at the same moment.
bool update(Transaction& tx, const Company& company);
bool remove(Transaction& tx, const Company& company);

// The people of companies. Their rows belong to rooms above; these statements keep the name they hold the company's.

/// How many people, not counting deleted ones, and open invitations each of these has; who has none is not named.
struct Size {
    std::int64_t people = 0;
    std::int64_t invited = 0;
};
std::map<base::CompanyId, Size> sizes(Transaction& tx, const base::OrganisationId& organisation,
                                      std::span<const base::CompanyId> ids);
std::vector<Person> list_people(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id,
                                std::int64_t most);
/// Whether anybody, of the past too, or an invitation points to it.
bool is_referred_to(Transaction& tx, const base::OrganisationId& organisation, const base::CompanyId& id);

/// Somebody whose row names a company.
struct Member {
    std::string id;
    std::string name;
    std::string email;
    std::string job_title;
    bool is_external = true;
};
/// Gives them the name of `company`, and its id; `from` is the company they point to now. Answers those who can be
/// searched for, so that they are found by the new name.
std::vector<Member> update_users(Transaction& tx, const base::CompanyId& from, const Company& company);
std::vector<Member> update_invitations(Transaction& tx, const base::CompanyId& from, const Company& company);
/// The documents of a company become another one's.
void move_documents(Transaction& tx, const Company& from, const Company& to);

// What existed before the register (migration 0026).

struct Waiting {
    base::OrganisationId organisation;
    std::string name;
};
std::vector<Waiting> list_backlog(Transaction& tx, std::int64_t most);
void note_made(Transaction& tx, const Waiting& waiting, const base::CompanyId& id);
bool has_backlog(Transaction& tx);
/// All people and invitations of names that were made point to their companies; ends the backlog.
void link_backlog(Transaction& tx);

} // namespace assetbuddy::companies::store
