#include "ui/form.h"

#include "ui/looks.h"

namespace assetbuddy::ui {
namespace {

std::string list_id(std::string_view name)
{
    return "list-" + std::string{name};
}

std::optional<std::string_view> unless_empty(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

std::optional<std::string> length(const Field& field)
{
    if (field.max_length == 0) return std::nullopt;
    return std::to_string(field.max_length);
}

Html token_field(std::string_view token)
{
    return Html::of(R"(<input type="hidden" name="form_token" value="{}">)", token);
}

} // namespace

Form::Form(access::Visit& visit, Url action, Entered entered, Errors errors)
    : action_(std::move(action)), token_(visit.form_token()), entered_(std::move(entered)), errors_(std::move(errors))
{}

std::string_view Form::value(std::string_view name) const
{
    const auto found = entered_.find(name);
    return found == entered_.end() ? std::string_view{} : std::string_view{found->second};
}

Form::Links Form::links(std::string_view name, const Field& field) const
{
    Links links;
    const std::string id = "field-" + std::string{name};
    if (!field.hint.empty()) links.described_by = id + "-hint";
    if (errors_.of(name) != nullptr) {
        links.is_invalid = true;
        links.described_by += (links.described_by.empty() ? "" : " ") + id + "-error";
    }
    return links;
}

void Form::hint_and_error(std::string_view name, const Field& field)
{
    if (!field.hint.empty()) body_.add(R"(<div class="form-hint" id="field-{}-hint">{}</div>)", name, field.hint);
    if (const auto* error = errors_.of(name); error != nullptr) {
        body_.add(
            R"(<div class="field-error" id="field-{}-error">{}<span><span class="visually-hidden">Error: </span>{}</span></div>)",
            name, icon("alert-circle"), error->message);
    }
}

void Form::open_field(std::string_view name, std::string_view label, const Field& field)
{
    written_.emplace(name);
    body_.add(R"(<div class="field"><label class="form-label" for="field-{}">{})", name, label);
    if (field.needed == Needed::optional) body_.add(R"( <span class="optional">(optional)</span>)");
    body_.add("</label>");
    hint_and_error(name, field);
}

void Form::open_set(std::string_view name, std::string_view label, const Field& field)
{
    written_.emplace(name);
    const auto tied = links(name, field);
    body_.add(R"(<fieldset class="field" id="field-{}" tabindex="-1"{}><legend class="form-label">{})", name,
              attribute("aria-describedby", unless_empty(tied.described_by)), label);
    if (field.needed == Needed::optional) body_.add(R"( <span class="optional">(optional)</span>)");
    body_.add("</legend>");
    hint_and_error(name, field);
}

void Form::input(std::string_view type, std::string_view name, std::string_view label, const Field& field)
{
    open_field(name, label, field);
    const auto tied = links(name, field);
    const bool is_secret = type == "password";
    const auto list = field.suggestions.empty() ? std::nullopt : std::optional{list_id(name)};
    body_.add(R"(<input class="form-control" id="field-{}" name="{}" type="{}" value="{}"{}{}{}{}{}{}{}{}>)", name,
              name, type, is_secret ? std::string_view{} : value(name),
              attribute("autocomplete", unless_empty(field.autocomplete)), attribute("maxlength", length(field)),
              attribute("list", list), flag("required", field.needed == Needed::required),
              flag("autofocus", field.focus == Focus::first && errors_.empty()),
              attribute("aria-describedby", unless_empty(tied.described_by)),
              attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt),
              attribute("spellcheck", type == "text" ? std::nullopt : std::optional<std::string_view>{"false"}));
}

void Form::text(std::string_view name, std::string_view label, const Field& field)
{
    input("text", name, label, field);
    if (!field.suggestions.empty()) {
        body_.add(R"(<datalist id="{}">)", list_id(name));
        for (const auto& each : field.suggestions) body_.add(R"(<option value="{}">)", each);
        body_.add("</datalist>");
    }
    body_.add("</div>");
}

void Form::email(std::string_view name, std::string_view label, const Field& field)
{
    input("email", name, label, field);
    body_.add("</div>");
}

void Form::telephone(std::string_view name, std::string_view label, const Field& field)
{
    input("tel", name, label, field);
    body_.add("</div>");
}

void Form::date(std::string_view name, std::string_view label, const Field& field)
{
    input("date", name, label, field);
    body_.add("</div>");
}

void Form::password(std::string_view name, std::string_view label, PasswordKind kind, const Field& field)
{
    auto with_token = field;
    with_token.autocomplete = kind == PasswordKind::fresh ? "new-password" : "current-password";
    input("password", name, label, with_token);
    body_.add("</div>");
}

void Form::code(std::string_view name, std::string_view label, const Field& field)
{
    open_field(name, label, field);
    const auto tied = links(name, field);
    body_.add(
        R"(<input class="form-control code-input" id="field-{}" name="{}" type="text" value="{}" inputmode="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"{}{}{}{}></div>)",
        name, name, value(name), flag("required", field.needed == Needed::required),
        flag("autofocus", field.focus == Focus::first && errors_.empty()),
        attribute("aria-describedby", unless_empty(tied.described_by)),
        attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt));
}

