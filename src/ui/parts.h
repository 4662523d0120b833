#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "platform/html/html.h"
#include "ui/form.h"
#include "ui/icons.h"

namespace assetbuddy::ui {

/// Colour of a badge or notice; the words always say the same.
enum class Tone { neutral, info, good, warning, bad };

/// "Pending", "Locked": a small label with a dot of the tone's colour.
Html badge(std::string_view text, Tone tone);
/// A box with a sentence or two; `title` may be empty.
Html notice(Tone tone, std::string_view title, const Html& content);
Html link(const Url& to, std::string_view text);
/// A phone number to press (RFC 3966), where it holds a digit; blanks and brackets are for the eye alone.
Html phone_link(const std::string& phone);
/// Where an address or a phone stands that the reader's role does not show (access/contact.h).
Html hidden_contact();
Html button_link(const Url& to, std::string_view text, Look look = Look::primary);
Html button_link(const Url& to, std::string_view text, Look look, IconName name);
/// A paragraph of plain text.
Html paragraph(std::string_view text);
/// A white box; `title` (an h2) may be empty.
Html card(std::string_view title, const Html& content);

/// Big, spaced, selectable as one piece: an invite code.
Html shown_secret(std::string_view text);
/// `<time datetime>` with words in the organisation's time zone.
Html time_of(base::Time time, std::string_view time_zone);
/// The day alone, for columns; the moment shows when pointed at.
Html day_of(base::Time time, std::string_view time_zone);

/// Initials in a circle, decoration beside a name.
Html initials(std::string_view name);
/// A name (linked where `to` is given) over a line of smaller text: the first cell of people lists.
Html person(std::string_view name, std::string_view below, const std::optional<Url>& to = {});

/// Nothing to list: what will be here, and the first step.
struct Empty {
    IconName icon = "users";
    std::string title = {};
    std::string text = {};
    Html action = {};
};
Html empty_state(const Empty& empty);

struct Tab {
    std::string text;
    Url to;
    bool is_current = false;
    std::optional<long> count = {};
};
Html tabs(std::string_view label, std::span<const Tab> tabs);

/// Ways on and back in a keyset list; nothing at all when there is only one page. `back` says where the way back leads:
/// "Previous", or "First page" where the list can only begin again.
Html pager(const std::optional<Url>& previous, const std::optional<Url>& next, std::string_view back = "Previous");

enum class Sorted { no, ascending, descending };

struct Column {
    std::string title;
    std::optional<Url> sort = {}; // where a click on the heading goes
    Sorted sorted = Sorted::no;
};

/// A table that becomes a stack of cards on a phone: each cell then shows its column's title. A column with an empty
/// title holds a row's actions.
class Table {
  public:
    /// `caption` is for screen readers.
    Table(std::string_view caption, std::vector<Column> columns);
    /// As many cells as columns. The first one names the row.
    void row(std::span<const Html> cells);
    void row(std::initializer_list<Html> cells) { row(std::span<const Html>{cells.begin(), cells.size()}); }
    [[nodiscard]] Html done();

  private:
    std::string caption_;
    std::vector<Column> columns_;
    Html rows_;
};

/// Term and value pairs of one record.
class Descriptions {
  public:
    void add(std::string_view term, const Html& value);
    /// An empty text shows a dash.
    void add(std::string_view term, std::string_view value);
    [[nodiscard]] Html done();

  private:
    Html rows_;
};

} // namespace assetbuddy::ui
