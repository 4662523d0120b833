#include "access/search.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "access/store_search.h"
#include "base/text.h"

namespace assetbuddy::access {
namespace {

using platform::sql::Transaction;

constexpr std::size_t letters_in_a_row = 3;
/// Parts of a question whose frequency is asked for; three of them then lead.
constexpr std::size_t most_parts = 12;
constexpr std::size_t leading_parts = 3;

constexpr std::int64_t backlog_step = 5000;

/// Stands between the words that everybody finds a record by and those of an address that is apart. No word is this
/// sign alone.
constexpr std::string_view apart_sign = " |";

/// FNV-1a, then mixed well (the end of MurmurHash3). Nobody is to be kept from forging it: what is found by tokens is
/// compared with the words themselves.
std::uint64_t hashed(std::uint64_t seed, std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U ^ seed;
    for (const char character : text) {
        hash ^= static_cast<unsigned char>(character);
        hash *= 1099511628211U;
    }
    for (const std::uint64_t factor : {0xFF51AFD7ED558CCDU, 0xC4CEB9FE1A85EC53U}) {
        hash ^= hash >> 33U;
        hash *= factor;
    }
    return hash ^ (hash >> 33U);
}

/// 31 bits of the organisation above 32 bits of the part.
std::uint64_t place_of(const base::OrganisationId& organisation)
{
    return hashed(0, organisation.text()) >> 33U << 32U;
}

std::int64_t token_of(Searched kind, const base::OrganisationId& organisation, std::string_view part)
{
    const auto seed = hashed(static_cast<std::uint64_t>(kind) + 1, organisation.text());
    return static_cast<std::int64_t>(place_of(organisation) | hashed(seed, part) >> 32U);
}

std::vector<std::string_view> letters_of(std::string_view word)
{
    std::vector<std::string_view> letters;
    for (std::size_t start = 0; start < word.size();) {
        auto end = start + 1;
        while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) ++end;
        letters.push_back(word.substr(start, end - start));
        start = end;
    }
    return letters;
}

std::string joined(const std::vector<std::string_view>& letters, std::size_t from, std::size_t count)
{
    std::string text;
    for (auto each = from; each < from + count; ++each) text += letters[each];
    return text;
}

std::vector<std::string> inner_parts(const std::vector<std::string_view>& letters)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0; from + letters_in_a_row <= letters.size(); ++from)
        parts.push_back(joined(letters, from, letters_in_a_row));
    return parts;
}

std::string beginning(const std::vector<std::string_view>& letters, std::size_t count)
{
    return " " + joined(letters, 0, count);
}

/// What a word of a question is looked up by: up to so many parts, spread over the word.
std::vector<std::string> asked_parts(const std::string& word, std::size_t most)
{
    const auto letters = letters_of(word);
    if (letters.size() < letters_in_a_row) return {beginning(letters, letters.size())};
    const auto parts = inner_parts(letters);
    const auto count = std::min(most, parts.size());
    std::vector<std::string> chosen;
    for (std::size_t each = 0; each < count; ++each) chosen.push_back(parts[each * parts.size() / count]);
    return chosen;
}

/// For LIKE ... ESCAPE '!': a word may hold an underscore, never a percent sign or an exclamation mark.
std::string pattern_of(const std::string& word)
{
    std::string pattern = letters_of(word).size() < letters_in_a_row ? "% " : "%";
    for (const char character : word) {
        if (character == '_') pattern += '!';
        pattern += character;
    }
    return pattern + "%";
}

std::vector<std::string> words_of(const std::string& query)
{
    auto words = base::search_terms(std::array{query});
    std::ranges::stable_sort(words, std::ranges::greater{}, &std::string::size); // the longest finds the fewest
    if (words.size() > most_search_words) words.resize(most_search_words);
    return words;
}

std::vector<std::int64_t> without(const std::vector<std::int64_t>& some, const std::vector<std::int64_t>& others)
{
    std::vector<std::int64_t> left;
    std::ranges::set_difference(some, others, std::back_inserter(left));
    return left;
}

} // namespace

std::string search_text(const FoundBy& by)
{
    const auto at = by.email.find('@');
    const auto domain = at == std::string::npos ? std::string{} : by.email.substr(at + 1);
    std::string text;
    const auto add = [&](const std::vector<std::string>& words) {
        for (const auto& word : words) text += " " + word;
    };
    if (by.email_is_apart) {
        add(base::search_terms(std::array{by.name, by.company_name, by.job_title}));
        text += apart_sign;
        add(base::search_terms(std::array{by.email, domain}));
    } else {
        add(base::search_terms(std::array{by.name, by.email, domain, by.company_name, by.job_title}));
    }
    return text;
}

std::vector<std::int64_t> search_tokens(Searched kind, const base::OrganisationId& organisation, std::string_view text)
{
    std::vector<std::int64_t> tokens;
    const auto add = [&](const std::string& part) { tokens.push_back(token_of(kind, organisation, part)); };
    for (std::size_t start = text.find(' '); start != std::string_view::npos;) {
        const auto end = text.find(' ', start + 1);
        const auto word = text.substr(start, end == std::string_view::npos ? end : end - start);
        start = end;
        if (word == apart_sign) continue;
        const auto letters = letters_of(word.substr(1));
        for (std::size_t count = 1; count < letters_in_a_row && count <= letters.size(); ++count)
            add(beginning(letters, count));
        for (const auto& part : inner_parts(letters)) add(part);
    }
    std::ranges::sort(tokens);
    tokens.erase(std::ranges::unique(tokens).begin(), tokens.end());
    return tokens;
}

