#include "server/program.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "access/schema.h"
#include "access/upgrade.h"
#include "companies/link_backlog.h"
#include "platform/crypto/crypto.h"
#include "platform/files/s3_store.h"
#include "platform/log/log.h"
#include "platform/sql/migrations.h"
#include "server/reactions.h"

namespace assetbuddy::server {
namespace {

namespace fs = std::filesystem;
namespace sql = platform::sql;

constexpr std::size_t read_connections = 8;

std::unexpected<base::Error> wrong(std::string detail)
{
    std::ranges::replace(detail, '\n', ' ');
    return base::refused("invalid", {}, std::move(detail));
}

/// Only we may look into it: it holds the key, the database and kept mail.
void make_private_directory(const fs::path& path)
{
    if (path.empty() || fs::exists(path)) return;
    fs::create_directories(path);
    fs::permissions(path, fs::perms::owner_all, fs::perm_options::replace);
}

std::size_t cores()
{
    return std::max(1U, std::thread::hardware_concurrency());
}

std::unique_ptr<platform::files::Store> open_files(const Configuration& configuration)
{
    if (configuration.files)
        return std::make_unique<platform::files::S3Store>(configuration.files_folder(), *configuration.files);
    return std::make_unique<platform::files::FolderStore>(configuration.files_folder());
}

/// R-AUTH-4: a list that cannot be used stops nobody from signing in.
std::unique_ptr<platform::crypto::BreachedPasswords> open_breached_passwords(const Configuration& configuration)
try {
    if (!configuration.breached_passwords) return nullptr;
    return std::make_unique<platform::crypto::BreachedPasswords>(*configuration.breached_passwords);
} catch (const std::exception& fault) {
    platform::log::warning("breached_passwords.unused", {{"what", fault.what()}});
    return nullptr;
}

} // namespace

std::unique_ptr<DataLock> DataLock::take(const Configuration& configuration)
{
    make_private_directory(configuration.data_dir);
    const int descriptor = ::open(configuration.lock_file().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return nullptr;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return nullptr;
    }
    return std::unique_ptr<DataLock>{new DataLock{descriptor}};
}

DataLock::~DataLock()
{
    ::close(descriptor_);
}

World::World(const Configuration& configuration, std::unique_ptr<sql::Database> database,
             platform::crypto::InstanceKey key)
    : database_(std::move(database)), key_(std::move(key)), files_(open_files(configuration)),
      hasher_(configuration.password_cost, cores()), guesses_(configuration.guess_limit),
      breached_passwords_(open_breached_passwords(configuration)),
      kernel_{.database = *database_,
              .key = key_,
              .random = platform::crypto::system_random(),
              .clock = clock_,
              .hasher = hasher_,
              .guesses = guesses_,
              .last_uses = last_uses_,
              .policy = {.base_url = configuration.base_url.value_or(""),
                         .sign_up = configuration.demo ? access::SignUp::open : configuration.sign_up,
                         .send_limits = configuration.send_limits,
                         .has_mail_server = configuration.smtp.has_value(),
                         .demo = configuration.demo},
              .react = server::react,
              .breached_passwords = breached_passwords_.get(),
              .files = files_.get()},
      keys_(kernel_, key_, configuration.key_file, {})
{}

base::Result<std::unique_ptr<World>> World::open(const Configuration& configuration, Schema schema, sql::Access access)
try {
    make_private_directory(configuration.data_dir);
    auto key = platform::crypto::InstanceKey::open_or_create(configuration.key_file, platform::crypto::system_random());
    auto database =
        sql::Database::open({.url = configuration.database_url, .connections = read_connections, .access = access});
    const platform::clock::SystemClock clock;
    if (schema == Schema::migrate) access::upgrade(*database, clock.now());
    if (const auto waiting = sql::pending(*database, access::schema()); !waiting.empty())
        return wrong("the database has an older schema; run: assetbuddy migrate");
    std::unique_ptr<World> world{new World{configuration, std::move(database), std::move(key)}};
    if (auto held = world->keys_.take_up(access); !held) return wrong(held.error().detail);
    if (schema == Schema::migrate) companies::link_backlog(world->kernel_);
    return world;
} catch (const std::exception& fault) {
    return wrong(fault.what());
}

} // namespace assetbuddy::server
