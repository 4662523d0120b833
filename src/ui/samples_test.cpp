#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "testing/easel.h"
#include "ui/assets.h"
#include "ui/embedded.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

// Draws one page of each kind. Every drawn page must keep the rules below; with ASSETBUDDY_SAMPLE_PAGES=FOLDER the
// pages are also written there, to be looked at.

namespace assetbuddy::ui {
namespace {

using testing_support::Easel;

const std::vector<Option> roles{
    {"", "Choose a role"}, {"supervisor", "Supervisor"}, {"operator", "Operator"}, {"contractor", "Contractor"}};
const std::vector<Option> reach{{"all", "All sites", "Sees equipment everywhere in the organisation."},
                                {"leeds", "Leeds depot", "Sees only what belongs to Leeds depot."}};

access::Policy with_mail()
{
    access::Policy policy;
    policy.has_mail_server = true;
    return policy;
}

std::vector<access::Place> two_places()
{
    const auto facts = Easel::facts();
    return {{facts.organisation, facts.organisation_name, facts.user, facts.name, access::Role::owner, true},
            {base::OrganisationId{"01930000-0000-7000-8000-0000000000aa"}, "Harbour & Sons <Docks>", facts.user,
             facts.name, access::Role::contractor, true}};
}

Table people_table()
{
    Table table{"People",
                {{"Name", Url{"/users?sort=-name"}, Sorted::ascending},
                 {"Role", Url{"/users?sort=role"}},
                 {"Site"},
                 {"State"},
                 {""}}};
    table.row({person("Ada <script>alert(1)</script> Byron", "ada@northgate.example", Url{"/users/1"}),
               Html::text("Owner"), Html::text("All sites"), badge("Active", Tone::good),
               button_link(Url{"/users/1"}, "Open", Look::secondary)});
    table.row({person("Tom Brightwater", "tom.brightwater@a-rather-long-company-name.example", Url{"/users/2"}),
               Html::text("Site Manager"), Html::text("Leeds depot"), badge("Invited", Tone::info),
               button_link(Url{"/users/2"}, "Open", Look::secondary)});
    table.row({person("Priya Shah", "priya@contractor.example · Shah Lifts Ltd", Url{"/users/3"}),
               Html::text("Contractor"), Html::text("–"), badge("Locked", Tone::bad),
               button_link(Url{"/users/3"}, "Open", Look::secondary)});
    table.row({person("Lee Marsh", "lee@northgate.example", Url{"/users/4"}), Html::text("Operator"),
               Html::text("Leeds depot"), badge("Not active", Tone::neutral),
               button_link(Url{"/users/4"}, "Open", Look::secondary)});
    table.row({person("Ines Duarte", "ines@northgate.example", Url{"/users/5"}), Html::text("Supervisor"),
               Html::text("Hull yard"), badge("Expired", Tone::warning),
               button_link(Url{"/users/5"}, "Open", Look::secondary)});
    return table;
}

std::string list_page()
{
    Easel easel;
    auto visit = easel.visit();
    const std::vector<Tab> both{{"People", Url{"/users"}, true, 48},
                                {"Invitations", Url{"/users?tab=invitations"}, false, 3}};
    Filters filters{Url{"/users"}, {{"q", "a"}}};
    filters.search("q", "Search name, email or company");
    filters.select("role", "Role", roles);
    PageParts parts{.title = "Users", .section = Section::users, .mail = MailMatters::yes};
    parts.lead = "Everyone who has a place in Northgate Engineering.";
    parts.actions = button_link(Url{"/users/invite"}, "Invite User", Look::primary, "user-plus");
    parts.content.add(tabs("Users", both)).add(filters.done());
    Html list = people_table().done();
    list.add(pager(std::nullopt, Url{"/users?cursor=x"}));
    parts.content.add(list_region(list));
    return page(visit, Easel::frame(Easel::facts(), two_places()), std::move(parts)).body;
}

std::string form_page(Errors errors)
{
    Easel easel{with_mail()};
    auto visit = easel.visit();
    const bool is_refused = !errors.empty();
    Entered entered{
        {"name", "Tom \"T\" Brightwater"}, {"is_external", "on"}, {"role", "contractor"}, {"reach", "leeds"}};
    Form form{visit, Url{"/users/invite"}, is_refused ? entered : Entered{}, std::move(errors)};
    form.text("name", "Name",
              {.hint = "First and last name, as colleagues know them.", .autocomplete = "off", .max_length = 100});
    form.email("email", "Email", {.hint = "The invitation goes to this address.", .autocomplete = "off"});
    form.select("role", "Role", roles, {}, Ticks{"contractor", "is_external"});
    form.add(Html::of(
        R"(<details class="field" open><summary>Everything each role may do</summary><h2>Operator</h2><ul><li>see sites</li><li>report defects</li></ul></details>)"));
    form.radio_cards("reach", "Site", reach, {.hint = "Choosing a site narrows what this person sees."});
    form.checkbox_with("is_external", "External user", {.hint = "Somebody from another company."}, [&] {
        form.text("company_name", "Company name", {.autocomplete = "off"});
        form.textarea("company_address", "Company address", {.needed = Needed::optional}, 3);
    });
    form.group("Message", "A few words of your own in the email.",
               [&] { form.textarea("message", "Personal message", {.needed = Needed::optional, .max_length = 1000}); });
    PageParts parts{.title = "Invite a user",
                    .section = Section::users,
                    .crumbs = {{"Users", Url{"/users"}}},
                    .width = Width::narrow,
                    .status = is_refused ? 422 : 200};
    parts.content = form.done("Send Invitation", Url{"/users"});
    return page(visit, Easel::frame(Easel::facts()), std::move(parts)).body;
}

Errors mistakes()
{
    return Errors{base::invalid({{"email", "invalid", "Enter an email address, like name@example.org."},
                                 {"company_name", "required", "Enter the company's name."},
                                 {"lifetime", "invalid", "The invitation can live 30 days at most."}})
                      .error()};
}

std::string detail_page()
{
    Easel easel{with_mail()};
    auto visit = easel.visit();
    visit.flash("ignored: read from the next request");
    Descriptions facts;
    facts.add("Email", "tom@northgate.example");
    facts.add("Phone", "");
    facts.add("Last seen", time_of(easel.clock.now(), "Europe/London"));
    facts.add("Company address", "1 Quay Street\nHull");
    auto unconfirmed = Easel::facts();
    unconfirmed.email_confirmed = false;
    PageParts parts{.title = "Tom Brightwater", .section = Section::users, .crumbs = {{"Users", Url{"/users"}}}};
    parts.actions.add(button_link(Url{"/users/2/edit"}, "Edit", Look::secondary, "pencil"));
    parts.actions.add(confirm_button(visit, Url{"/users/2/deactivate"}, "Deactivate",
                                     "Tom is signed out everywhere at once. You can undo this."));
    parts.content.add(card("Details", facts.done())).add(card("New invite code", shown_secret("ABCD-EFGH")));
    parts.content.add(notice(Tone::info, "", paragraph("Nothing is assigned to Tom.")));
    parts.content.add(empty_state({"mail", "No invitations yet", "People join when you invite them by email.",
                                   button_link(Url{"/users/invite"}, "Invite User")}));
    return page(visit, Easel::frame(unconfirmed), std::move(parts)).body;
}

std::string sign_in_page()
{
    Easel easel;
    auto visit = easel.visit();
    Form form{visit, Url{"/sign-in"}, {{"email", "maya@northgate.example"}}, {}};
    form.email("email", "Email", {.autocomplete = "username", .focus = Focus::first});
    form.password("password", "Password", PasswordKind::present);
    return focused_page(
               visit, {.title = "Sign in",
                       .content = form.done("Sign in"),
                       .footer = paragraph("Have an invite code? ").add(link(Url{"/join"}, "Join your organisation"))})
        .body;
}

std::string accept_page()
{
    Easel easel;
    auto visit = easel.visit();
    Form form{visit,
              Url{"/accept"},
              {},
              Errors{base::Error{"wrong_code", "code", "That is not the code in the email. 4 tries are left."}}};
    form.code("code", "Invite code", {.hint = "Eight letters and digits from the email, such as K7WM-3XQ9."});
    form.password("password", "Choose a password", PasswordKind::fresh,
                  {.hint = "At least 15 characters. A few words in a row work well."});
    return focused_page(visit, {.title = "Join Northgate Engineering",
                                .content = form.done("Join"),
                                .lead = "Maya Okafor invited you as Supervisor.",
                                .status = 422})
        .body;
}

std::string place_page()
{
    Easel easel;
    auto visit = easel.visit();
    Form form{visit, Url{"/accept"}, {{"name", "Tom Brightwater"}}, {}};
    form.add(Html::of(
        R"(<div class="field"><label class="form-label" for="field-email">Email</label><input class="form-control" id="field-email" type="email" value="{}" autocomplete="username" readonly></div>)",
        "tom@example.org"));
    form.password("password", "Choose a password", PasswordKind::fresh,
                  {.hint = "At least 15 characters. A few words in a row work well."});
    form.group("About you", "Please correct what is not right.",
               [&] { form.text("name", "Name", {.autocomplete = "name"}); });
    auto content = notice(Tone::info, "This address is already invited",
                          paragraph("You can send that invitation again.")
                              .add(post_button(visit, Url{"/a"}, "Send it again"))
                              .add(button_link(Url{"/b"}, "Show the invitation", Look::quiet)));
    content.add(form.done("Join Northgate Engineering"));
    return focused_page(visit,
                        {.title = "Join Northgate Engineering", .content = content, .lead = "Maya Okafor invites you."})
        .body;
}

std::string refused_page()
{
    Easel easel;
    return refusal_page(easel.request, base::Error{"internal"}).body;
}

const std::map<std::string, std::function<std::string()>>& samples()
{
    static const std::map<std::string, std::function<std::string()>> all{
        {"list", list_page},
        {"form", [] { return form_page({}); }},
        {"form-refused", [] { return form_page(mistakes()); }},
        {"detail", detail_page},
        {"sign-in", sign_in_page},
        {"accept", accept_page},
        {"place", place_page},
        {"refused", refused_page}};
    return all;
}

std::vector<std::string> all_matches(const std::string& text, const char* pattern)
{
    const std::regex wanted{pattern};
    std::vector<std::string> found;
    for (std::sregex_iterator each{text.begin(), text.end(), wanted}, end; each != end; ++each)
        found.push_back((*each)[1]);
    return found;
}

void write_where_asked(const std::string& name, const std::string& drawn)
{
    const char* folder = std::getenv("ASSETBUDDY_SAMPLE_PAGES");
    if (folder == nullptr) return;
    const std::filesystem::path pages{folder};
    std::filesystem::create_directories(pages / "assets");
    std::ofstream{pages / (name + ".html")} << drawn;
    for (const auto& file : embedded_files()) std::ofstream{pages / "assets" / file.address} << file.plain.view();
}

class SamplePages : public ::testing::TestWithParam<std::string> {
  protected:
    void SetUp() override { write_where_asked(GetParam(), drawn_); }
    std::string drawn_ = samples().at(GetParam())();
};

TEST_P(SamplePages, HaveOneHeadingALanguageAndATitle)
{
    EXPECT_EQ(all_matches(drawn_, "<(h1)>").size(), 1U);
    EXPECT_NE(drawn_.find("<html lang=\"en-GB\""), std::string::npos);
    EXPECT_EQ(all_matches(drawn_, "<title>([^<]+ · AssetBuddy)</title>").size(), 1U);
}

TEST_P(SamplePages, UseEachIdOnce)
{
    const auto ids = all_matches(drawn_, " id=\"([^\"]+)\"");
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST_P(SamplePages, NameEveryField)
{
    const auto fields = all_matches(
        drawn_,
        "<(?:input|select|textarea) class=\"form-(?:control|select)[^\"]*\"(?: type=\"search\")? id=\"([^\"]+)\"");
    for (const auto& id : fields) EXPECT_NE(drawn_.find("for=\"" + id + '"'), std::string::npos) << id;
}

TEST_P(SamplePages, PointOnlyAtWhatIsThere)
{
    for (const auto& described : all_matches(drawn_, "aria-describedby=\"([^\"]+)\"")) {
        for (const auto& id : all_matches(described, "([^ ]+)"))
            EXPECT_NE(drawn_.find(" id=\"" + id + '"'), std::string::npos) << id;
    }
    for (const auto& id : all_matches(drawn_, "href=\"#([^\"]+)\""))
        EXPECT_NE(drawn_.find(" id=\"" + id + '"'), std::string::npos) << id;
}

TEST_P(SamplePages, HoldNothingTheContentSecurityPolicyForbids)
{
    EXPECT_EQ(drawn_.find(" style="), std::string::npos);
    EXPECT_EQ(drawn_.find("<style"), std::string::npos);
    EXPECT_TRUE(all_matches(drawn_, "(<script(?! src=\"/static/))").empty());
    EXPECT_TRUE(all_matches(drawn_, "( on[a-z]+=)").empty());
    EXPECT_TRUE(all_matches(drawn_, "(?:src|href)=\"(https?:[^\"]*)\"").empty());
}

TEST_P(SamplePages, SignEveryPost)
{
    EXPECT_EQ(all_matches(drawn_, "(<form method=\"post\")").size(),
              all_matches(drawn_, "name=\"form_token\" value=\"([^\"]+)\"").size());
}

INSTANTIATE_TEST_SUITE_P(Each, SamplePages,
                         ::testing::Values("list", "form", "form-refused", "detail", "sign-in", "accept", "place",
                                           "refused"),
                         [](const auto& tested) { return std::regex_replace(tested.param, std::regex{"-"}, "_"); });

} // namespace
} // namespace assetbuddy::ui
