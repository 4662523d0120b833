#pragma once

// The index behind the search of people and invitations (USR-8): any three letters in a row of a word, and how a word
// begins. Everything of an organisation lies apart, so that a search costs the same whoever else has how many people.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "platform/sql/database.h"

namespace assetbuddy::access {

enum class Searched { users, invitations, defects, assets };

/// Words of a search that count; more of them would only narrow it further.
inline constexpr std::size_t most_search_words = 5;
/// A search gathers this many records at most and sorts them; beyond it the page says "narrow your search".
inline constexpr std::int64_t most_candidates = 1000;
/// ... and looks at no more entries than this to find them: a few hundredths of a second.
inline constexpr std::int64_t most_looked_at = 10'000;

/// What a person or an invitation is found by; of other records, up to four texts.
struct FoundBy {
    const std::string& name;
    const std::string& email;
    const std::string& company_name;
    const std::string& job_title;
    /// Only those find the record by its address who may see how to reach people from outside (access/contact.h).
    bool email_is_apart = false;
};

/// Folded words, a blank before each: what a search is compared with in the end. Those of an address that is apart
/// stand behind " |".
std::string search_text(const FoundBy& by);
/// The tokens of such a text in an organisation, each once, in order. Stable for ever: they are stored.
std::vector<std::int64_t> search_tokens(Searched kind, const base::OrganisationId& organisation, std::string_view text);

struct TokenRange {
    std::int64_t first;
    std::int64_t last;
};
/// Where all tokens of an organisation lie (in rare cases beside those of another one).
TokenRange tokens_of(const base::OrganisationId& organisation);

/// For a record that is new in this transaction.
void add_to_search(platform::sql::Transaction& tx, Searched kind, const base::OrganisationId& organisation,
                   const std::string& record, const FoundBy& by);
/// Many new records of one organisation at once; `text` is as `search_text` makes it. One that has an entry keeps it.
struct Findable {
    Searched kind;
    std::string record;
    std::string text;
};
void add_all_to_search(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                       std::span<const Findable> records);
void change_in_search(platform::sql::Transaction& tx, Searched kind, const base::OrganisationId& organisation,
                      const std::string& record, const FoundBy& by);
void remove_from_search(platform::sql::Transaction& tx, Searched kind, const base::OrganisationId& organisation,
                        const std::string& record);
/// Of an organisation that goes for good.
void remove_all_from_search(platform::sql::Transaction& tx, const base::OrganisationId& organisation);

/// What a search makes of addresses that are apart.
enum class Apart { is_searched, is_passed_over };

/// A question to the index.
class Search {
  public:
    /// Asks the index how common the parts of the question are: the rarest leads.
    static Search of(platform::sql::Transaction& tx, Searched kind, const base::OrganisationId& organisation,
                     const std::string& query, Apart apart = Apart::is_searched);

    [[nodiscard]] bool is_asked() const { return !patterns_.empty() || is_hopeless_; }
    /// Something was asked that holds no letter and no digit: nothing is found.
    [[nodiscard]] bool is_hopeless() const { return is_hopeless_; }
    [[nodiscard]] bool has_words() const { return !patterns_.empty(); }
    /// Tells texts of `looked_at` and `found` apart.
    [[nodiscard]] std::string name() const;

    /// Binds a value, answers its place in the text. The values live as long as the Search.
    using Bind = std::function<std::string(const platform::sql::Parameter&)>;
    void bind(const Bind& bind);
    /// SQL after `bind`: the entries that are read, up to a number.
    [[nodiscard]] std::string looked_at(std::int64_t most) const;
    /// SQL after `bind`: `record_id` of each entry looked at, NULL where the words do not fit. It reads no more than
    /// is fetched from it.
    [[nodiscard]] std::string found() const;

  private:
    [[nodiscard]] std::string fits(const std::string& place) const;

    base::OrganisationId organisation_;
    std::vector<std::int64_t> tokens_; // the rarest first
    std::vector<std::string> patterns_;
    bool is_hopeless_ = false;
    Apart apart_ = Apart::is_searched;
    std::string organisation_place_;
    std::vector<std::string> token_places_;
    std::vector<std::string> pattern_places_;
};

/// Makes the entries of everybody who waits for one (after a migration), in steps that each commit. Several processes
/// may do so at once. Returns how many. `progress` hears how many are done and how many there are.
using IndexProgress = std::function<void(std::int64_t done, std::int64_t total)>;
std::int64_t index_backlog(platform::sql::Database& database, const IndexProgress& progress = {});

} // namespace assetbuddy::access
