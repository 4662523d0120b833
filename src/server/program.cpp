#include "server/program.h"

#include <csignal>
#include <iostream>

#include <pthread.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <boost/url/parse.hpp>

#include "access/sessions.h"
#include "defects/escalate.h"
#include "defects/summarise.h"
#include "documents/sweep.h"
#include "documents/tell_expiring.h"
#include "invitations/remind.h"
#include "invitations/run_imports.h"
#include "invitations/tell_failed.h"
#include "organisations/remove_unconfirmed.h"
#include "outbox/carriers.h"
#include "outbox/delivery.h"
#include "outbox/forgotten_mails.h"
#include "platform/crypto/crypto.h"
#include "platform/http/server.h"
#include "platform/log/log.h"
#include "platform/workers/worker_pool.h"
#include "server/admin.h"
#include "server/background.h"
#include "server/demo.h"
#include "server/letters.h"
#include "server/middleware.h"
#include "server/observed.h"
#include "server/routes.h"
#include "server/store.h"
#include "users/deactivate_ended.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
namespace log = platform::log;

using namespace std::chrono_literals;

constexpr auto drain_deadline = 10s;
constexpr std::int64_t clean_at_most = 5000;

std::string host_of(const std::string& base_url)
{
    const auto url = boost::urls::parse_uri(base_url);
    return url ? std::string{url->host()} : std::string{};
}

http::ServerOptions edge_options(const Configuration& configuration)
{
    http::ServerOptions options;
    options.address = configuration.address;
    options.port = configuration.port;
    options.host_names = {configuration.base_url ? host_of(*configuration.base_url) : "localhost"};
    options.trusted_proxies = configuration.trusted_proxies;
    options.import_paths = {"/api/v1/invitations/import", "/users/invite/import", "/api/v1/assets/import",
                            "/assets/import"};
    options.upload_paths = {"/documents", "/documents/*", "/defects/*/close-out", "/assets/*/report",
                            "/api/v1/uploads/*"};
    options.upload_folder = (configuration.data_dir / "files" / "incoming").string();
    options.connections_per_address = configuration.max_connections_per_address;
    return options;
}

std::string shown_address(const Configuration& configuration, std::uint16_t port)
{
    const bool six = configuration.address.find(':') != std::string::npos;
    return fmt::format("http://{}:{}", six ? "[" + configuration.address + "]" : configuration.address, port);
}

std::vector<Background::Duty> duties(access::Kernel& kernel, KeyKeeper& keys, const std::filesystem::path& kept_mail)
{
    return {
        {"instance key", 2s, [&keys] { keys.keep_up(); }},
        {"last uses", 5s, [&kernel] { access::write_last_uses(kernel); }},
        {"outlived rows", 60s,
         [&kernel] {
             const auto gone =
                 kernel.database.write(platform::sql::Reach::system("retention"),
                                       [&](platform::sql::Transaction& tx) -> base::Result<std::int64_t> {
                                           return store::delete_outlived(tx, kernel.clock.now(), clean_at_most);
                                       });
             if (gone && *gone > 0) log::info("retention.removed", {{"rows", *gone}});
         }},
        {"documents that expire", 60s,
         [&kernel] {
             if (const auto told = documents::tell_expiring(kernel); told > 0)
                 log::info("documents.expiring", {{"documents", told}});
         }},
        {"reminders of invitations", 60s,
         [&kernel] {
             if (const auto sent = invitations::send_reminders(kernel); sent > 0)
                 log::info("invitations.reminded", {{"mails", sent}});
         }},
        {"invitations that could not be delivered", 60s, [&kernel] { invitations::tell_failed(kernel); }},
        {"outlived imports", 600s, [&kernel] { invitations::remove_outlived_imports(kernel); }},
        {"outlived invitations", 600s,
         [&kernel] {
             if (const auto gone = invitations::remove_outlived(kernel); gone > 0)
                 log::info("invitations.removed", {{"rows", gone}});
         }},
        {"kept mails of erased people", 60s,
         [&kernel, kept_mail] { outbox::remove_forgotten_mails(kernel, kept_mail); }},
        {"files", 60s, [&kernel] { documents::sweep(kernel); }},
        {"files without a document", 3600s,
         [&kernel] {
             if (const auto gone = documents::sweep_orphans(kernel); gone > 0)
                 log::info("files.orphans_removed", {{"files", gone}});
         }},
        {"escalation of defects", 60s,
         [&kernel] {
             if (const auto told = defects::escalate(kernel); told > 0)
                 log::info("defects.escalated", {{"defects", told}});
         }},
        {"summaries of open defects", 60s,
         [&kernel] {
             if (const auto sent = defects::send_summaries(kernel); sent > 0)
                 log::info("defects.summarised", {{"people", sent}});
         }},
        {"last days of access", 60s, [&kernel] { users::deactivate_ended(kernel); }},
        {"unconfirmed sign-ups", 600s, [&kernel] { organisations::remove_unconfirmed(kernel); }},
    };
}

