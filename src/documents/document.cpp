#include "documents/document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "documents/limits.h"

namespace assetbuddy::documents {
namespace {

constexpr std::array kinds{std::pair{RecordKind::organisation, std::string_view{"organisation"}},
                           std::pair{RecordKind::site, std::string_view{"site"}},
                           std::pair{RecordKind::asset, std::string_view{"asset"}},
                           std::pair{RecordKind::defect, std::string_view{"defect"}},
                           std::pair{RecordKind::company, std::string_view{"company"}}};

constexpr std::string_view not_in_names = "/\\:*?\"<>|";

/// The first `most` code points.
std::string cut(const std::string& text, std::size_t most)
{
    std::size_t points = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && points++ == most) return text.substr(0, at);
    }
    return text;
}

bool ends_with_any_case(std::string_view text, std::string_view ending)
{
    const auto lower = [](char each) { return each >= 'A' && each <= 'Z' ? static_cast<char>(each + 32) : each; };
    return text.size() > ending.size() &&
           std::ranges::equal(text.substr(text.size() - ending.size()), ending, {}, lower, lower);
}

bool has_its_ending(std::string_view name, std::string_view ending)
{
    return ends_with_any_case(name, ending) || (ending == ".jpg" && ends_with_any_case(name, ".jpeg"));
}

} // namespace

std::string_view to_text(RecordKind kind)
{
    return std::ranges::find(kinds, kind, &std::pair<RecordKind, std::string_view>::first)->second;
}

std::optional<RecordKind> read_record_kind(std::string_view text)
{
    const auto* const found = std::ranges::find(kinds, text, &std::pair<RecordKind, std::string_view>::second);
    if (found == kinds.end()) return std::nullopt;
    return found->first;
}

base::Result<Record> read_record(std::string_view kind, std::string_view id, const base::OrganisationId& organisation)
{
    const auto known = read_record_kind(kind);
    if (!known)
        return base::invalid({{"record_type", "unknown", "Choose organisation, site, asset, defect or company."}});
    if (*known == RecordKind::organisation && id.empty()) return Record{*known, organisation.text()};
    return Record{*known, std::string{id}};
}

base::Result<DocumentFields> DocumentFields::checked() const
{
    std::vector<base::FieldError> errors;
    DocumentFields clean;
    if (!base::is_clean_text(name) || base::has_invisible_characters(name))
        errors.push_back({"name", "invalid_characters", "The name holds characters that cannot be shown."});
    else if (base::count_code_points(clean.name = base::to_nfc(base::trimmed(name))) > most_name)
        errors.push_back({"name", "too_long", "Use at most " + std::to_string(most_name) + " characters."});
    clean.expires_on = expires_on;
    if (!expires_on.empty() && !base::parse_date(expires_on))
        errors.push_back({"expires_on", "invalid_date", "Enter a date, such as 2027-03-31."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return clean;
}

std::string safe_file_name(std::string_view given, std::string_view ending)
{
    if (const auto folder = given.find_last_of("/\\"); folder != std::string_view::npos)
        given.remove_prefix(folder + 1);
    std::string name;
    if (base::is_utf8(given))
        for (const char each : given) {
            const auto byte = static_cast<unsigned char>(each);
            if (byte >= 0x20 && byte != 0x7F && not_in_names.find(each) == std::string_view::npos) name += each;
        }
    if (!base::is_clean_text(name) || base::has_invisible_characters(name)) name.clear();
    name = base::trimmed(base::to_nfc(name));
    name.erase(0, std::min(name.find_first_not_of('.'), name.size()));
    if (name.empty()) name = "file";
    if (ending.empty()) return cut(name, most_name);
    if (has_its_ending(name, ending)) {
        const auto dot = name.rfind('.');
        return cut(name.substr(0, dot), most_name - ending.size() - 1) + name.substr(dot);
    }
    return cut(name, most_name - ending.size()) + std::string{ending};
}

bool has_expired(const Document& document, const std::string& today)
{
    return document.expires_on && *document.expires_on < today;
}

} // namespace assetbuddy::documents
