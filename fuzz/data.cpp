// What people and programs send as data: JSON, CSV, codes, email addresses, texts, times.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/email_address.h"
#include "base/text.h"
#include "base/time.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/passkey.h"
#include "platform/csv/writer.h"
#include "platform/json/json.h"
#include "platform/json/strict_check.h"
#include "target.h"

namespace assetbuddy::fuzz {
namespace {

namespace http = platform::http;

/// RFC 4180 read plainly, to compare with what was written.
std::vector<std::string> cells_of(std::string_view text)
{
    std::vector<std::string> cells;
    while (true) {
        std::string cell;
        if (text.starts_with('"')) {
            text.remove_prefix(1);
            while (!text.empty() && (text[0] != '"' || text.substr(1).starts_with('"'))) {
                cell += text[0];
                text.remove_prefix(text[0] == '"' ? 2 : 1);
            }
            require(!text.empty(), "a quoted cell ends");
            text.remove_prefix(1);
        } else {
            const auto end = text.find_first_of(",\r\"");
            require(end != std::string_view::npos && text[end] != '"', "a plain cell holds no quote");
            cell = text.substr(0, end);
            text.remove_prefix(end);
        }
        cells.push_back(std::move(cell));
        if (text == "\r\n") return cells;
        require(text.starts_with(','), "cells are parted by commas, rows end in CR LF");
        text.remove_prefix(1);
    }
}

std::string bytes_of_hex(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return bytes;
}

} // namespace

void json_body(std::string_view bytes)
{
    http::Request request;
    request.method = http::Method::post;
    request.headers = {{"content-type", "application/json"}};
    request.body = bytes;
    auto body = platform::json::Decoder::parse(request);
    if (!body) return;
    require(platform::json::is_strict_json(bytes), "only strict JSON is read (R-VAL-6)");
    require(base::is_utf8(body->text("name")), "texts are UTF-8");
    (void)body->optional_text("email");
    (void)body->optional_flag("is_active");
    (void)body->optional_integer("lifetime_days");
    body->each("permissions", 3, [](platform::json::Decoder& item) { (void)item.text("scope"); });
    (void)body->finish();
}

void csv_table(std::string_view bytes)
{
    std::vector<std::string_view> cells;
    for (std::size_t from = 0; from <= bytes.size();) {
        const auto end = std::min(bytes.find('\0', from), bytes.size());
        cells.push_back(bytes.substr(from, end - from));
        from = end + 1;
    }
    platform::csv::Writer writer;
    writer.row(cells);
    const auto read = cells_of(writer.take());
    require(read.size() == cells.size(), "a row keeps its cells");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        require(read[i] == cells[i] || read[i] == "'" + std::string{cells[i]}, "a cell keeps its text");
        require(read[i].empty() || std::string_view{"=+-@\t\r"}.find(read[i][0]) == std::string_view::npos,
                "no cell is a formula (R-VAL-9)");
    }
}

void codes(std::string_view bytes)
{
    const auto code = platform::crypto::read_code(bytes);
    if (!code) return;
    require(platform::crypto::read_code(*code) == code, "a code that was read is read as itself");
    require(platform::crypto::read_code(platform::crypto::shown_code(*code)) == code, "a shown code is the code");
}

/// What a device says after the hash of the host, and as what the browser says.
void passkey(std::string_view bytes)
{
    namespace crypto = platform::crypto;
    const crypto::PasskeyTerms terms{"example.org", "https://example.org", "asked",
                                     crypto::PasskeyTerms::Owner::present};
    static const std::string host_hash = bytes_of_hex(crypto::sha256(terms.host));
    const auto said = [](std::string_view type) {
        return R"({"type":")" + std::string{type} + R"(","challenge":"asked","origin":"https://example.org"})";
    };
    const auto data = host_hash + std::string{bytes};
    (void)crypto::read_new_passkey(terms, {std::string{bytes}, data, {}});
    const auto key = crypto::read_new_passkey(terms, {said("webauthn.create"), data, {}});
    if (!key) return;
    const auto id = crypto::from_base64url(key->credential_id);
    require(id && !id->empty() && id->size() <= 1023, "a credential's id has 1 to 1,023 bytes");
    require(std::ranges::find(crypto::passkey_algorithms, key->algorithm) != crypto::passkey_algorithms.end(),
            "a key is of a kind we can verify");
    require(!crypto::verify_passkey(terms, *key, {said("webauthn.get"), data, std::string{bytes}}),
            "what nobody signed does not fit");
}

void email_address(std::string_view bytes)
{
    const auto address = base::EmailAddress::parse(bytes);
    (void)base::masked(bytes);
    if (!address) return;
    const auto& key = address->key();
    require(key.size() <= 254, "a key has at most 254 characters");
    for (const char each : key) require(each > ' ' && each <= '~' && (each < 'A' || each > 'Z'), "a key is plain");
    const auto again = base::EmailAddress::parse(key);
    require(again && again->key() == key, "a key is its own key (R-VAL-2)");
    const auto typed = base::EmailAddress::parse(address->typed());
    require(typed && typed->key() == key, "what is shown leads to the same mailbox");
}

void text_rules(std::string_view bytes)
{
    const bool clean = base::is_clean_text(bytes, base::Lines::several);
    require(!clean || base::is_utf8(bytes), "clean text is UTF-8");
    require(!base::is_clean_text(bytes) || clean, "what fits one line fits several");
    if (!base::is_utf8(bytes)) return;
    (void)base::has_invisible_characters(bytes);
    (void)base::looks_like_web_address(bytes);
    require(base::count_code_points(bytes) <= bytes.size(), "a code point takes a byte or more");
    const auto trimmed = base::trimmed(bytes);
    require(base::trimmed(trimmed) == trimmed, "trimming twice is trimming once");
    const auto nfc = base::to_nfc(bytes);
    require(base::is_utf8(nfc) && base::to_nfc(nfc) == nfc, "NFC twice is NFC");
    const auto nfkc = base::to_nfkc(bytes);
    require(base::is_utf8(nfkc) && base::to_nfkc(nfkc) == nfkc, "NFKC twice is NFKC");
    require(base::sort_key(bytes).size() <= 128, "a sort key is bounded");
    require(base::is_utf8(base::case_folded(bytes)), "folding keeps UTF-8");
    const std::array texts{std::string{bytes}};
    const auto terms = base::search_terms(texts);
    require(terms.size() <= 40, "terms are bounded");
    for (const auto& term : terms) require(!term.empty() && term.size() <= 64 && base::is_utf8(term), "a term is text");
}

void times(std::string_view bytes)
{
    if (const auto moment = base::from_rfc3339(bytes)) {
        const auto written = base::from_rfc3339(base::to_rfc3339(*moment));
        require(written && *moment - *written < std::chrono::milliseconds{1}, "a moment is written to the millisecond");
    }
    if (const auto date = base::parse_date(bytes)) {
        require(date->ok() && base::parse_date(base::to_iso_date(*date)) == date, "a date is written as it is read");
        (void)base::end_of_day(*date, "Europe/London");
    }
}

} // namespace assetbuddy::fuzz
