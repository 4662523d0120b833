#include "platform/mail/smtp.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <stdexcept>

#include <curl/curl.h>

#include "base/text.h"

namespace assetbuddy::platform::mail {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = SmtpAnswer::Kind;

constexpr std::size_t longest_words = 300;
/// Many servers end a connection after some 100 mails; ending it ourselves spares a lost try.
constexpr int mails_per_connection = 90;

std::size_t drop_bytes(char*, std::size_t size, std::size_t count, void*)
{
    return size * count;
}

struct EndCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void start_curl()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl cannot be started");
    });
}

/// libcurl puts addresses on the wire as they are (R-MAIL-6): only what cannot end a command goes there.
bool is_envelope_address(std::string_view address)
{
    const auto at = address.rfind('@');
    return at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.size() <= 254 &&
           std::ranges::all_of(address,
                               [](char c) { return c > 0x20 && c < 0x7f && !std::strchr("<>\"\\(),:;[]", c); });
}

std::string cleaned(std::string_view words)
{
    std::string clean;
    for (const char c : words) clean += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    if (!base::is_utf8(clean))
        std::ranges::replace_if(clean, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    while (clean.ends_with(' ')) clean.pop_back();
    if (clean.size() <= longest_words) return clean;
    clean.resize(longest_words);
    while (!clean.empty() && !base::is_utf8(clean)) clean.pop_back();
    return clean;
}

/// How far the conversation has come: what a refusal or a silence means depends on it.
enum class Stage { connecting, greeting, hello, securing, signing_in, mail, recipient, data, content };

/// One mail's conversation, written down while it goes on.
struct Conversation {
    const std::string& bytes;
    const SmtpOptions& options;
    const std::atomic<bool>& abandoned;
    CURL* curl = nullptr;
    std::size_t read = 0;
    Stage stage = Stage::connecting;
    std::string last_line = {};
    Clock::time_point begun = Clock::now();
    Clock::time_point heard = begun;
    bool too_slow = false;
    bool taking_leave = false;

    void note_line(std::string_view line)
    {
        heard = Clock::now();
        if (taking_leave) return;
        if (stage == Stage::connecting) stage = Stage::greeting;
        // "250-..." is followed by more; only the last line of an answer counts.
        if (line.size() >= 3 && (line.size() == 3 || line[3] != '-')) last_line = line;
    }
    void note_command(std::string_view line)
    {
        heard = Clock::now();
        if (line.starts_with("EHLO") || line.starts_with("HELO"))
            stage = Stage::hello;
        else if (line.starts_with("STARTTLS"))
            stage = Stage::securing;
        else if (line.starts_with("AUTH"))
            stage = Stage::signing_in;
        else if (line.starts_with("MAIL FROM"))
            stage = Stage::mail;
        else if (line.starts_with("RCPT TO"))
            stage = Stage::recipient;
        else if (line.starts_with("DATA"))
            stage = Stage::data;
        // libcurl says it after a refusal; the answer to it is not the one that counts.
        else if (line.starts_with("QUIT"))
            taking_leave = true;
    }
    [[nodiscard]] bool all_sent() const { return stage == Stage::content && read == bytes.size(); }
    [[nodiscard]] std::chrono::milliseconds patience() const
    {
        if (stage == Stage::connecting) {
            curl_off_t connected = 0;
            curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME_T, &connected);
            return connected == 0 ? options.connect_timeout : options.connect_timeout + options.command_timeout;
        }
        return all_sent() ? options.end_timeout : options.command_timeout;
    }
    [[nodiscard]] int code() const
    {
        if (last_line.size() < 3 ||
            !std::all_of(last_line.begin(), last_line.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }))
            return 0;
        return (last_line[0] - '0') * 100 + (last_line[1] - '0') * 10 + (last_line[2] - '0');
    }
};

std::size_t give_bytes(char* into, std::size_t size, std::size_t count, void* of)
{
    auto& conversation = *static_cast<Conversation*>(of);
    conversation.stage = Stage::content;
    conversation.heard = Clock::now();
    const auto part = std::min(size * count, conversation.bytes.size() - conversation.read);
    std::memcpy(into, conversation.bytes.data() + conversation.read, part);
    conversation.read += part;
    return part;
}

