#include "cli/run.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command_tree.h"
#include "cli/commands.h"
#include "platform/crypto/crypto.h"
#include "server/program.h"

namespace assetbuddy::cli {
namespace {

/// `--data-dir` is ASSETBUDDY_DATA_DIR in the environment and `data-dir=` in the file.
std::string environment_of(std::string flag)
{
    flag = flag.substr(2);
    std::ranges::transform(flag, flag.begin(), [](char letter) {
        return letter == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    });
    return "ASSETBUDDY_" + flag;
}

template <class Value>
void option(CLI::App& app, const std::string& flag, Value& value, const std::string& words)
{
    app.add_option(flag, value, words)->envname(environment_of(flag))->group("Options")->capture_default_str();
}

void add_options(CLI::App& app, server::Options& options)
{
    option(app, "--listen", options.listen, "ADDRESS:PORT to listen on; port 0 picks a free one");
    option(app, "--database", options.database,
           "sqlite:PATH or postgresql://… (default: a file in the data directory)");
    option(app, "--data-dir", options.data_dir, "directory of keys, kept mail and the SQLite file (default: data)");
    option(app, "--base-url", options.base_url,
           "address people reach this server under; https turns on secure cookies");
    option(app, "--smtp", options.smtp,
           "mail server: smtp://[user:password@]host:port or smtps://…; none: mail is kept as files");
    option(app, "--mail-from", options.mail_from, "sender of the mails");
    option(app, "--key-file", options.key_file, "instance key (default: key in the data directory)");
    option(app, "--files", options.files,
           "photos and documents: data (in the data directory) or s3://BUCKET/PREFIX?endpoint=https://…&region=…");
    option(app, "--files-key-id", options.files_key_id, "access key of that storage");
    option(app, "--files-secret", options.files_secret,
           "its secret: better in the environment or the configuration file, where other users do not see it");
    option(app, "--metrics-token", options.metrics_token, "bearer token that may read /metrics from elsewhere");
    option(app, "--breached-passwords", options.breached_passwords,
           "sorted file of SHA-1 digits of leaked passwords, which nobody may choose");
    option(app, "--trusted-proxies", options.trusted_proxies,
           "networks whose X-Forwarded-For is believed, with commas");
    option(app, "--sign-up", options.sign_up, "who may found an organisation: first, open or closed");
    option(app, "--send-limits", options.send_limits,
           "mails: an hour for one inviter, a day for one organisation, a day to one address");
    option(app, "--guess-limit", options.guess_limit, "wrong passwords and codes a minute from one address");
    option(app, "--max-connections-per-address", options.max_connections_per_address, "connections from one address");
    option(app, "--password-cost", options.password_cost, "standard or strong");
    option(app, "--workers", options.workers, "threads that answer requests (default: one per core, at least 4)");
    option(app, "--log-format", options.log_format, "text or json");
    app.add_flag("--demo", options.demo, "a mailbox at /mailbox and data of its own, on this machine only")
        ->envname("ASSETBUDDY_DEMO")
        ->group("Options");
    app.set_config("--config", "", "file of lines like listen=127.0.0.1:8080")->envname("ASSETBUDDY_CONFIG");
}

std::string one_line(std::string words)
{
    std::ranges::replace(words, '\n', ' ');
    return words;
}

bool is_typed(const std::vector<std::string>& words, const std::string& flag)
{
    return std::ranges::any_of(words, [&](const auto& word) { return word == flag || word.starts_with(flag + "="); });
}

/// The words typed, with the environment's options in front of them where no flag was typed: so a flag beats the
/// environment and the environment beats the file (CLI11 by itself lets the file win).
std::vector<std::string> with_environment(const CLI::App& app, int argc, char** argv)
{
    std::vector<std::string> words(argv, argv + argc);
    std::vector<std::string> from_environment;
    for (const auto* option : app.get_options()) {
        const auto& name = option->get_envname();
        const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
        if (value == nullptr || *value == '\0' || is_typed(words, option->get_name())) continue;
        from_environment.push_back(option->get_name() + "=" + value);
    }
    words.insert(words.begin() + std::min(argc, 1), from_environment.begin(), from_environment.end());
    return words;
}

} // namespace

int complain(const std::string& words, int code)
{
    std::cerr << "assetbuddy: " << one_line(words) << "\n";
    return code;
}

int run(int argc, char** argv)
try {
    platform::crypto::start();
    server::Options options;
    Wanted wanted;
    CLI::App app{"AssetBuddy: people, equipment and defects of an organisation, and proof of who did what.",
                 "assetbuddy"};
    app.set_help_flag("-h,--help", "say what can be given here");
    app.footer("Each command has --help of its own and takes these options too; most answer as JSON with --json.\n"
               "Exit codes: 0 fine, 2 bad usage or configuration, 1 anything else.");
    app.require_subcommand(0, 1);
    add_options(app, options);
    add_commands(app, wanted);
    try {
        const auto words = with_environment(app, argc, argv);
        std::vector<const char*> pointers;
        for (const auto& word : words) pointers.push_back(word.c_str());
        app.parse(static_cast<int>(pointers.size()), pointers.data());
    } catch (const CLI::Success& success) {
        return app.exit(success); // --help
    } catch (const CLI::ParseError& error) {
        return complain(std::string{error.what()} + "; see assetbuddy --help");
    }
    const auto configuration = server::checked(options);
    if (!configuration) return complain(configuration.error().detail);
    return wanted.command(*configuration);
} catch (const std::exception& fault) {
    return complain(fault.what(), 1);
}

} // namespace assetbuddy::cli
