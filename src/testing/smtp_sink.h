#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace assetbuddy::testing_support {

/// How the mail server behaves. Default: takes everything, plain, on 127.0.0.1.
struct SmtpSinkOptions {
    enum class Tls { none, starttls, starttls_required, implicit } tls = Tls::none;
    /// For whom the certificate is made; it is signed by itself, see `ca_file()`.
    std::string certificate_name = "127.0.0.1";
    bool certificate_expired = false;
    std::string user = {};
    std::string password = {};
    /// Answers instead of the usual one, by step: "CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "END".
    /// "drop" closes the connection at that step; "swallow" at "END" takes the mail, answers nothing and closes.
    std::map<std::string, std::string> answers = {};
    /// The answers above apply to so many times each, then all is well; 0: for ever.
    int times = 0;
    /// Seconds to wait before the answer of each step.
    std::map<std::string, double> delays = {};
};

/// A mail server of its own process (python3-aiosmtpd) that writes what it takes into a folder.
class SmtpSink {
  public:
    struct Mail {
        std::string from; // of the envelope, like `to`
        std::vector<std::string> to;
        std::string bytes; // as they came over the wire, without the dots of dot-stuffing
    };

    explicit SmtpSink(const SmtpSinkOptions& options = {});
    ~SmtpSink();
    SmtpSink(const SmtpSink&) = delete;
    SmtpSink& operator=(const SmtpSink&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// `smtp://127.0.0.1:PORT` (smtps for implicit TLS), with user and password when there are any.
    [[nodiscard]] std::string url() const;
    /// The certificate to trust, when TLS is on.
    [[nodiscard]] std::filesystem::path ca_file() const { return folder_ / "certificate.pem"; }

    /// What was taken so far, in order of arrival.
    [[nodiscard]] std::vector<Mail> mails() const;
    /// Waits until so many were taken; returns what is there after at most `seconds`.
    [[nodiscard]] std::vector<Mail> wait_for(std::size_t count, double seconds = 10) const;
    /// How many connections were made.
    [[nodiscard]] int connections() const;

  private:
    SmtpSinkOptions options_;
    std::filesystem::path folder_;
    std::uint16_t port_ = 0;
    int process_ = -1;
    int input_ = -1; // the server ends when this is closed
};

} // namespace assetbuddy::testing_support
