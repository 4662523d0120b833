#include "platform/mail/message.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include <fmt/chrono.h>

#include "platform/mail/gobject.h"
#include "platform/mail/header_text.h"

namespace assetbuddy::platform::mail {
namespace {

/// RFC 5322 2.1.1; what is longer is encoded.
constexpr std::size_t longest_plain_line = 990;
constexpr std::size_t longest_boundary = 60;

struct FreeOptions {
    void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
};
using Options = std::unique_ptr<GMimeFormatOptions, FreeOptions>;

void require_clean(std::string_view name, std::string_view value)
{
    const bool clean =
        std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (!clean) throw std::invalid_argument("the mail header " + std::string{name} + " holds a control character");
}

void require_clean(const Message& message)
{
    require_clean("From", message.from);
    require_clean("To", message.to);
    require_clean("To", message.to_name);
    require_clean("Subject", message.subject);
    require_clean("Message-ID", message.message_id);
    for (const auto& [name, value] : message.headers) {
        require_clean(name, value);
        const bool named =
            !name.empty() && std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
        if (!named) throw std::invalid_argument("a mail header has no proper name");
    }
}

/// The name in `Name <address>`, without quotes; empty for a bare address.
std::string name_of(std::string_view mailbox)
{
    const auto open = mailbox.rfind('<');
    if (open == std::string_view::npos) return {};
    auto name = mailbox.substr(0, open);
    const auto is_edge = [](char c) { return c == ' ' || c == '"'; };
    while (!name.empty() && is_edge(name.front())) name.remove_prefix(1);
    while (!name.empty() && is_edge(name.back())) name.remove_suffix(1);
    return std::string{name};
}

/// CR LF and lone CR become LF: GMime then makes CR LF of every one.
std::string with_line_feeds(std::string_view text)
{
    std::string lines;
    lines.reserve(text.size() + 1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            lines += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            lines += '\n';
    }
    if (!lines.ends_with('\n')) lines += '\n';
    return lines;
}

std::string with_carriage_returns(std::string_view text)
{
    std::string lines;
    for (const char c : text) {
        if (c == '\n') lines += '\r';
        lines += c;
    }
    return lines;
}

/// Readable as it stands: ASCII in short lines. A line that begins with "--" could be taken for a boundary.
bool is_plain(std::string_view text)
{
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = text.substr(begin, end - begin);
        if (line.size() > longest_plain_line || line.starts_with("--") || line.starts_with("From ")) return false;
        begin = end + 1;
    }
    return std::ranges::all_of(text, [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t'; });
}

/// Quoted-printable stays readable while most of it is ASCII; beyond, base64 is shorter.
GMimeContentEncoding encoding_of(std::string_view text)
{
    if (is_plain(text)) return GMIME_CONTENT_ENCODING_7BIT;
    const auto encoded = std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return static_cast<std::size_t>(encoded) * 3 > text.size() ? GMIME_CONTENT_ENCODING_BASE64
                                                               : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

void add_part(GMimeMultipart* parts, const char* subtype, std::string_view body)
{
    auto text = with_line_feeds(body);
    const auto encoding = encoding_of(text);
    // GMime makes CR LF of what it writes line by line; inside base64 they have to be there already (RFC 2045 6.8).
    if (encoding == GMIME_CONTENT_ENCODING_BASE64) text = with_carriage_returns(text);
    const Object<GMimePart> part{g_mime_part_new_with_type("text", subtype)};
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    const Object<GMimeStream> stream{g_mime_stream_mem_new_with_buffer(text.data(), text.size())};
    const Object<GMimeDataWrapper> content{
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT)};
    g_mime_part_set_content(part.get(), content.get());
    g_mime_part_set_content_encoding(part.get(), encoding);
    g_mime_multipart_add(parts, GMIME_OBJECT(part.get()));
}

/// The same for every try of a mail. "=_" is in no quoted-printable, base64 or plain line of ours.
std::string boundary_of(std::string_view message_id)
{
    std::string boundary = "=_";
    for (const char c : message_id)
        if (g_ascii_isalnum(c) && boundary.size() < longest_boundary) boundary += c;
    return boundary;
}

Object<GMimeMultipart> body_of(const Message& message)
{
    Object<GMimeMultipart> parts{g_mime_multipart_new_with_subtype("alternative")};
    g_mime_multipart_set_boundary(parts.get(), boundary_of(message.message_id).c_str());
    add_part(parts.get(), "plain", message.text);
    add_part(parts.get(), "html", message.html);
    return parts;
}

/// As it stands where it can: an address in it, such as that of List-Unsubscribe, may be neither folded nor encoded
/// (RFC 2369).
std::string further_header(const std::string& name, const std::string& value)
{
    constexpr std::size_t longest_line = 998; // RFC 5322 2.1.1
    const auto line = name + ": " + value + "\r\n";
    const bool is_ascii = std::ranges::all_of(value, [](char c) { return c >= 0x20 && c < 0x7f; });
    return is_ascii && line.size() <= longest_line ? line : text_header(name, value);
}

std::string headers_of(const Message& message)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(message.date).time_since_epoch().count();
    auto headers = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\n", fmt::gmtime(seconds));
    headers += mailbox_header("From", name_of(message.from), address_of(message.from));
    headers += mailbox_header("To", message.to_name, message.to);
    headers += text_header("Subject", message.subject);
    // Not folded: some readers take a folded Message-ID for another one.
    headers += "Message-ID: <" + message.message_id + ">\r\n";
    headers += "Auto-Submitted: auto-generated\r\n";
    for (const auto& [name, value] : message.headers) headers += further_header(name, value);
    return headers + "MIME-Version: 1.0\r\n";
}

} // namespace

void start_gmime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

std::string to_bytes(const Message& message)
{
    require_clean(message);
    start_gmime();
    const Options options{g_mime_format_options_new()};
    g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
    const Object<GMimeStream> stream{g_mime_stream_mem_new()};
    if (g_mime_object_write_to_stream(GMIME_OBJECT(body_of(message).get()), options.get(), stream.get()) < 0)
        throw std::runtime_error("a mail could not be written");
    const auto* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return headers_of(message).append(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

std::string address_of(std::string_view mailbox)
{
    const auto open = mailbox.rfind('<');
    if (open != std::string_view::npos) {
        const auto close = mailbox.find('>', open);
        return std::string{mailbox.substr(open + 1, close == std::string_view::npos ? close : close - open - 1)};
    }
    const auto begin = mailbox.find_first_not_of(' ');
    if (begin == std::string_view::npos) return {};
    return std::string{mailbox.substr(begin, mailbox.find_last_not_of(' ') - begin + 1)};
}

} // namespace assetbuddy::platform::mail