int listen(CURL*, curl_infotype type, char* text, std::size_t size, void* of)
{
    auto& conversation = *static_cast<Conversation*>(of);
    std::string_view line{text, size};
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (type == CURLINFO_HEADER_IN) conversation.note_line(line);
    if (type == CURLINFO_HEADER_OUT) conversation.note_command(line);
    return 0;
}

/// Called by libcurl at least once a second; 1 ends the transfer.
int keep_patience(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    auto& conversation = *static_cast<Conversation*>(of);
    if (conversation.abandoned && !conversation.all_sent()) return 1;
    conversation.too_slow = Clock::now() - conversation.heard > conversation.patience();
    return conversation.too_slow ? 1 : 0;
}

SmtpAnswer refused_by_server(const Conversation& conversation)
{
    auto words = cleaned(conversation.last_line);
    const auto code = conversation.code();
    // Before MAIL nothing is about this mail; 421 closes the house; 530 at any verb asks for a sign-in we have not got.
    if (conversation.stage < Stage::mail || code == 421 || code == 530) {
        const bool about_tls = conversation.stage == Stage::securing;
        return {about_tls ? Kind::temporary : Kind::host_down, std::move(words)};
    }
    return {code >= 500 ? Kind::permanent : Kind::temporary, std::move(words)};
}

SmtpAnswer lost_on_the_way(const Conversation& conversation, CURLcode result, const char* detail)
{
    if (conversation.abandoned) return {Kind::temporary, "The program was stopped while the mail was being sent."};
    if (conversation.too_slow || result == CURLE_OPERATION_TIMEDOUT)
        return {conversation.stage < Stage::mail ? Kind::host_down : Kind::temporary,
                "The mail server did not answer in time."};
    auto words = cleaned(*detail != '\0' ? detail : curl_easy_strerror(result));
    const bool about_tls = result == CURLE_SSL_CONNECT_ERROR || result == CURLE_PEER_FAILED_VERIFICATION ||
                           result == CURLE_USE_SSL_FAILED || result == CURLE_SSL_CACERT_BADFILE;
    return {!about_tls && conversation.stage < Stage::mail ? Kind::host_down : Kind::temporary, std::move(words)};
}

SmtpAnswer judged(const Conversation& conversation, CURLcode result, const char* detail)
{
    if (result == CURLE_OK) return {Kind::accepted, cleaned(conversation.last_line)};
    const bool about_tls = result == CURLE_USE_SSL_FAILED || result == CURLE_PEER_FAILED_VERIFICATION;
    if (conversation.code() >= 400 && !about_tls && !conversation.too_slow && !conversation.abandoned)
        return refused_by_server(conversation);
    return lost_on_the_way(conversation, result, detail);
}

} // namespace

struct SmtpClient::Session {
    explicit Session(SmtpOptions given) : options(std::move(given))
    {
        start_curl();
        curl.reset(curl_easy_init());
        if (!curl) throw std::bad_alloc{};
        set_up();
    }

    template <class Value>
    void set(CURLoption option, Value value)
    {
        // The only failures are options this libcurl was built without; the program cannot run with such a one.
        if (curl_easy_setopt(curl.get(), option, value) != CURLE_OK)
            throw std::runtime_error("libcurl lacks what sending mail needs");
    }

