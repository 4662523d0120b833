#include <filesystem>
#include <iostream>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "access/schema.h"
#include "cli/commands.h"
#include "platform/clock/clock.h"
#include "platform/crypto/breached_passwords.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/password_hash.h"
#include "platform/files/s3_store.h"
#include "platform/mail/smtp.h"
#include "platform/sql/migrations.h"
#include "server/condition.h"
#include "server/keys.h"

namespace assetbuddy::cli {
namespace {

namespace fs = std::filesystem;
namespace sql = platform::sql;

enum class Health { fine, warning, broken };

struct Finding {
    std::string about;
    Health health;
    std::string words;
};

std::string_view to_text(Health health)
{
    switch (health) {
    case Health::fine:
        return "ok";
    case Health::warning:
        return "warning";
    case Health::broken:
        return "broken";
    }
    return "broken";
}

Finding check_data_directory(const server::Configuration& configuration)
{
    const auto& path = configuration.data_dir;
    if (!fs::exists(path))
        return {"data directory", Health::fine, fmt::format("{} will be made at the first start", path.string())};
    const auto permissions = fs::status(path).permissions();
    if ((permissions & fs::perms::others_read) != fs::perms::none)
        return {"data directory", Health::warning,
                fmt::format("{} can be read by everybody on this machine; run: chmod 700 {}", path.string(),
                            path.string())};
    return {"data directory", Health::fine, path.string()};
}

Finding check_key(const server::Configuration& configuration)
try {
    if (!fs::exists(configuration.key_file))
        return {"instance key", Health::fine,
                fmt::format("{} will be made at the first start; keep a copy apart from the backups",
                            configuration.key_file.string())};
    const auto key =
        platform::crypto::InstanceKey::open_or_create(configuration.key_file, platform::crypto::system_random());
    if (key.ids().size() > 1)
        return {"instance key", Health::fine,
                fmt::format("{} (ids {}): a new key is taking over, or waits for assetbuddy key rotate",
                            configuration.key_file.string(), fmt::join(key.ids(), ", "))};
    return {"instance key", Health::fine, fmt::format("{} (id {})", configuration.key_file.string(), key.id())};
} catch (const std::exception& fault) {
    return {"instance key", Health::broken, fault.what()};
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

Finding second_factor_finding(const server::Condition& condition)
{
    if (condition.organisations == 0) return {"second factor", Health::fine, "there is no organisation yet"};
    const auto without = condition.organisations - condition.owners_with_second_factor;
    const auto words =
        fmt::format("{} of {} set one up; {} for it from everybody", condition.owners_with_second_factor,
                    counted(condition.organisations, "Owner", "Owners"),
                    counted(condition.asking_for_second_factor, "organisation asks", "organisations ask"));
    if (without == 0) return {"second factor", Health::fine, words};
    return {"second factor", Health::warning, words + "; an Owner sets one up on the page Profile, under Security"};
}

Finding mails_finding(const server::Condition& condition)
{
    const auto words = fmt::format("{} after a failed try, {} given up on in the last week",
                                   counted(condition.mails_retried, "mail waits", "mails wait"),
                                   counted(condition.mails_failed, "was", "were"));
    if (condition.mails_retried + condition.mails_failed == 0) return {"mails", Health::fine, words};
    return {"mails", Health::warning, words + "; assetbuddy invitation list and the Users page say which, and why"};
}

/// A key that was replaced opens the backups made before: whoever reads this machine should not find it.
std::vector<Finding> check_former_keys(const server::Configuration& configuration)
{
    std::vector<Finding> findings;
    const auto& file = configuration.key_file;
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    std::error_code unreadable;
    for (const auto& each : fs::directory_iterator{folder, unreadable})
        if (each.path().filename().string().starts_with(file.filename().string() + ".former-"))
            findings.push_back({"instance key", Health::warning,
                                fmt::format("{} is an old key that backups need: move it to where you keep the copies "
                                            "of your keys",
                                            each.path().string())});
    return findings;
}

Finding rotation_finding(sql::Database& database)
{
    const auto state = server::find_key_state(database, platform::clock::SystemClock{}.now());
    if (!state.is_rotating) return {"key rotation", Health::fine, "none is under way"};
    return {"key rotation", Health::warning,
            fmt::format("key {} is taking over from {} ({} of {}){}{}; a server that runs, or assetbuddy key rotate, "
                        "goes on",
                        state.to, state.from, state.done, state.total, state.waits_for.empty() ? "" : ": ",
                        fmt::join(state.waits_for, "; "))};
}

/// Who reads the condition of an older schema is told of the schema alone.
std::vector<Finding> check_condition(sql::Database& database)
{
    const auto week_ago = platform::clock::SystemClock{}.now() - std::chrono::days{7};
    const auto condition = server::find_condition(database, week_ago);
    return {second_factor_finding(condition), mails_finding(condition), rotation_finding(database)};
}

std::vector<Finding> check_database(const server::Configuration& configuration)
try {
    const std::string file =
        configuration.database_url.starts_with("sqlite:") ? configuration.database_url.substr(7) : std::string{};
    if (!file.empty() && !fs::exists(file))
        return {{"database", Health::fine, fmt::format("{} will be made at the first start", file)}};
    const auto database =
        sql::Database::open({.url = configuration.database_url, .connections = 1, .access = sql::Access::read_only});
    database->ping();
    std::vector<Finding> findings{
        {"database", Health::fine,
         database->engine() == sql::Engine::sqlite ? "SQLite answers" : "PostgreSQL answers"}};
    const auto waiting = sql::pending(*database, access::schema());
    if (waiting.empty())
        findings.push_back({"schema", Health::fine, "up to date"});
    else
        findings.push_back({"schema", Health::warning,
                            fmt::format("{} steps behind; the server applies them when it starts", waiting.size())});
    if (waiting.empty())
        for (auto& finding : check_condition(*database)) findings.push_back(std::move(finding));
    for (auto& warning : database->warnings()) findings.push_back({"database", Health::warning, std::move(warning)});
    return findings;
} catch (const sql::DatabaseError& fault) {
    return {{"database", Health::broken, fault.what()}};
}

std::vector<Finding> check_addresses(const server::Configuration& configuration)
{
    std::vector<Finding> findings;
    const bool is_local = !configuration.base_url || configuration.base_url->starts_with("http://localhost");
    if (configuration.smtp && configuration.mail_from.contains("@localhost"))
        findings.push_back({"mail sender", Health::warning,
                            fmt::format("{} is no address mail servers believe; give --mail-from with one of your own "
                                        "domain",
                                        configuration.mail_from)});
    if (configuration.smtp && is_local)
        findings.push_back({"links in mails", Health::warning,
                            "they lead to this machine alone; give --base-url with the address people use"});
    else if (configuration.base_url && !is_local && !configuration.base_url->starts_with("https://"))
        findings.push_back({"links in mails", Health::warning,
                            fmt::format("{} is not encrypted; put HTTPS in front and give --base-url https://…",
                                        *configuration.base_url)});
    return findings;
}

Finding check_mail(const server::Configuration& configuration)
{
    if (!configuration.smtp)
        return {"mail", Health::warning,
                "no mail server is set up: mails are kept as files and reach nobody; give --smtp "
                "smtp://user:password@host:587"};
    const auto answer = platform::mail::SmtpClient{*configuration.smtp}.greet();
    if (answer.kind == platform::mail::SmtpAnswer::Kind::accepted)
        return {"mail", Health::fine, fmt::format("{}:{} answers", configuration.smtp->host, configuration.smtp->port)};
    return {
        "mail", Health::broken,
        fmt::format("{}:{} does not take mail: {}", configuration.smtp->host, configuration.smtp->port, answer.words)};
}

Finding check_files(const server::Configuration& configuration)
try {
    if (!configuration.files)
        return {"files", Health::fine, fmt::format("lie in {}", configuration.files_folder().string())};
    platform::files::S3Store store{configuration.files_folder(), *configuration.files};
    store.probe();
    return {"files", Health::fine, fmt::format("{} takes and gives back files", store.shown())};
} catch (const std::exception& fault) {
    return {"files", Health::broken,
            fmt::format("{}: {}; check --files and its access key, which must be allowed to put, get, list and delete "
                        "objects there",
                        configuration.files ? configuration.files->shown() : configuration.files_folder().string(),
                        fault.what())};
}

Finding check_clock()
{
    const auto now = platform::clock::SystemClock{}.now();
    const auto year = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(now)}.year();
    if (year < std::chrono::year{2026} || year > std::chrono::year{2100})
        return {"clock", Health::broken,
                fmt::format("says {}; set it, or invitations and sessions expire wrongly", base::to_rfc3339(now))};
    return {"clock", Health::fine, base::to_rfc3339(now)};
}

/// Section 4 of security.md: the largest cost that keeps a hash under a tenth of a second is proposed.
Finding check_password_cost()
{
    using platform::crypto::PasswordCost;
    platform::crypto::PasswordHasher strong{PasswordCost::strong, 1};
    const auto before = std::chrono::steady_clock::now();
    strong.hash("a password to measure with");
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before).count();
    const auto* proposal =
        took < 100 ? "--password-cost strong suits this machine" : "--password-cost standard suits this machine";
    return {"password hashing", Health::fine, fmt::format("a strong hash takes {} ms; {}", took, proposal)};
}

Finding check_breached_passwords(const server::Configuration& configuration)
try {
    if (!configuration.breached_passwords)
        return {"leaked passwords", Health::fine, "no list is given; --breached-passwords FILE refuses what it holds"};
    const platform::crypto::BreachedPasswords list{*configuration.breached_passwords};
    return {"leaked passwords", Health::fine,
            fmt::format("{}{}", configuration.breached_passwords->string(),
                        list.contains("password") ? "" : "; it does not even hold \"password\": is it sorted?")};
} catch (const std::exception& fault) {
    return {"leaked passwords", Health::warning, fmt::format("{}; no password is compared with it", fault.what())};
}

void print(const std::vector<Finding>& findings, Output output)
{
    boost::json::array list;
    for (const auto& finding : findings) {
        if (output == Output::json)
            list.push_back(boost::json::object{
                {"about", finding.about}, {"health", to_text(finding.health)}, {"detail", finding.words}});
        else
            std::cout << fmt::format("{:<8} {:<17} {}\n", to_text(finding.health), finding.about, finding.words);
    }
    if (output == Output::json) std::cout << boost::json::serialize(list) << "\n";
}

} // namespace

int doctor(const server::Configuration& configuration, Output output)
{
    std::vector<Finding> findings{check_data_directory(configuration), check_key(configuration)};
    for (auto& finding : check_former_keys(configuration)) findings.push_back(std::move(finding));
    for (auto& finding : check_database(configuration)) findings.push_back(std::move(finding));
    findings.push_back(check_mail(configuration));
    findings.push_back(check_files(configuration));
    for (auto& finding : check_addresses(configuration)) findings.push_back(std::move(finding));
    findings.push_back(check_clock());
    findings.push_back(check_password_cost());
    findings.push_back(check_breached_passwords(configuration));
    print(findings, output);
    const bool broken =
        std::ranges::any_of(findings, [](const auto& finding) { return finding.health == Health::broken; });
    return broken ? 1 : 0;
}

} // namespace assetbuddy::cli
