#include "ui/form.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "testing/easel.h"

namespace assetbuddy::ui {
namespace {

using testing_support::Easel;

class Forms : public ::testing::Test {
  protected:
    static bool holds(const Html& html, std::string_view text)
    {
        return html.view().find(text) != std::string_view::npos;
    }
    Easel easel_;
    access::Visit visit_ = easel_.visit();
};

TEST_F(Forms, CarryATokenThatIsGood)
{
    Form form{visit_, Url{"/users/invite"}};
    const auto html = form.done("Send");
    const std::string marker = "name=\"form_token\" value=\"";
    const auto from = html.view().find(marker) + marker.size();
    const auto token = html.view().substr(from, html.view().find('"', from) - from);
    EXPECT_TRUE(visit_.is_form_token(token));
}

TEST_F(Forms, KeepWhatWasTypedButNeverPasswords)
{
    const Entered entered{
        {"name", "\"><script>"}, {"secret", "correct horse"}, {"note", "</textarea>x"}, {"role", "b"}, {"on", "on"}};
    Form form{visit_, Url{"/x"}, entered, Errors{base::Error{"invalid"}}};
    const std::array options{Option{"a", "A"}, Option{"b", "B"}};
    form.text("name", "Name");
    form.password("secret", "Password", PasswordKind::present);
    form.textarea("note", "Note");
    form.select("role", "Role", options);
    form.radio_cards("role", "Role", options);
    form.checkbox("on", "On");
    form.checkbox("off", "Off");
    const auto html = form.done("Send");
    EXPECT_TRUE(holds(html, "value=\"&quot;&gt;&lt;script&gt;\""));
    EXPECT_FALSE(holds(html, "correct horse"));
    EXPECT_TRUE(holds(html, "\n&lt;/textarea&gt;x</textarea>"));
    EXPECT_TRUE(holds(html, "<option value=\"b\" selected>"));
    EXPECT_FALSE(holds(html, "<option value=\"a\" selected>"));
    EXPECT_TRUE(holds(html, "value=\"b\" checked"));
    EXPECT_TRUE(holds(html, "name=\"on\" value=\"on\" checked"));
    EXPECT_FALSE(holds(html, "name=\"off\" value=\"on\" checked"));
}

TEST_F(Forms, TieErrorsToTheirFields)
{
    Form form{
        visit_,
        Url{"/x"},
        {},
        Errors{base::invalid({{"name", "required", "Enter a <name>."}, {"other", "x", "Something else."}}).error()}};
    form.text("name", "Name", {.hint = "As colleagues know them.", .focus = Focus::first});
    const auto html = form.done("Send");
    EXPECT_TRUE(holds(html, "aria-describedby=\"field-name-hint field-name-error\" aria-invalid=\"true\""));
    EXPECT_TRUE(holds(html, "role=\"alert\""));
    EXPECT_TRUE(holds(html, "<a href=\"#field-name\">Enter a &lt;name&gt;.</a>"));
    EXPECT_TRUE(holds(html, "<li>Something else.</li>")) << "an error without a field of its own is told too";
    EXPECT_EQ(html.view().find("autofocus"), html.view().rfind("autofocus")) << "only the summary takes the focus";
}

TEST_F(Forms, SayNothingOfErrorsWhereThereAreNone)
{
    Form form{visit_, Url{"/x"}};
    form.text("name", "Name", {.needed = Needed::optional, .focus = Focus::first});
    const auto html = form.done("Send", Url{"/users"});
    EXPECT_FALSE(holds(html, "role=\"alert\""));
    EXPECT_FALSE(holds(html, "aria-invalid"));
    EXPECT_FALSE(holds(html, " required"));
    EXPECT_TRUE(holds(html, "(optional)"));
    EXPECT_TRUE(holds(html, "autofocus"));
    EXPECT_TRUE(holds(html, "href=\"/users\""));
}

TEST_F(Forms, LetPasswordManagersAndPasteWork)
{
    Form form{visit_, Url{"/x"}};
    form.password("present", "Password", PasswordKind::present);
    form.password("fresh", "New password", PasswordKind::fresh);
    form.code("code", "Code");
    const auto html = form.done("Send");
    EXPECT_TRUE(holds(html, "autocomplete=\"current-password\""));
    EXPECT_TRUE(holds(html, "autocomplete=\"new-password\""));
    EXPECT_TRUE(holds(html, "autocomplete=\"one-time-code\""));
    EXPECT_FALSE(holds(html, "maxlength")) << "a cut code or password would be wrong without a word";
}

TEST_F(Forms, AskBeforeTheyAct)
{
    const auto html =
        confirm_button(visit_, Url{"/users/1/deactivate"}, "Deactivate", "Really?", Look::danger, {{"version", "3"}});
    EXPECT_TRUE(holds(html, "<details"));
    EXPECT_TRUE(holds(html, "action=\"/users/1/deactivate\""));
    EXPECT_TRUE(holds(html, "name=\"version\" value=\"3\""));
    EXPECT_TRUE(holds(html, "name=\"form_token\""));
}

TEST_F(Forms, FoldsFiltersUntilOneOfThemIsSet)
{
    const auto shown = [](const Entered& applied) {
        Filters filters{Url{"/defects"}, applied};
        filters.search("q", "Search");
        filters.fold("By day", [&] { filters.date("from", "From"); });
        return filters.done();
    };
    EXPECT_TRUE(holds(shown({{"q", "a"}}), "<details class=\"filter-fold\">"));
    EXPECT_TRUE(holds(shown({{"from", "2026-11-23"}}), "<details class=\"filter-fold\" open>"));
    EXPECT_TRUE(holds(shown({{"from", "2026-11-23"}}), ">Clear<"));
    EXPECT_TRUE(holds(shown({{"q", "a"}}), ">Clear<")) << "a fold hides nothing of what stands outside it";
}

TEST_F(Forms, OfFiltersAreAddressesThatCanBeKept)
{
    Filters filters{Url{"/users"}, {{"q", "a\"b"}, {"sort", "-name"}}};
    filters.search("q", "Search");
    filters.keep("sort");
    const auto html = filters.done();
    EXPECT_TRUE(holds(html, "method=\"get\""));
    EXPECT_TRUE(holds(html, "value=\"a&quot;b\""));
    EXPECT_TRUE(holds(html, "type=\"hidden\" name=\"sort\" value=\"-name\""));
    EXPECT_TRUE(holds(html, ">Clear<"));
    EXPECT_FALSE(holds(html, "form_token"));
    Filters untouched{Url{"/users"}, {{"sort", "-name"}}};
    untouched.search("q", "Search");
    EXPECT_FALSE(holds(untouched.done(), ">Clear<"));
}

} // namespace
} // namespace assetbuddy::ui
