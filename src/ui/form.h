#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/visit.h"
#include "base/result.h"
#include "platform/html/html.h"
#include "platform/http/forms.h"
#include "ui/icons.h"
#include "ui/words.h"

namespace assetbuddy::ui {

using platform::html::attribute;
using platform::html::flag;
using platform::html::Html;
using platform::html::Url;

/// What stands in the fields: values of a record at first, what the person typed after a refusal
/// (`form.values()` of platform/http/forms.h).
using Entered = std::map<std::string, std::string, std::less<>>;

/// The mistakes a form shows: beside each field, and all together at the top.
class Errors {
  public:
    Errors() = default;
    /// Field errors of a 422; any other refusal becomes a message about the whole form, or about `error.field`.
    explicit Errors(const base::Error& error);
    /// A message about the whole form (empty field) or one field.
    void add(std::string field, std::string message);
    [[nodiscard]] bool empty() const { return errors_.empty(); }
    [[nodiscard]] const std::vector<base::FieldError>& all() const { return errors_; }
    [[nodiscard]] const base::FieldError* of(std::string_view field) const;

  private:
    std::vector<base::FieldError> errors_;
};

enum class Needed { required, optional };
enum class Focus { none, first };

struct Field {
    std::string hint = {};
    Needed needed = Needed::required;
    std::string autocomplete = {}; // token of R-A11Y-4: "name", "tel", "organization-title", "off"
    long max_length = 0;           // in characters; 0: none
    Focus focus = Focus::none;
    std::vector<std::string> suggestions = {}; // of `text`: what the browser offers while one types
};

/// The record that chosen files are sent to at once, in pieces that survive a bad connection (by script; without it
/// they go with the form).
struct UploadsTo {
    std::string_view record_type;
    std::string_view record_id;
};

enum class PasswordKind { present, fresh }; // autocomplete current-password, new-password

struct Option {
    std::string value;
    std::string text;
    std::string hint = {}; // shown by radio_cards only
};

/// Choosing `value` in a select or radio group also ticks the checkbox `checkbox` (by script; verbs decide in any
/// case).
struct Ticks {
    std::string value;
    std::string checkbox;
};

enum class Look { primary, secondary, danger, quiet };

/// Writes one POST form with its form token, labels, hints and errors (R-A11Y-1..4). Fields appear in the order of the
/// calls; what was typed is kept, passwords never are. Ids are `field-NAME`.
class Form {
  public:
    Form(access::Visit& visit, Url action, Entered entered = {}, Errors errors = {});

    void text(std::string_view name, std::string_view label, const Field& field = {});
    void email(std::string_view name, std::string_view label, const Field& field = {});
    void telephone(std::string_view name, std::string_view label, const Field& field = {});
    void date(std::string_view name, std::string_view label, const Field& field = {});
    void password(std::string_view name, std::string_view label, PasswordKind kind, const Field& field = {});
    /// One field for a code read from a mail; paste works, blanks and dashes are welcome (R-A11Y-1).
    void code(std::string_view name, std::string_view label, const Field& field = {});
    void textarea(std::string_view name, std::string_view label, const Field& field = {}, int rows = 4);
    /// A file to choose, read by `uploaded_file` of platform/http/multipart.h; the form is then sent as multipart.
    /// `accept` names the kinds offered: ".csv,text/csv".
    void file(std::string_view name, std::string_view label, std::string_view accept, const Field& field = {});
    /// Several files, which the form brings unless the script sent them before.
    void files(std::string_view name, std::string_view label, std::string_view accept, const UploadsTo& to,
               const Field& field = {});
    void select(std::string_view name, std::string_view label, std::span<const Option> options, const Field& field = {},
                const std::optional<Ticks>& ticks = {});
    void radio_cards(std::string_view name, std::string_view label, std::span<const Option> options,
                     const Field& field = {}, const std::optional<Ticks>& ticks = {});
    /// Value "on" when ticked, as browsers send it.
    void checkbox(std::string_view name, std::string_view label, const Field& field = {});
    /// A checkbox whose further fields (written by `inside()`) show only while it is ticked; without script too.
    template <class Inside>
    void checkbox_with(std::string_view name, std::string_view label, const Field& field, Inside&& inside)
    {
        open_dependent(name, label, field);
        std::forward<Inside>(inside)();
        close_dependent();
    }
    /// Fields under a common heading.
    template <class Inside>
    void group(std::string_view heading, std::string_view hint, Inside&& inside)
    {
        open_group(heading, hint);
        std::forward<Inside>(inside)();
        close_group();
    }
    /// A value that rides along, such as a record's version.
    void hidden(std::string_view name, std::string_view value);
    /// Something shown between the fields.
    void add(const Html& html) { body_.add(html); }

    /// Finishes: the button row, and everything before it, the error summary first. `cancel` is a link beside the
    /// button.
    [[nodiscard]] Html done(std::string_view button, const std::optional<Url>& cancel = {}, Look look = Look::primary);

  private:
    /// aria-describedby and aria-invalid of a field, from its hint and error.
    struct Links {
        std::string described_by;
        bool is_invalid = false;
    };
    [[nodiscard]] Links links(std::string_view name, const Field& field) const;
    [[nodiscard]] std::string_view value(std::string_view name) const;
    void open_field(std::string_view name, std::string_view label, const Field& field);
    void open_set(std::string_view name, std::string_view label, const Field& field);
    void hint_and_error(std::string_view name, const Field& field);
    void input(std::string_view type, std::string_view name, std::string_view label, const Field& field);
    void tick_box(std::string_view name, std::string_view label, const Field& field);
    void open_dependent(std::string_view name, std::string_view label, const Field& field);
    void close_dependent();
    void open_group(std::string_view heading, std::string_view hint);
    void close_group();
    [[nodiscard]] Html summary() const;

    Url action_;
    std::string token_;
    Entered entered_;
    Errors errors_;
    std::set<std::string, std::less<>> written_; // names of the fields so far
    Html body_;
    bool has_file_ = false;
};

/// A filter bar: a GET form without token. `applied` are the values of the present address.
class Filters {
  public:
    Filters(Url action, Entered applied);
    void search(std::string_view name, std::string_view label);
    /// The first option is "all" with an empty value.
    void select(std::string_view name, std::string_view label, std::span<const Option> options);
    void date(std::string_view name, std::string_view label);
    /// Puts the fields that `add_fields` adds behind a line that unfolds them; unfolded while one of them is set.
    void fold(std::string_view summary, const std::function<void()>& add_fields);
    /// Rides along unchanged, such as the sort order.
    void keep(std::string_view name);
    /// With a link that clears the filters while any is set.
    [[nodiscard]] Html done(std::string_view button = "Show");

  private:
    Url action_;
    Entered applied_;
    std::set<std::string, std::less<>> names_;
    Html body_;
};

/// What the filters narrow down: the list and its pager. With script it is exchanged as one types; `Filters` needs it.
Html list_region(const Html& content);

/// A form that is nothing but its button: for actions in lists. `carried` become hidden fields.
Html post_button(access::Visit& visit, const Url& action, std::string_view text, Look look = Look::secondary,
                 const Entered& carried = {});
/// Asks before it acts, without script: opens to a sentence and the real button.
Html confirm_button(access::Visit& visit, const Url& action, std::string_view text, std::string_view question,
                    Look look = Look::danger, const Entered& carried = {});

} // namespace assetbuddy::ui