/// On a thread of its own, so that a long import holds nothing else up.
std::vector<Background::Duty> import_duty(access::Kernel& kernel, const std::string& worker, outbox::Courier& courier)
{
    return {{"imports", 500ms, [&kernel, &courier, worker] {
                 if (const auto rows = invitations::run_imports(kernel, worker); rows > 0) {
                     courier.wake();
                     log::info("invitations.imported", {{"rows", rows}});
                 }
             }}};
}

std::string worker_name()
{
    return fmt::format("{}-{}", ::getpid(),
                       platform::crypto::make_token(platform::crypto::system_random()).substr(0, 8));
}

/// Signals are taken by `wait_for_end` alone; every thread started later inherits the block.
void block_signals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

/// Until SIGTERM or SIGINT, or until the database takes no more writes (R-REL-4). True for a signal.
bool wait_for_end(const platform::sql::Database& database)
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
    const timespec second{.tv_sec = 1, .tv_nsec = 0};
    while (!database.has_failed()) {
        const int signal = sigtimedwait(&set, nullptr, &second);
        if (signal == SIGTERM || signal == SIGINT) return true;
    }
    return false;
}

std::unique_ptr<outbox::Carrier> carrier_of(const Configuration& configuration)
{
    if (configuration.smtp) return std::make_unique<outbox::SmtpCarrier>(*configuration.smtp);
    return std::make_unique<outbox::KeptCarrier>(platform::mail::KeptFolder{configuration.data_dir / "mail"});
}

int complain(const std::string& words)
{
    std::cerr << "assetbuddy: " << words << "\n";
    return 2;
}

} // namespace

int serve(const Configuration& configuration)
{
    block_signals();
    prctl(PR_SET_DUMPABLE, 0);
    log::start({.format = configuration.log_format == LogFormat::json ? log::Format::json : log::Format::text});

    const auto lock = DataLock::take(configuration);
    if (!lock)
        return complain(
            fmt::format("another server already uses {}; stop it first, or give this one its own --data-dir",
                        configuration.data_dir.string()));
    auto opened = World::open(configuration, Schema::migrate, platform::sql::Access::read_write);
    if (!opened) return complain(opened.error().detail);
    auto& world = **opened;
    auto& kernel = world.kernel();

    platform::workers::WorkerPool workers{{.running = configuration.workers}};
    Observed observed{configuration.metrics_token};
    const auto carrier = carrier_of(configuration);
    outbox::Courier courier{
        kernel,
        compose_letter(kernel, configuration.mail_from),
        *carrier,
        {.worker_id = worker_name(),
         .report = [&observed](const outbox::Report& report) { observed.note(report); },
         .fault = [](std::string_view words) { log::error("mail.round_failed", {{"what", words}}); }}};
    const auto people = configuration.demo ? prepare_demo(kernel) : std::vector<DemoPerson>{};
    auto router =
        make_router({kernel, observed, people, configuration.data_dir / "mail", [&courier] { courier.wake(); }});
    http::Server edge{
        edge_options(configuration),
        {.handle = [&](http::Request& request) { return router(request); },
         .refuse = [&](int status, const std::string& code,
                       const http::Request& request) { return answer_refusal(status, code, request, kernel); },
         .finished = [&](const http::Request& request, const http::Response& response,
                         std::chrono::microseconds took) { observed.note(request, response, took); },
         .on_fault = [&](const std::exception& fault,
                         const http::Request& request) { return answer_fault(fault, request, kernel); }},
        workers};
    try {
        edge.bind();
    } catch (const std::exception& fault) {
        return complain(fault.what());
    }
    if (kernel.policy.base_url.empty()) kernel.policy.base_url = fmt::format("http://localhost:{}", edge.port());
    courier.start();
    const Background background{duties(kernel, world.keys(), configuration.data_dir / "mail")};
    const Background importing{import_duty(kernel, worker_name(), courier)};
    const AdminSocket admin{configuration.admin_socket(), kernel, world.keys()};
    edge.start();
    const auto address = shown_address(configuration, edge.port());
    for (const auto& person : people)
        std::cout << fmt::format("{:<11} {:<22} {}\n", person.called, person.email, person.password);
    std::cout << "listening on " << address << std::endl;
    log::info("server.started", {{"address", address}, {"base_url", kernel.policy.base_url}});

    const bool asked = wait_for_end(world.database());
    const auto cut = edge.stop(drain_deadline);
    courier.stop();
    access::write_last_uses(kernel);
    log::info("server.stopped", {{"cut", static_cast<std::int64_t>(cut)}});
    log::stop();
    return asked ? 0 : 1;
}

} // namespace assetbuddy::server
