#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "access/kernel.h"
#include "base/result.h"
#include "platform/crypto/password_hash.h"
#include "platform/files/s3_options.h"
#include "platform/mail/smtp.h"

namespace assetbuddy::server {

enum class LogFormat { text, json };

/// The options of `serve` as typed (contract.md "Commands"); flag beats environment beats file.
struct Options {
    std::string listen = "127.0.0.1:8080";
    std::string database; // empty: sqlite:DATA_DIR/assetbuddy.db
    std::string data_dir; // empty: data, with --demo data/demo
    std::string base_url;
    std::string smtp;
    std::string mail_from = "AssetBuddy <no-reply@localhost>";
    std::string key_file;       // empty: DATA_DIR/key
    std::string files = "data"; // data: DATA_DIR/files; else s3://…
    std::string files_key_id;
    std::string files_secret;
    std::string metrics_token;
    std::string trusted_proxies; // comma-separated networks
    std::string sign_up = "first";
    std::string send_limits = "200,5000,5";
    std::int64_t guess_limit = 60;
    std::int64_t max_connections_per_address = 256;
    std::string password_cost = "standard";
    std::string breached_passwords; // a file; empty: none
    std::int64_t workers = 0;       // 0: one per core, at least 4
    std::string log_format = "text";
    bool demo = false;
};

/// What the options mean, checked.
struct Configuration {
    std::string address;
    std::uint16_t port = 0;
    std::string database_url;
    std::filesystem::path data_dir;
    std::filesystem::path key_file;
    std::optional<std::string> base_url; // none: http://localhost:PORT once the port is known
    std::optional<platform::mail::SmtpOptions> smtp;
    std::string mail_from;
    /// Where photos and documents lie; none: DATA_DIR/files.
    std::optional<platform::files::S3Options> files;
    std::string metrics_token;
    std::vector<std::string> trusted_proxies;
    access::SignUp sign_up = access::SignUp::first;
    access::SendLimits send_limits;
    std::int64_t guess_limit = 60;
    std::size_t max_connections_per_address = 256;
    platform::crypto::PasswordCost password_cost = platform::crypto::PasswordCost::standard;
    /// R-AUTH-4; a file that cannot be used is a warning at the start, not a refusal.
    std::optional<std::filesystem::path> breached_passwords;
    std::size_t workers = 4;
    LogFormat log_format = LogFormat::text;
    bool demo = false;

    [[nodiscard]] std::filesystem::path files_folder() const { return data_dir / "files"; }
    [[nodiscard]] std::filesystem::path lock_file() const { return data_dir / "server.lock"; }
    [[nodiscard]] std::filesystem::path admin_socket() const { return data_dir / "admin.sock"; }
};

/// Errors: invalid; `detail` is one line that says what is wrong and how to mend it (exit code 2).
base::Result<Configuration> checked(const Options& options);

bool is_loopback(std::string_view address);

} // namespace assetbuddy::server
