#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::base {

/// Well-formed UTF-8: no overlong forms, surrogates or values above U+10FFFF (Unicode 15, table 3-7).
bool is_utf8(std::string_view text);

enum class Lines { one, several };

/// R-VAL-1: UTF-8, no NUL, no C0/C1 controls (newline allowed where several lines are). Anything else is answered 400.
bool is_clean_text(std::string_view text, Lines lines = Lines::one);

/// R-VAL-8: bidirectional overrides, zero-width or other invisible format characters. Line ends and tabs are no such
/// thing: `is_clean_text` decides about controls.
bool has_invisible_characters(std::string_view text);

/// Length in code points; text must be UTF-8.
std::size_t count_code_points(std::string_view text);

/// Blanks (ASCII and Unicode White_Space) at both ends taken away; text must be UTF-8.
std::string trimmed(std::string_view text);

/// Unicode NFKC (passwords before hashing, section 0 of security.md) and NFC (names and the like).
std::string to_nfkc(std::string_view text);
std::string to_nfc(std::string_view text);

/// Full Unicode case folding of the NFKC form, for comparing names of companies, sites and the like.
std::string case_folded(std::string_view text);

/// A key whose bytewise order is the reading order of people (ICU root collation), as lower-case hex,
/// at most 128 characters.
std::string sort_key(std::string_view text);

/// True when text holds what a mail program turns into a link: "://", "www.", or name.tld followed by "/" (R-MAIL-7,
/// INV-21).
bool looks_like_web_address(std::string_view text);

/// The words of some texts for search: NFKC, case-folded, without accents, split at anything but letters, digits and
/// @ . - _, and an email address also as a whole. Each once, in order, at most 64 bytes; at most 40 of them.
std::vector<std::string> search_terms(std::span<const std::string> texts);

} // namespace assetbuddy::base
