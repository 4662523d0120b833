#pragma once

#include <chrono>
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
    std::chrono::seconds connect_timeout{30};
    std::chrono::seconds total_timeout{900};
    /// Reads the URL. Errors: invalid with one line that says what is wrong and how to mend it.
    static base::Result<SmtpOptions> parse(std::string_view url);
};

struct SmtpAnswer {
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

  private:
    struct Session;
    std::unique_ptr<Session> session_;
};

} // namespace assetbuddy::platform::mail