void Form::textarea(std::string_view name, std::string_view label, const Field& field, int rows)
{
    open_field(name, label, field);
    const auto tied = links(name, field);
    // A browser drops the first newline of a textarea, so one is given that may go.
    body_.add(
        "<textarea class=\"form-control\" id=\"field-{}\" name=\"{}\" rows=\"{}\"{}{}{}{}{}>\n{}</textarea></div>",
        name, name, rows, attribute("autocomplete", unless_empty(field.autocomplete)),
        attribute("maxlength", length(field)), flag("required", field.needed == Needed::required),
        attribute("aria-describedby", unless_empty(tied.described_by)),
        attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt),
        value(name));
}

void Form::file(std::string_view name, std::string_view label, std::string_view accept, const Field& field)
{
    open_field(name, label, field);
    has_file_ = true;
    const auto tied = links(name, field);
    body_.add(R"(<input class="form-control" id="field-{}" name="{}" type="file" accept="{}"{}{}{}></div>)", name, name,
              accept, flag("required", field.needed == Needed::required),
              attribute("aria-describedby", unless_empty(tied.described_by)),
              attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt));
}

void Form::files(std::string_view name, std::string_view label, std::string_view accept, const UploadsTo& to,
                 const Field& field)
{
    open_field(name, label, field);
    has_file_ = true;
    const auto tied = links(name, field);
    body_.add(
        R"(<input class="form-control" id="field-{}" name="{}" type="file" multiple accept="{}" data-upload-type="{}" data-upload-id="{}"{}{}></div>)",
        name, name, accept, to.record_type, to.record_id,
        attribute("aria-describedby", unless_empty(tied.described_by)),
        attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt));
}

void Form::select(std::string_view name, std::string_view label, std::span<const Option> options, const Field& field,
                  const std::optional<Ticks>& ticks)
{
    open_field(name, label, field);
    const auto tied = links(name, field);
    body_.add(R"(<select class="form-select" id="field-{}" name="{}"{}{}{}{}{}>)", name, name,
              flag("required", field.needed == Needed::required),
              attribute("aria-describedby", unless_empty(tied.described_by)),
              attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt),
              attribute("data-ticks-when", ticks ? std::optional<std::string_view>{ticks->value} : std::nullopt),
              attribute("data-ticks", ticks ? std::optional<std::string_view>{ticks->checkbox} : std::nullopt));
    for (const auto& option : options)
        body_.add(R"(<option value="{}"{}>{}</option>)", option.value, flag("selected", option.value == value(name)),
                  option.text);
    body_.add("</select></div>");
}

