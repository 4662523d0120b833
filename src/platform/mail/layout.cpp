#include "platform/mail/layout.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "platform/html/html.h"

namespace assetbuddy::platform::mail {
namespace {

using html::Html;

constexpr std::size_t columns = 72;

constexpr std::string_view head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>
@media (prefers-color-scheme: dark) {
.ab-page { background-color: #0f1514 !important; }
.ab-card { background-color: #171f1e !important; border-color: #2b3836 !important; }
.ab-text, .ab-name { color: #f1f5f9 !important; }
.ab-small { color: #a7b5b2 !important; }
.ab-code { background-color: #0f1514 !important; border-color: #3a4a47 !important; color: #f1f5f9 !important; }
}
@media (max-width: 620px) { .ab-inside { padding: 24px 20px !important; } }
</style>
)";

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_letter_or_digit(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/// A dot that could stand before a top-level domain: `example.org`.
bool is_domain_dot(std::string_view word, std::size_t at)
{
    return word[at] == '.' && at > 0 && at + 2 < word.size() && is_letter_or_digit(word[at - 1]) &&
           is_letter(word[at + 1]) && is_letter_or_digit(word[at + 2]);
}

/// One word without blanks. Mailboxes stay as they are: the inviter's address has to be readable.
std::string word_without_links(std::string_view word)
{
    const bool mailbox = word.contains('@') && !word.contains('/') && !word.contains(':');
    std::string safe;
    for (std::size_t at = 0; at < word.size(); ++at) {
        safe += word[at];
        const bool before_slashes = word[at] == ':' && at + 1 < word.size() && word[at + 1] == '/';
        if (before_slashes || (!mailbox && is_domain_dot(word, at))) safe += ' ';
    }
    return safe;
}

std::size_t shown_width(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

template <class Take>
void each_piece(std::string_view text, char separator, Take take)
{
    while (true) {
        const auto end = text.find(separator);
        take(text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

void append_wrapped(std::string& out, std::string_view text)
{
    each_piece(text, '\n', [&](std::string_view line) {
        std::size_t width = 0;
        each_piece(line, ' ', [&](std::string_view word) {
            if (word.empty()) return;
            const auto wide = shown_width(word);
            if (width > 0) out += width + 1 + wide > columns ? '\n' : ' ';
            width = width > 0 && width + 1 + wide <= columns ? width + 1 + wide : wide;
            out += word;
        });
        out += '\n';
    });
}

std::string signature(const LetterText& letter)
{
    return letter.organisation.empty() ? letter.product : letter.product + " for " + without_links(letter.organisation);
}

Html lines(std::string_view text)
{
    Html html;
    bool first = true;
    each_piece(text, '\n', [&](std::string_view line) {
        if (!first) html.add_mail("<br>");
        first = false;
        html.add_mail("{}", line);
    });
    return html;
}

void add_button(Html& html, const LetterText::Button& button)
{
    const auto url = html::Url::checked(button.url);
    if (!url) throw std::invalid_argument("the button of a mail needs an http or https address");
    html.add_mail(
        R"(<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin: 8px 0 24px"><tr>
<td style="border-radius: 10px; background-color: #0f766e"><a href="{}" style="display: inline-block; padding: 14px 28px; font-size: 16px; font-weight: 600; line-height: 20px; color: #ffffff; text-decoration: none; border-radius: 10px; background-color: #0f766e">{}</a></td>
</tr></table>
)",
        *url, button.label);
}

void add_code(Html& html, const LetterText::Code& code)
{
    html.add_mail(
        R"(<p class="ab-text" style="margin: 0 0 8px; font-size: 16px; line-height: 24px; color: #16211f">{}</p>
<p class="ab-code" style="display: inline-block; margin: 0 0 24px; padding: 12px 20px; font-family: Menlo, Consolas, 'Courier New', monospace; font-size: 26px; font-weight: 700; letter-spacing: 3px; line-height: 32px; color: #16211f; background-color: #f5f7f6; border: 1px solid #dde4e2; border-radius: 10px">{}</p>
)",
        code.label, code.value);
}

/// For people whose mail program shows no button.
void add_bare_link(Html& html, const LetterText::Button& button)
{
    html.add_mail(
        R"(<p class="ab-small" style="margin: 0 0 16px; font-size: 13px; line-height: 20px; color: #52605d; word-break: break-all">If the button does nothing, copy this address into your browser:<br>{}</p>
)",
        button.url);
}

void add_way_out(Html& html, const LetterText::Button& link)
{
    const auto url = html::Url::checked(link.url);
    if (!url) throw std::invalid_argument("a link of a mail needs an http or https address");
    html.add_mail(
        R"(<p style="margin: 0 0 12px; font-size: 13px; line-height: 20px"><a class="ab-small" href="{}" style="color: #52605d">{}</a></p>
)",
        *url, link.label);
}

} // namespace

std::string without_links(std::string_view text)
{
    std::string safe;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const auto end = std::min(text.find_first_of(" \n\t", begin), text.size());
        safe += word_without_links(text.substr(begin, end - begin));
        if (end < text.size()) safe += text[end];
        begin = end + 1;
    }
    std::ranges::replace_if(
        safe, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }, ' ');
    return safe;
}

std::string to_text(const LetterText& letter)
{
    std::string text;
    append_wrapped(text, without_links(letter.heading));
    for (const auto& paragraph : letter.paragraphs) {
        text += '\n';
        append_wrapped(text, without_links(paragraph));
    }
    if (letter.button) text += "\n" + letter.button->label + ":\n" + letter.button->url + "\n";
    if (letter.code) text += "\n" + letter.code->label + ": " + letter.code->value + "\n";
    for (const auto& line : letter.small_print) {
        text += '\n';
        append_wrapped(text, without_links(line));
    }
    if (letter.way_out) text += "\n" + letter.way_out->label + ":\n" + letter.way_out->url + "\n";
    text += '\n';
    append_wrapped(text, signature(letter));
    return text;
}

std::string to_html(const LetterText& letter)
{
    const auto heading = without_links(letter.heading);
    Html html;
    html.reserve(6000);
    html.add_mail("<title>{}</title>\n</head>\n", heading);
    html.add_mail(R"(<body class="ab-page" style="margin: 0; padding: 0; background-color: #f5f7f6">
<table role="presentation" class="ab-page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color: #f5f7f6; font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"><tr><td align="center" style="padding: 24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px">
<tr><td class="ab-name" align="left" style="padding: 0 4px 16px; font-size: 18px; font-weight: 700; color: #16211f">{}</td></tr>
<tr><td class="ab-card ab-inside" align="left" style="padding: 36px 40px 28px; background-color: #ffffff; border: 1px solid #dde4e2; border-radius: 14px">
<h1 class="ab-text" style="margin: 0 0 20px; font-size: 24px; font-weight: 700; line-height: 32px; color: #16211f">{}</h1>
)",
                  letter.product, heading);
    for (const auto& paragraph : letter.paragraphs)
        html.add_mail(
            R"(<p class="ab-text" style="margin: 0 0 16px; font-size: 16px; line-height: 24px; color: #16211f">{}</p>
)",
            lines(without_links(paragraph)));
    if (letter.button) add_button(html, *letter.button);
    if (letter.code) add_code(html, *letter.code);
    if (letter.button) add_bare_link(html, *letter.button);
    for (const auto& line : letter.small_print)
        html.add_mail(
            R"(<p class="ab-small" style="margin: 0 0 12px; font-size: 13px; line-height: 20px; color: #52605d">{}</p>
)",
            lines(without_links(line)));
    if (letter.way_out) add_way_out(html, *letter.way_out);
    html.add_mail(R"(</td></tr>
<tr><td class="ab-small" align="left" style="padding: 16px 4px; font-size: 13px; line-height: 20px; color: #52605d">{}</td></tr>
</table>
</td></tr></table>
</body>
)",
                  signature(letter));
    return std::string{head} + std::move(html).take() + "</html>\n";
}

Message message_of(std::string subject, const LetterText& letter)
{
    Message message;
    message.subject = std::move(subject);
    message.text = to_text(letter);
    message.html = to_html(letter);
    return message;
}

} // namespace assetbuddy::platform::mail