TokenRange tokens_of(const base::OrganisationId& organisation)
{
    const auto first = place_of(organisation);
    return {static_cast<std::int64_t>(first), static_cast<std::int64_t>(first | 0xFFFFFFFFU)};
}

void add_to_search(Transaction& tx, Searched kind, const base::OrganisationId& organisation, const std::string& record,
                   const FoundBy& by)
{
    const auto text = search_text(by);
    store::insert_search_entry(tx, organisation, record, text, search_tokens(kind, organisation, text));
}

void add_all_to_search(Transaction& tx, const base::OrganisationId& organisation, std::span<const Findable> records)
{
    const auto numbers = store::insert_search_entries(tx, organisation, records);
    std::vector<store::TokenAt> tokens;
    for (const auto& each : records) {
        const auto number = numbers.find(each.record);
        if (number == numbers.end()) continue;
        for (const auto token : search_tokens(each.kind, organisation, each.text))
            tokens.push_back({token, number->second});
    }
    std::ranges::sort(tokens);
    store::insert_token_rows(tx, tokens);
}

void change_in_search(Transaction& tx, Searched kind, const base::OrganisationId& organisation,
                      const std::string& record, const FoundBy& by)
{
    const auto before = store::find_search_text(tx, organisation, record);
    if (!before) {
        add_to_search(tx, kind, organisation, record, by);
        return;
    }
    const auto text = search_text(by);
    if (text == *before) return;
    const auto old_tokens = search_tokens(kind, organisation, *before);
    const auto new_tokens = search_tokens(kind, organisation, text);
    store::delete_search_tokens(tx, organisation, record, without(old_tokens, new_tokens));
    store::insert_search_tokens(tx, organisation, record, without(new_tokens, old_tokens));
    store::update_search_text(tx, organisation, record, text);
}

void remove_from_search(Transaction& tx, Searched kind, const base::OrganisationId& organisation,
                        const std::string& record)
{
    const auto text = store::find_search_text(tx, organisation, record);
    if (!text) return;
    store::delete_search_tokens(tx, organisation, record, search_tokens(kind, organisation, *text));
    store::delete_search_entry(tx, organisation, record);
}

void remove_all_from_search(Transaction& tx, const base::OrganisationId& organisation)
{
    store::delete_search_of(tx, organisation, tokens_of(organisation));
}

Search Search::of(Transaction& tx, Searched kind, const base::OrganisationId& organisation, const std::string& query,
                  Apart apart)
{
    Search search;
    search.apart_ = apart;
    search.organisation_ = organisation;
    const auto words = words_of(query);
    search.is_hopeless_ = words.empty() && !base::trimmed(query).empty();
    for (const auto& word : words) {
        search.patterns_.push_back(pattern_of(word));
        for (const auto& part : asked_parts(word, most_parts / words.size()))
            search.tokens_.push_back(token_of(kind, organisation, part));
    }
    std::ranges::sort(search.tokens_);
    search.tokens_.erase(std::ranges::unique(search.tokens_).begin(), search.tokens_.end());
    store::sort_by_rarity(tx, search.tokens_);
    if (search.tokens_.size() > leading_parts) search.tokens_.resize(leading_parts);
    return search;
}

std::string Search::name() const
{
    if (is_hopeless_) return ".hopeless";
    if (patterns_.empty()) return {};
    return ".words" + std::to_string(patterns_.size()) + ".parts" + std::to_string(tokens_.size()) +
           (apart_ == Apart::is_passed_over ? ".apart" : "");
}

void Search::bind(const Bind& bind)
{
    organisation_place_ = bind(organisation_);
    for (const auto token : tokens_) token_places_.push_back(bind(token));
    for (const auto& pattern : patterns_) pattern_places_.push_back(bind(pattern));
}

namespace {

/// An entry from before addresses stood apart keeps its tokens: the words are the same ones in another order.
void tell_apart(Transaction& tx, const base::OrganisationId& organisation, std::span<const Findable> records)
{
    for (const auto& each : records)
        if (each.text.contains(std::string{apart_sign} + " "))
            store::update_search_text(tx, organisation, each.record, each.text);
}

/// The entries of those who wait, organisation by organisation.
std::int64_t index_some(Transaction& tx)
{
    const auto waiting = store::list_search_backlog(tx, backlog_step);
    for (auto first = waiting.begin(); first != waiting.end();) {
        const auto last = std::find_if(first, waiting.end(),
                                       [&](const auto& each) { return each.organisation != first->organisation; });
        const auto records = store::list_findable(tx, {first, last});
        add_all_to_search(tx, first->organisation, records);
        tell_apart(tx, first->organisation, records);
        first = last;
    }
    for (const auto& each : waiting) store::leave_backlog(tx, each);
    return static_cast<std::int64_t>(waiting.size());
}

} // namespace

std::int64_t index_backlog(platform::sql::Database& database, const IndexProgress& progress)
{
    const auto reach = platform::sql::Reach::system("search index");
    const auto total = progress ? database.read(reach, store::count_search_backlog) : 0;
    std::int64_t indexed = 0;
    for (;;) {
        const auto step =
            database.write(reach, [](Transaction& tx) -> base::Result<std::int64_t> { return index_some(tx); });
        if (!step || *step == 0) return indexed;
        indexed += *step;
        if (progress) progress(std::min(indexed, total), total);
    }
}

} // namespace assetbuddy::access
