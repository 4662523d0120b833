#include "testing/world.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <variant>

#include "access/search.h"
#include "base/email_address.h"
#include "base/text.h"
#include "server/reactions.h"

namespace assetbuddy::testing_support {
namespace {

namespace crypto = platform::crypto;
namespace sql = platform::sql;

constexpr std::array<std::uint8_t, 32> test_key{7, 1, 9, 4, 2, 8, 3, 6, 5, 11, 13, 17, 19, 23, 29, 31,
                                                7, 1, 9, 4, 2, 8, 3, 6, 5, 11, 13, 17, 19, 23, 29, 37};

/// Tables of an organisation, each with its column of the organisation.
constexpr std::array tenant_tables{"sites",
                                   "users",
                                   "search_entries",
                                   "sessions",
                                   "confirmations",
                                   "letters",
                                   "invitations",
                                   "replaced_tokens",
                                   "idempotency_keys",
                                   "audit_heads",
                                   "audit_entries",
                                   "audit_personal",
                                   "role_sets",
                                   "locations",
                                   "categories",
                                   "companies",
                                   "asset_imports",
                                   "asset_numbers",
                                   "assets",
                                   "asset_events",
                                   "defect_numbers",
                                   "defects",
                                   "defect_events",
                                   "contractor_summaries",
                                   "documents",
                                   "document_versions",
                                   "uploads",
                                   "notifications",
                                   "notification_choices",
                                   "api_tokens",
                                   "email_changes",
                                   "invitation_links",
                                   "imports",
                                   "import_rows"};

constexpr auto start = base::Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{9}};

template <class Work>
auto in_system(const access::Kernel& kernel, Work&& work)
{
    return kernel.database.write(sql::Reach::system("test"), [&](sql::Transaction& tx) -> base::Done {
        work(tx);
        return {};
    });
}

/// Everybody has one password; hashing it once keeps the fixture fast.
const std::string& password_hash(crypto::PasswordHasher& hasher)
{
    static const std::string hash = hasher.hash(everybodys_password);
    return hash;
}

sql::Statement ad_hoc(const std::string& text)
{
    static std::mutex mutex;
    static std::map<std::string, std::string> names;
    const std::scoped_lock lock{mutex};
    const auto [entry, added] = names.try_emplace(text, "test." + std::to_string(names.size()));
    return {entry->second, entry->first};
}

std::string shown(const sql::Row::Cell& cell)
{
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&cell)) return "'" + *text + "'";
    return "NULL";
}

} // namespace

World::World(sql::Database& database, access::Policy policy)
    : clock(start), key(crypto::InstanceKey::of(test_key)), hasher(crypto::PasswordCost::minimal, 2), guesses(60),
      kernel{.database = database,
             .key = key,
             .random = crypto::system_random(),
             .clock = clock,
             .hasher = hasher,
             .guesses = guesses,
             .last_uses = last_uses,
             .policy = std::move(policy),
             .react = server::react},
      home(found("Harbour Works", "olive@harbour.example")), twin(found("Harbour Works", "oscar@harbour.example"))
{
    twin_before_ = twin_dump();
}

World::Organisation World::found(const std::string& name, const std::string& owner_email)
{
    const auto make = [this] {
        std::array<std::uint8_t, 10> random{};
        kernel.random.fill(random.data(), random.size());
        return base::make_uuid_v7(clock.now(), random);
    };
    Organisation organisation{.id = base::OrganisationId{make()}, .name = name, .owner = {}, .site = {}};
    const auto owner = base::UserId{make()};
    const auto account = base::AccountId{make()};
    const auto email = base::EmailAddress::parse(owner_email).value();
    const auto& hash = password_hash(hasher);
    const auto now = clock.now();
    const std::string owner_name = "Olive Owner";
    const auto done = in_system(kernel, [&](sql::Transaction& tx) {
        tx.execute(ad_hoc("INSERT INTO accounts (id, email, email_key, password_hash, confirmed_at, created_at) "
                          "VALUES ($1, $2, $3, $4, $5, $5)"),
                   account, email.typed(), email.key(), hash, now);
        tx.execute(ad_hoc("INSERT INTO organisations (id, name, owner_user_id, created_at) VALUES ($1, $2, $3, $4)"),
                   organisation.id, name, owner, now);
        tx.execute(
            ad_hoc("INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, "
                   "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'owner', $8)"),
            owner, organisation.id, account, owner_name, base::sort_key(owner_name), email.typed(), email.key(), now);
        access::add_to_search(tx, access::Searched::users, organisation.id, owner.text(),
                              {owner_name, email.typed(), "", ""});
    });
    if (!done) throw std::logic_error("founding a test organisation cannot be refused");
    organisation.owner = {account, owner, organisation.id, owner_email, {}, {}};
    organisation.owner.credential = sign_in(organisation.owner);
    organisation.site = add_site(organisation.id, "Harbour Yard");
    return organisation;
}