    void set_up()
    {
        const auto scheme = options.tls == SmtpOptions::Tls::implicit ? "smtps://" : "smtp://";
        set(CURLOPT_URL, (scheme + options.host + ":" + std::to_string(options.port)).c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_USE_SSL,
            static_cast<long>(options.tls == SmtpOptions::Tls::starttls_when_offered ? CURLUSESSL_TRY
                                                                                     : CURLUSESSL_ALL));
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
        if (!options.user.empty()) {
            set(CURLOPT_USERNAME, options.user.c_str());
            set(CURLOPT_PASSWORD, options.password.c_str());
        }
        // libcurl counts greeting and TLS into connecting; the finer limits are kept by keep_patience.
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>((options.connect_timeout + options.command_timeout).count()));
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT,
            static_cast<long>(std::chrono::ceil<std::chrono::seconds>(options.end_timeout).count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_timeout.count()));
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &give_bytes);
        set(CURLOPT_WRITEFUNCTION, &drop_bytes); // libcurl prints answers to stdout otherwise
        set(CURLOPT_VERBOSE, 1L);
        set(CURLOPT_DEBUGFUNCTION, &listen);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &keep_patience);
        set(CURLOPT_ERRORBUFFER, error.data());
    }

    SmtpAnswer talk(const std::string& bytes, const std::string& from, const std::string& to, bool afresh, bool& reused)
    {
        Conversation conversation{.bytes = bytes, .options = options, .abandoned = abandoned, .curl = curl.get()};
        const std::unique_ptr<curl_slist, EndCurl> recipients{curl_slist_append(nullptr, to.c_str())};
        error.fill('\0');
        set(CURLOPT_MAIL_FROM, from.c_str());
        set(CURLOPT_MAIL_RCPT, recipients.get());
        set(CURLOPT_READDATA, &conversation);
        set(CURLOPT_DEBUGDATA, &conversation);
        set(CURLOPT_XFERINFODATA, &conversation);
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
        set(CURLOPT_FRESH_CONNECT, afresh ? 1L : 0L);
        set(CURLOPT_FORBID_REUSE, ++on_this_connection >= mails_per_connection ? 1L : 0L);
        const auto result = curl_easy_perform(curl.get());
        long opened = 0;
        curl_easy_getinfo(curl.get(), CURLINFO_NUM_CONNECTS, &opened);
        if (opened > 0 || on_this_connection >= mails_per_connection) on_this_connection = 0;
        // A kept connection may have died in the meantime: nothing was handed over, so a fresh one is worth a try.
        reused = opened == 0 && result != CURLE_OK && conversation.stage < Stage::content &&
                 (conversation.code() < 400 || conversation.code() == 421) && !conversation.too_slow;
        return judged(conversation, result, error.data());
    }

    SmtpAnswer greet()
    {
        const std::string nothing;
        Conversation conversation{.bytes = nothing, .options = options, .abandoned = abandoned, .curl = curl.get()};
        error.fill('\0');
        set(CURLOPT_UPLOAD, 0L);
        set(CURLOPT_CUSTOMREQUEST, "NOOP");
        set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
        set(CURLOPT_DEBUGDATA, &conversation);
        set(CURLOPT_XFERINFODATA, &conversation);
        const auto result = curl_easy_perform(curl.get());
        set(CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
        set(CURLOPT_UPLOAD, 1L);
        return judged(conversation, result, error.data());
    }

    SmtpOptions options;
    std::atomic<bool> abandoned = false;
    std::array<char, CURL_ERROR_SIZE> error{};
    std::unique_ptr<CURL, EndCurl> curl;
    int on_this_connection = 0;
};

SmtpClient::SmtpClient(SmtpOptions options) : session_(std::make_unique<Session>(std::move(options))) {}

SmtpClient::~SmtpClient() = default;

SmtpAnswer SmtpClient::send(const Message& message)
{
    const auto from = address_of(message.from);
    if (!is_envelope_address(from) || !is_envelope_address(message.to))
        return {Kind::permanent, "This is not an address a mail can be sent to."};
    if (session_->abandoned) return {Kind::temporary, "The program was being stopped."};
    const auto bytes = to_bytes(message);
    bool died_in_reuse = false;
    auto answer = session_->talk(bytes, from, message.to, false, died_in_reuse);
    if (died_in_reuse && !session_->abandoned) answer = session_->talk(bytes, from, message.to, true, died_in_reuse);
    return answer;
}

SmtpAnswer SmtpClient::greet()
{
    return session_->greet();
}

void SmtpClient::abandon()
{
    session_->abandoned = true;
}

} // namespace assetbuddy::platform::mail
