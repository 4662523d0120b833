#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/mail/message.h"

namespace assetbuddy::platform::mail {

/// `--smtp` as contract.md writes it.
struct SmtpOptions {
    std::string host;
    std::uint16_t port = 25;
    std::string user = {};
    std::string password = {};
    enum class Tls { implicit, starttls_required, starttls_when_offered } tls = Tls::starttls_required;
    /// A file of certificates to trust instead of the system's.
    std::string ca_file = {};
    /// R-MAIL-3, RFC 5321 4.5.3.2: TCP and TLS; greeting and each command; the answer after the last line; all
    /// together.
    std::chrono::milliseconds connect_timeout{30'000};
    std::chrono::milliseconds command_timeout{300'000};
    std::chrono::milliseconds end_timeout{600'000};
    std::chrono::milliseconds total_timeout{900'000};
    /// Reads the URL. Errors: invalid with one line that says what is wrong and how to mend it.
    static base::Result<SmtpOptions> parse(std::string_view url);
};

/// This machine by name or number: passwords may travel there without TLS.
bool is_loopback(std::string_view host);

struct SmtpAnswer {
    /// temporary: this mail later. permanent: this mail never. host_down: no mail goes there at present (no
    /// connection, 421, refused greeting, name or password refused).
    enum class Kind { accepted, temporary, permanent, host_down } kind;
    /// The server's own last line, or what went wrong on the way; cleaned of controls, at most 300 characters.
    std::string words;
};

/// Speaks SMTP through libcurl and keeps the connection between messages. Not thread-safe: one worker, one client.
class SmtpClient {
  public:
    explicit SmtpClient(SmtpOptions options);
    ~SmtpClient();
    SmtpClient(const SmtpClient&) = delete;
    SmtpClient& operator=(const SmtpClient&) = delete;
    SmtpAnswer send(const Message& message);
    /// Connects, secures, signs in and says NOOP, without sending anything: for `doctor`.
    SmtpAnswer greet();
    /// From any thread: ends the mail under way as a temporary failure unless its last line has been sent, and
    /// refuses further ones.
    void abandon();

  private:
    struct Session;
    std::unique_ptr<Session> session_;
};

} // namespace assetbuddy::platform::mail
