#include "server/configuration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include <arpa/inet.h>

#include <boost/url/parse.hpp>
#include <fmt/format.h>

#include "base/email_address.h"
#include "platform/mail/message.h"

namespace assetbuddy::server {
namespace {

std::unexpected<base::Error> wrong(std::string detail)
{
    return base::refused("invalid", {}, std::move(detail));
}

template <class Number>
std::optional<Number> read_number(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        auto part = text.substr(0, comma);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

base::Done read_listen(const std::string& listen, Configuration& configuration)
{
    const auto colon = listen.rfind(':');
    const auto port = colon == std::string::npos
                          ? std::nullopt
                          : read_number<std::uint16_t>(std::string_view{listen}.substr(colon + 1));
    auto address = listen.substr(0, std::min(colon, listen.size()));
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    if (address == "localhost") address = "127.0.0.1";
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    const bool numeric = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1 ||
                         inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
    if (!port || !numeric)
        return wrong(
            fmt::format("--listen {} is not ADDRESS:PORT; write for example 127.0.0.1:8080 or [::]:8080", listen));
    configuration.address = address;
    configuration.port = *port;
    return {};
}

base::Done read_base_url(const std::string& text, Configuration& configuration)
{
    if (text.empty()) {
        if (is_loopback(configuration.address)) return {};
        return wrong(
            "--base-url is missing: when listening beyond this machine, say under which address people reach it, "
            "for example --base-url https://assets.example.org");
    }
    const auto url = boost::urls::parse_uri(text);
    const bool fits = url.has_value() && (url->scheme() == "https" || url->scheme() == "http") &&
                      !url->host().empty() && (url->path().empty() || url->path() == "/") && !url->has_query() &&
                      !url->has_fragment() && !url->has_userinfo();
    if (!fits)
        return wrong(fmt::format(
            "--base-url {} does not do; write scheme and host only, for example https://assets.example.org", text));
    configuration.base_url = text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
    return {};
}

base::Done read_send_limits(const std::string& text, Configuration& configuration)
{
    const auto parts = split(text);
    std::array<std::int64_t, 3> numbers{};
    bool fits = parts.size() == numbers.size();
    for (std::size_t i = 0; fits && i < numbers.size(); ++i) {
        const auto number = read_number<std::int64_t>(parts[i]);
        fits = number && *number >= 1;
        if (fits) numbers[i] = *number;
    }
    if (!fits)
        return wrong(
            fmt::format("--send-limits {} does not do; write three numbers of 1 or more: an hour for one inviter, a "
                        "day for one organisation, a day to one address, for example 200,5000,5",
                        text));
    configuration.send_limits = {numbers[0], numbers[1], numbers[2]};
    return {};
}

base::Done read_choices(const Options& options, Configuration& configuration)
{
    using access::SignUp;
    using platform::crypto::PasswordCost;
    if (options.sign_up == "first")
        configuration.sign_up = SignUp::first;
    else if (options.sign_up == "open")
        configuration.sign_up = SignUp::open;
    else if (options.sign_up == "closed")
        configuration.sign_up = SignUp::closed;
    else
        return wrong(fmt::format("--sign-up {} is unknown; choose first, open or closed", options.sign_up));

    if (options.password_cost == "standard")
        configuration.password_cost = PasswordCost::standard;
    else if (options.password_cost == "strong")
        configuration.password_cost = PasswordCost::strong;
    else
        return wrong(fmt::format("--password-cost {} is unknown; choose standard or strong", options.password_cost));

    if (options.log_format == "text")
        configuration.log_format = LogFormat::text;
    else if (options.log_format == "json")
        configuration.log_format = LogFormat::json;
    else
        return wrong(fmt::format("--log-format {} is unknown; choose text or json", options.log_format));
    return {};
}

base::Done read_numbers(const Options& options, Configuration& configuration)
{
    if (options.guess_limit < 1 || options.guess_limit > 1'000'000)
        return wrong("--guess-limit must be from 1 to 1000000 wrong guesses a minute");
    if (options.max_connections_per_address < 1 || options.max_connections_per_address > 4096)
        return wrong("--max-connections-per-address must be from 1 to 4096");
    if (options.workers < 0 || options.workers > 256) return wrong("--workers must be from 1 to 256");
    configuration.guess_limit = options.guess_limit;
    configuration.max_connections_per_address = static_cast<std::size_t>(options.max_connections_per_address);
    configuration.workers = options.workers > 0 ? static_cast<std::size_t>(options.workers)
                                                : std::max<std::size_t>(4, std::thread::hardware_concurrency());
    return {};
}

bool is_network(const std::string& text)
{
    const auto slash = text.find('/');
    const auto address = text.substr(0, slash);
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    const bool four = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
    const bool six = !four && inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
    if (!four && !six) return false;
    if (slash == std::string::npos) return true;
    const auto bits = read_number<unsigned>(std::string_view{text}.substr(slash + 1));
    return bits && *bits <= (four ? 32U : 128U);
}

base::Done read_proxies(const std::string& text, Configuration& configuration)
{
    configuration.trusted_proxies = split(text);
    for (const auto& network : configuration.trusted_proxies)
        if (!is_network(network))
            return wrong(
                fmt::format("--trusted-proxies: {} is no network; write for example 10.0.0.0/8 or 192.0.2.5", network));
    return {};
}

base::Done read_mail(const Options& options, Configuration& configuration)
{
    const auto address = platform::mail::address_of(options.mail_from);
    if (!address.ends_with("@localhost") && !base::EmailAddress::parse(address))
        return wrong("--mail-from is no mailbox; write for example \"AssetBuddy <no-reply@example.org>\"");
    configuration.mail_from = options.mail_from;
    if (options.smtp.empty()) return {};
    auto smtp = platform::mail::SmtpOptions::parse(options.smtp);
    if (!smtp) return wrong("--smtp does not do: " + smtp.error().detail);
    configuration.smtp = *smtp;
    return {};
}

base::Done read_files(const Options& options, Configuration& configuration)
{
    if (options.files == "data") return {};
    auto s3 = platform::files::S3Options::parse(options.files, options.files_key_id, options.files_secret);
    if (!s3) return wrong("--files does not do: " + s3.error().detail);
    configuration.files = *std::move(s3);
    return {};
}

base::Done read_places(const Options& options, Configuration& configuration)
{
    if (options.demo && !is_loopback(configuration.address))
        return wrong(
            "--demo shows every mail it sends, so it listens on this machine only; use --listen 127.0.0.1:8080");
    configuration.demo = options.demo;
    configuration.data_dir = !options.data_dir.empty() ? options.data_dir : options.demo ? "data/demo" : "data";
    configuration.key_file =
        options.key_file.empty() ? configuration.data_dir / "key" : std::filesystem::path{options.key_file};
    configuration.database_url =
        options.database.empty() ? "sqlite:" + (configuration.data_dir / "assetbuddy.db").string() : options.database;
    const auto& url = configuration.database_url;
    if (!url.starts_with("sqlite:") && !url.starts_with("postgresql://") && !url.starts_with("postgres://"))
        return wrong("--database must start with sqlite: or postgresql://, for example sqlite:data/assetbuddy.db");
    if (url == "sqlite:") return wrong("--database sqlite: needs a path, for example sqlite:data/assetbuddy.db");
    return {};
}

} // namespace

bool is_loopback(std::string_view address)
{
    return address == "::1" || address == "localhost" || address.starts_with("127.");
}

base::Result<Configuration> checked(const Options& options)
{
    Configuration configuration;
    configuration.metrics_token = options.metrics_token;
    if (!options.breached_passwords.empty()) configuration.breached_passwords = options.breached_passwords;
    if (auto done = read_listen(options.listen, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_places(options, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_files(options, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_base_url(options.base_url, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_mail(options, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_proxies(options.trusted_proxies, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_send_limits(options.send_limits, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_choices(options, configuration); !done) return std::unexpected(done.error());
    if (auto done = read_numbers(options, configuration); !done) return std::unexpected(done.error());
    return configuration;
}

} // namespace assetbuddy::server