void Form::radio_cards(std::string_view name, std::string_view label, std::span<const Option> options,
                       const Field& field, const std::optional<Ticks>& ticks)
{
    open_set(name, label, field);
    body_.add(R"(<div class="choices"{}{}>)",
              attribute("data-ticks-when", ticks ? std::optional<std::string_view>{ticks->value} : std::nullopt),
              attribute("data-ticks", ticks ? std::optional<std::string_view>{ticks->checkbox} : std::nullopt));
    for (const auto& option : options) {
        body_.add(
            R"(<label class="choice"><input class="form-check-input" type="radio" name="{}" value="{}"{}{}><span class="choice-text"><span class="choice-name">{}</span>)",
            name, option.value, flag("checked", option.value == value(name)),
            flag("required", field.needed == Needed::required), option.text);
        if (!option.hint.empty()) body_.add(R"(<span class="choice-hint">{}</span>)", option.hint);
        body_.add("</span></label>");
    }
    body_.add("</div></fieldset>");
}

void Form::tick_box(std::string_view name, std::string_view label, const Field& field)
{
    written_.emplace(name);
    const auto tied = links(name, field);
    body_.add(
        R"(<label class="form-check"><input class="form-check-input" type="checkbox" id="field-{}" name="{}" value="on"{}{}{}><span class="form-check-label">{}</span></label>)",
        name, name, flag("checked", !value(name).empty() && value(name) != "off"),
        attribute("aria-describedby", unless_empty(tied.described_by)),
        attribute("aria-invalid", tied.is_invalid ? std::optional<std::string_view>{"true"} : std::nullopt), label);
    hint_and_error(name, field);
}

void Form::checkbox(std::string_view name, std::string_view label, const Field& field)
{
    body_.add(R"(<div class="field field-check">)");
    tick_box(name, label, field);
    body_.add("</div>");
}

void Form::open_dependent(std::string_view name, std::string_view label, const Field& field)
{
    body_.add(R"(<div class="field field-check dependent"><div class="dependent-switch">)");
    tick_box(name, label, field);
    body_.add(R"(</div><div class="dependent-fields">)");
}

void Form::close_dependent()
{
    body_.add("</div></div>");
}

void Form::open_group(std::string_view heading, std::string_view hint)
{
    body_.add(R"(<fieldset class="group"><legend>{}</legend>)", heading);
    if (!hint.empty()) body_.add(R"(<p class="group-hint">{}</p>)", hint);
}

void Form::close_group()
{
    body_.add("</fieldset>");
}

void Form::hidden(std::string_view name, std::string_view given)
{
    written_.emplace(name);
    body_.add(R"(<input type="hidden" name="{}" value="{}">)", name, given);
}

Html Form::summary() const
{
    Html html;
    if (errors_.empty()) return html;
    html.add(R"(<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>{}There is a problem</h2><ul>)",
             icon("alert-triangle"));
    for (const auto& error : errors_.all()) {
        if (written_.contains(error.field))
            html.add(R"(<li><a href="#field-{}">{}</a></li>)", error.field, error.message);
        else
            html.add("<li>{}</li>", error.message);
    }
    html.add("</ul></div>");
    return html;
}

Html Form::done(std::string_view button, const std::optional<Url>& cancel, Look look)
{
    // novalidate: our own messages are kinder than the browser's, and come with a summary.
    Html html;
    html.reserve(body_.view().size() + 1024);
    html.add(R"(<form method="post" action="{}" class="form" novalidate{}>{}{}{})", action_,
             attribute("enctype", has_file_ ? std::optional<std::string_view>{"multipart/form-data"} : std::nullopt),
             token_field(token_), summary(), body_);
    html.add(R"(<div class="form-buttons"><button type="submit" class="{}">{}</button>)", class_of(look), button);
    if (cancel) html.add(R"(<a class="btn btn-link" href="{}">Cancel</a>)", *cancel);
    html.add("</div></form>");
    return html;
}

} // namespace assetbuddy::ui
