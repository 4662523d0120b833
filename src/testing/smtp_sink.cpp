#include "testing/smtp_sink.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assetbuddy::testing_support {
namespace {

namespace fs = std::filesystem;

std::string_view name_of(SmtpSinkOptions::Tls tls)
{
    switch (tls) {
    case SmtpSinkOptions::Tls::none:
        break;
    case SmtpSinkOptions::Tls::starttls:
        return "starttls";
    case SmtpSinkOptions::Tls::starttls_required:
        return "starttls_required";
    case SmtpSinkOptions::Tls::implicit:
        return "implicit";
    }
    return "none";
}

std::string to_json(const SmtpSinkOptions& options, const fs::path& folder)
{
    return boost::json::serialize(boost::json::object{{"folder", folder.string()},
                                                      {"tls", name_of(options.tls)},
                                                      {"certificate_name", options.certificate_name},
                                                      {"certificate_expired", options.certificate_expired},
                                                      {"user", options.user},
                                                      {"password", options.password},
                                                      {"answers", boost::json::value_from(options.answers)},
                                                      {"times", options.times},
                                                      {"delays", boost::json::value_from(options.delays)}});
}

fs::path make_folder()
{
    auto pattern = (fs::temp_directory_path() / "assetbuddy-smtp-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the mail server");
    return pattern;
}

std::string content_of(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

SmtpSink::Mail read_mail(const fs::path& file)
{
    auto content = content_of(file);
    const auto end = content.find('\n');
    const auto head = boost::json::parse(content.substr(0, end)).as_object();
    return {boost::json::value_to<std::string>(head.at("from")),
            boost::json::value_to<std::vector<std::string>>(head.at("to")), content.substr(end + 1)};
}

std::string percent_encoded(std::string_view text)
{
    std::string encoded;
    for (const char c : text) encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return encoded;
}

/// What the server prints first.
std::string first_line(int descriptor)
{
    std::string line;
    char c = 0;
    while (::read(descriptor, &c, 1) == 1 && c != '\n') line += c;
    return line;
}

} // namespace

SmtpSink::SmtpSink(const SmtpSinkOptions& options) : options_(options), folder_(make_folder())
{
    const auto json = to_json(options, folder_);
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    // Close-on-exec, so that no other child keeps the server's standard input open and the server alive.
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipes for the mail server");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        ::execl("/usr/bin/python3", "python3", "-W", "ignore", SMTP_SINK_SCRIPT, json.c_str(),
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    const auto port = process_ < 0 ? std::string{} : first_line(output[0]);
    ::close(output[0]);
    if (port.empty())
        throw std::runtime_error("the mail server for tests did not start; is python3-aiosmtpd installed?");
    port_ = static_cast<std::uint16_t>(std::stoi(port));
}

SmtpSink::~SmtpSink()
{
    ::close(input_);
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string SmtpSink::url() const
{
    const auto scheme = options_.tls == SmtpSinkOptions::Tls::implicit ? "smtps://" : "smtp://";
    const auto user = options_.user.empty()
                          ? std::string{}
                          : percent_encoded(options_.user) + ":" + percent_encoded(options_.password) + "@";
    return scheme + user + "127.0.0.1:" + std::to_string(port_);
}

std::vector<SmtpSink::Mail> SmtpSink::mails() const
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder_})
        if (entry.path().extension() == ".mail") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Mail> all;
    std::ranges::transform(files, std::back_inserter(all), read_mail);
    return all;
}

std::vector<SmtpSink::Mail> SmtpSink::wait_for(std::size_t count, double seconds) const
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (true) {
        auto all = mails();
        if (all.size() >= count || std::chrono::steady_clock::now() > end) return all;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

int SmtpSink::connections() const
{
    const auto text = content_of(folder_ / "connections");
    return text.empty() ? 0 : std::stoi(text);
}

} // namespace assetbuddy::testing_support