Person World::add_person(const base::OrganisationId& organisation, const NewPerson& wanted)
{
    std::array<std::uint8_t, 10> random{};
    kernel.random.fill(random.data(), random.size());
    Person person{.account = {},
                  .user = base::UserId{base::make_uuid_v7(clock.now(), random)},
                  .organisation = organisation,
                  .email = wanted.email,
                  .credential = {},
                  .session_token = {}};
    kernel.random.fill(random.data(), random.size());
    person.account = wanted.account.value_or(base::AccountId{base::make_uuid_v7(clock.now(), random)});
    const auto email = base::EmailAddress::parse(wanted.email).value();
    const auto& hash = password_hash(hasher);
    const auto now = clock.now();
    const bool external = wanted.is_external || wanted.role == access::Role::contractor;
    const std::string company = external ? "Cranes & Sons" : "";
    const auto made_company = [&] { // its id, where there is one
        kernel.random.fill(random.data(), random.size());
        return external ? std::optional{base::make_uuid_v7(now, random)} : std::nullopt;
    }();
    const auto done = in_system(kernel, [&](sql::Transaction& tx) {
        if (made_company)
            tx.execute(ad_hoc("INSERT INTO companies (id, organisation_id, name, name_key, name_sort, created_at) "
                              "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"),
                       *made_company, organisation, company, base::case_folded(company), base::sort_key(company), now);
        if (!wanted.account)
            tx.execute(ad_hoc("INSERT INTO accounts (id, email, email_key, password_hash, confirmed_at, created_at) "
                              "VALUES ($1, $2, $3, $4, $5, $5)"),
                       person.account, email.typed(), email.key(), hash, now);
        tx.execute(
            ad_hoc("INSERT INTO users (id, organisation_id, account_id, name, name_sort, email, email_key, role, "
                   "site_id, is_active, is_external, company_name, created_at, company_id) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
                   "(SELECT c.id FROM companies c WHERE c.organisation_id = $2 AND c.name = $12))"),
            person.user, organisation, person.account, wanted.name, base::sort_key(wanted.name), email.typed(),
            email.key(), access::to_text(wanted.role), wanted.site, wanted.is_active, external, company, now);
        access::add_to_search(tx, access::Searched::users, organisation, person.user.text(),
                              {wanted.name, email.typed(), company, "", external});
    });
    if (!done) throw std::logic_error("adding a test person cannot be refused");
    person.credential = sign_in(person);
    return person;
}

base::SiteId World::add_site(const base::OrganisationId& organisation, const std::string& name)
{
    std::array<std::uint8_t, 10> random{};
    kernel.random.fill(random.data(), random.size());
    const base::SiteId site{base::make_uuid_v7(clock.now(), random)};
    const auto done = in_system(kernel, [&](sql::Transaction& tx) {
        tx.execute(ad_hoc("INSERT INTO sites (id, organisation_id, name, name_key, name_sort, created_at) "
                          "VALUES ($1, $2, $3, $4, $5, $6)"),
                   site, organisation, name, base::case_folded(name), base::sort_key(name), clock.now());
    });
    if (!done) throw std::logic_error("adding a test site cannot be refused");
    return site;
}

access::Credential World::sign_in(const Person& person)
{
    std::array<std::uint8_t, 10> random{};
    kernel.random.fill(random.data(), random.size());
    const auto id = base::make_uuid_v7(clock.now(), random);
    const auto token = crypto::make_token(kernel.random);
    const auto hash = crypto::sha256(token);
    const auto done = in_system(kernel, [&](sql::Transaction& tx) {
        tx.execute(ad_hoc("INSERT INTO sessions (id, token_hash, account_id, organisation_id, user_id, created_at, "
                          "last_used_at, reauthenticated_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $6)"),
                   id, hash, person.account, person.organisation, person.user, clock.now());
    });
    if (!done) throw std::logic_error("signing a test person in cannot be refused");
    return {access::Credential::Kind::session, hash};
}

std::string World::dump(const std::string& table, const base::OrganisationId& organisation)
{
    return kernel.database.read(sql::Reach::system("test"), [&](sql::Transaction& tx) {
        std::vector<std::string> lines; // put in order here: tables have different numbers of columns
        for (const auto& row : tx.all(ad_hoc("SELECT * FROM " + table + " WHERE organisation_id = $1"), organisation)) {
            auto& line = lines.emplace_back();
            for (const auto& cell : row.cells()) line += shown(cell) + "|";
        }
        std::ranges::sort(lines);
        std::string text;
        for (const auto& line : lines) text += line + "\n";
        return text;
    });
}

std::map<std::string, std::string> World::twin_dump()
{
    std::map<std::string, std::string> dumps;
    for (const auto* table : tenant_tables) dumps[table] = dump(table, twin.id);
    return dumps;
}

std::string World::changes_in_twin()
{
    std::string changed;
    for (const auto& [table, text] : twin_dump())
        if (text != twin_before_[table]) changed += table + "\nbefore:\n" + twin_before_[table] + "now:\n" + text;
    return changed;
}

std::int64_t World::count(std::string_view table, const base::OrganisationId& organisation)
{
    const auto text = "SELECT COUNT(*) FROM " + std::string{table} + " WHERE organisation_id = $1";
    return kernel.database.read(sql::Reach::system("test"), [&](sql::Transaction& tx) {
        return tx.one(ad_hoc(text), organisation).value().integer(0);
    });
}

std::int64_t World::execute(const std::string& text)
{
    std::int64_t changed = 0;
    const auto done = in_system(kernel, [&](sql::Transaction& tx) { changed = tx.execute(ad_hoc(text)); });
    if (!done) throw std::logic_error("a test's statement cannot be refused");
    return changed;
}

std::vector<sql::Row> World::rows(const std::string& text)
{
    return kernel.database.read(sql::Reach::system("test"), [&](sql::Transaction& tx) { return tx.all(ad_hoc(text)); });
}

} // namespace assetbuddy::testing_support
