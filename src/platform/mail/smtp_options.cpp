#include "platform/mail/smtp.h"

#include <charconv>

#include <curl/curl.h>

namespace assetbuddy::platform::mail {
namespace {

using base::refused;

constexpr std::string_view expected = "expected smtp://[user:password@]host:port, with ?starttls=optional where the "
                                      "server has no TLS, or smtps://[user:password@]host:port";

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

/// One decoded part of the URL, empty when it is not there.
std::string part(CURLU* url, CURLUPart which)
{
    char* text = nullptr;
    const auto decode = which == CURLUPART_USER || which == CURLUPART_PASSWORD ? CURLU_URLDECODE : 0U;
    if (curl_url_get(url, which, &text, decode) != CURLUE_OK) return {};
    std::string copy{text};
    curl_free(text);
    return copy;
}

base::Result<SmtpOptions> with_tls(SmtpOptions options, const std::string& scheme, const std::string& query)
{
    const bool loopback = is_loopback(options.host);
    if (scheme == "smtps") {
        if (!query.empty())
            return refused("invalid", "smtp", "smtps:// takes nothing after the port; remove ?" + query);
        options.tls = SmtpOptions::Tls::implicit;
        return options;
    }
    if (!query.empty() && query != "starttls=optional")
        return refused("invalid", "smtp", "unknown option ?" + query + "; the only one is ?starttls=optional");
    if (!query.empty() && !loopback && !options.user.empty())
        return refused("invalid", "smtp",
                       "a password is only sent inside TLS: remove ?starttls=optional, or the user and password");
    options.tls =
        loopback || !query.empty() ? SmtpOptions::Tls::starttls_when_offered : SmtpOptions::Tls::starttls_required;
    return options;
}

} // namespace

bool is_loopback(std::string_view host)
{
    if (host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || host == "::1") return true;
    return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

base::Result<SmtpOptions> SmtpOptions::parse(std::string_view text)
{
    const auto wrong = [] { return refused("invalid", "smtp", std::string{expected}); };
    const std::unique_ptr<CURLU, FreeUrl> url{curl_url()};
    if (curl_url_set(url.get(), CURLUPART_URL, std::string{text}.c_str(), 0) != CURLUE_OK) return wrong();

    const auto scheme = part(url.get(), CURLUPART_SCHEME);
    const auto path = part(url.get(), CURLUPART_PATH);
    if ((scheme != "smtp" && scheme != "smtps") || (!path.empty() && path != "/")) return wrong();

    SmtpOptions options;
    options.host = part(url.get(), CURLUPART_HOST);
    options.user = part(url.get(), CURLUPART_USER);
    options.password = part(url.get(), CURLUPART_PASSWORD);
    if (options.host.empty() || (options.user.empty() != options.password.empty())) return wrong();
    const auto port = part(url.get(), CURLUPART_PORT);
    options.port = scheme == "smtps" ? 465 : 25;
    if (!port.empty()) {
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), options.port);
        if (error != std::errc{} || end != port.data() + port.size() || options.port == 0) return wrong();
    }
    return with_tls(std::move(options), scheme, part(url.get(), CURLUPART_QUERY));
}

} // namespace assetbuddy::platform::mail
