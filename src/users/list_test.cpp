#include "users/list.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <gtest/gtest.h>

#include "accounts/add.h"
#include "base/text.h"
#include "testing/databases.h"
#include "testing/world.h"
#include "users/add.h"
#include "users/find.h"

namespace assetbuddy::users {
namespace {

using access::Role;
using testing_support::Person;
using testing_support::TestDatabase;
using testing_support::World;

constexpr std::array orders{"name", "-name", "email", "-email", "role", "-role", "last_seen_at", "-last_seen_at"};

class UserList : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    std::vector<User> everybody_;

    void SetUp() override
    {
        everybody_.push_back(look(world_.home.owner.user));
        int number = 0;
        for (const auto* name :
             {"Zoë Äpfel", "zoe apfel", "Zoe Apfel", "Émile Öst", "Øyvind Ås", "李 雷", "Anna O'Hara", "anna o'hara",
              "Иван Петров", "Anna O'Hara", "Łucja Ćma", "Nadia Nine", "Åsa Berg"})
            add(name, number++);
        world_.execute("UPDATE users SET deleted_at = 1 WHERE name = 'Nadia Nine'");
        std::erase_if(everybody_, [](const User& user) { return user.name == "Nadia Nine"; });
    }
    void TearDown() override { EXPECT_EQ(world_.changes_in_twin(), ""); }

    User look(const base::UserId& id)
    {
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return find_visible(call, id); }).value();
    }

    /// People whose roles, sites, flags and times differ by their number, with ties of every kind.
    void add(const std::string& name, int number)
    {
        const auto role =
            std::array{Role::operator_, Role::contractor, Role::supervisor}[static_cast<std::size_t>(number % 3)];
        User user{.id = {},
                  .organisation = world_.home.id,
                  .account = {},
                  .name = name,
                  .email = "P" + std::to_string(number * 7 % 13) + "@Example.org",
                  .role = role};
        if (number % 2 == 0) user.site = world_.home.site;
        user.job_title = number % 4 == 0 ? "Crane driver" : "";
        user.is_active = number % 5 != 0;
        user.is_external = role == Role::contractor;
        if (user.is_external) user.company_name = "Lifts & Co";
        user.created_at = world_.clock.now();
        const auto done = world_.as(world_.home.owner, [&](access::Call& call) -> base::Done {
            user.id = call.make_id<base::UserId>();
            user.account = accounts::add(call, base::EmailAddress::parse(user.email).value(), "", call.now);
            users::add(call, user);
            return {};
        });
        ASSERT_TRUE(done);
        world_.execute("UPDATE users SET last_seen_at = " + std::to_string(number % 4 * 1000000) + " WHERE id = '" +
                       user.id.text() + "'");
        everybody_.push_back(look(user.id));
    }

    base::Result<UserPage> list_as(const Person& person, const ListRequest& request)
    {
        return world_.look_as(person, [&](access::Call& call) { return list(call, request); });
    }
    UserPage page(const ListRequest& request) { return list_as(world_.home.owner, request).value(); }

    /// What the list ought to say, found the slow way.
    std::vector<std::string> expected(const ListRequest& request, bool (*fits)(const User&, const base::SiteId&))
    {
        auto people = everybody_;
        std::erase_if(people, [&](const User& user) { return !fits(user, world_.home.site); });
        const auto key = [&](const User& user) {
            const auto name = base::sort_key(user.name);
            const auto email = base::EmailAddress::parse(user.email)->key();
            const std::string role{access::to_text(user.role)};
            switch (request.order.key) {
            case SortKey::name:
                return std::tuple{name, std::string{}, std::int64_t{0}, user.id.text()};
            case SortKey::email:
                return std::tuple{email, std::string{}, std::int64_t{0}, user.id.text()};
            case SortKey::role:
                return std::tuple{role, name, std::int64_t{0}, user.id.text()};
            case SortKey::last_seen_at:
                break;
            }
            return std::tuple{std::string{}, std::string{}, base::to_microseconds(user.last_seen_at), user.id.text()};
        };
        std::ranges::sort(people, [&](const User& one, const User& other) { return key(one) < key(other); });
        if (request.order.direction == Direction::descending) std::ranges::reverse(people);
        return ids_of(people);
    }
    static std::vector<std::string> ids_of(const std::vector<User>& people)
    {
        std::vector<std::string> ids;
        for (const auto& user : people) ids.push_back(user.id.text());
        return ids;
    }

    /// Every page after the other, on or back.
    std::vector<std::string> walked(ListRequest request, std::string UserPage::* way)
    {
        std::vector<std::string> ids;
        for (;;) {
            const auto found = page(request);
            auto here = ids_of(found.users);
            EXPECT_LE(here.size(), static_cast<std::size_t>(request.limit));
            const bool is_on = way == &UserPage::next_cursor;
            ids.insert(is_on ? ids.end() : ids.begin(), here.begin(), here.end());
            request.cursor = found.*way;
            if (request.cursor.empty() || ids.size() > everybody_.size()) return ids;
        }
    }
    /// A page at the end whose cursor leads back.
    std::string cursor_behind_all(const ListRequest& request)
    {
        Cursor cursor{.way = Cursor::Way::back,
                      .order = request.order,
                      .user = base::UserId{"ffffffff-ffff-7fff-bfff-ffffffffffff"}};
        const bool is_down = request.order.direction == Direction::descending;
        if (request.order.key == SortKey::role) cursor.role = is_down ? "contractor" : "supervisor";
        if (request.order.key == SortKey::last_seen_at)
            cursor.last_seen_at = is_down ? -1 : INT64_MAX;
        else
            cursor.text = is_down ? "" : "~";
        if (is_down) cursor.user = base::UserId{"00000000-0000-0000-0000-000000000000"};
        return to_text(cursor);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, UserList, testing_support::AllEngines(), testing_support::engine_name);

struct Narrowed {
    std::string what;
    void (*set)(ListRequest&, const base::SiteId&);
    bool (*fits)(const User&, const base::SiteId&);
};

const std::array narrowed{
    Narrowed{"all", [](auto&, const auto&) {}, [](const auto&, const auto&) { return true; }},
    Narrowed{"role", [](auto& request, const auto&) { request.role = Role::operator_; },
             [](const auto& user, const auto&) { return user.role == Role::operator_; }},
    Narrowed{"site", [](auto& request, const auto& site) { request.site = site; },
             [](const auto& user, const auto& site) { return user.site == site; }},
    Narrowed{"active", [](auto& request, const auto&) { request.is_active = true; },
             [](const auto& user, const auto&) { return user.is_active; }},
    Narrowed{"inactive", [](auto& request, const auto&) { request.is_active = false; },
             [](const auto& user, const auto&) { return !user.is_active; }},
    Narrowed{"external", [](auto& request, const auto&) { request.is_external = true; },
             [](const auto& user, const auto&) { return user.is_external; }},
    Narrowed{
        "inside and active at a site",
        [](auto& request, const auto& site) {
            request.is_external = false;
            request.is_active = true;
            request.site = site;
        },
        [](const auto& user, const auto& site) { return !user.is_external && user.is_active && user.site == site; }},
    Narrowed{"one word", [](auto& request, const auto&) { request.query = "ANN"; },
             [](const auto& user, const auto&) { return base::case_folded(user.name).starts_with("anna"); }},
    Narrowed{"two words and a role",
             [](auto& request, const auto&) {
                 request.query = "lift zoe";
                 request.role = Role::contractor;
             },
             [](const auto& user, const auto&) {
                 return user.is_external && base::case_folded(user.name).starts_with("zoe");
             }},
};

TEST_P(UserList, PagesJoinedAreTheWholeListOnAndBack)
{
    for (const auto& narrow : narrowed) {
        for (const auto* order : orders) {
            ListRequest request{.order = read_order(order).value(), .limit = 3, .with_total = true};
            narrow.set(request, world_.home.site);
            SCOPED_TRACE(narrow.what + " by " + order);
            const auto wanted = expected(request, narrow.fits);
            ASSERT_FALSE(wanted.empty());
            EXPECT_EQ(walked(request, &UserPage::next_cursor), wanted);
            EXPECT_EQ(page(request).total, static_cast<std::int64_t>(wanted.size()));
            EXPECT_FALSE(page(request).is_cut);
            request.cursor = cursor_behind_all(request);
            EXPECT_EQ(walked(request, &UserPage::previous_cursor), wanted);
        }
    }
}

TEST_P(UserList, TheWayBackEndsAtTheFirstPage)
{
    ListRequest request{.limit = 5};
    const auto first = page(request);
    EXPECT_EQ(first.previous_cursor, "");
    request.cursor = first.next_cursor;
    const auto second = page(request);
    request.cursor = second.previous_cursor;
    const auto again = page(request);
    EXPECT_EQ(ids_of(again.users), ids_of(first.users));
    EXPECT_EQ(again.previous_cursor, "");
    EXPECT_EQ(again.next_cursor, first.next_cursor);
}

TEST_P(UserList, ACursorOfAnotherOrderOrOfNobodyIsRefused)
{
    const auto cursor = page({.limit = 2}).next_cursor;
    ASSERT_NE(cursor, "");
    const auto by_email = read_order("email").value();
    for (const auto& [given, order] :
         {std::pair{cursor, by_email}, std::pair{cursor + "A", Order{}}, std::pair{std::string{"!"}, Order{}},
          std::pair{std::string{"bmFtZQ"}, Order{}}}) {
        const auto refused = list_as(world_.home.owner, {.order = order, .cursor = given});
        ASSERT_FALSE(refused) << given;
        EXPECT_EQ(refused.error().code, "malformed");
    }
}

TEST_P(UserList, FindsThreeLettersAnywhereAndFewerAtTheBeginning)
{
    const auto names = [&](const std::string& query) {
        std::vector<std::string> found;
        for (const auto& user : page({.query = query}).users) found.push_back(user.name);
        return found;
    };
    EXPECT_EQ(names("émi"), std::vector<std::string>{"Émile Öst"});
    EXPECT_EQ(names("emil"), std::vector<std::string>{"Émile Öst"}) << "without accents too";
    EXPECT_EQ(names("ile"), std::vector<std::string>{"Émile Öst"}) << "inside a word";
    EXPECT_EQ(names("le"), std::vector<std::string>{}) << "two letters begin a word";
    EXPECT_EQ(names("os"), std::vector<std::string>{"Émile Öst"});
    EXPECT_EQ(names("mil xyz"), std::vector<std::string>{});
    EXPECT_EQ(names("ml"), std::vector<std::string>{});
    EXPECT_EQ(names("emi_e"), std::vector<std::string>{}) << "no sign stands for a letter";
    EXPECT_EQ(names("李"), std::vector<std::string>{"李 雷"});
    EXPECT_EQ(names("иван петр"), std::vector<std::string>{"Иван Петров"});
    EXPECT_EQ(names("p7@example.org").size(), 1U);
    EXPECT_EQ(names("driv").size(), 4U) << "by job title";
    EXPECT_EQ(names("river").size(), 4U);
    EXPECT_EQ(names("ohara"), std::vector<std::string>{});
    EXPECT_EQ(names("anna zoe"), std::vector<std::string>{});
    EXPECT_EQ(names("%"), std::vector<std::string>{}) << "a search without a word finds nobody";
    EXPECT_EQ(names("nadia"), std::vector<std::string>{}) << "deleted";
}

TEST_P(UserList, OnlyWhoHoldsUsersViewSeesAnybody)
{
    int number = 0;
    for (const auto role : access::all_roles()) {
        if (role == Role::owner) continue;
        for (const bool is_external : {false, true}) {
            if (role == Role::contractor && !is_external) continue;
            const auto person =
                world_.add_person(world_.home.id, {.name = "Asker",
                                                   .email = "asker" + std::to_string(++number) + "@example.org",
                                                   .role = role,
                                                   .is_external = is_external});
            const bool may =
                !is_external && access::default_grants(role).find(access::Permission::users_view).has_value();
            SCOPED_TRACE(std::string{access::to_text(role)} + (is_external ? " from outside" : ""));
            const auto found = list_as(person, {});
            EXPECT_EQ(found.has_value(), may);
            EXPECT_EQ(found ? "" : found.error().code, may ? "" : "forbidden");
            const auto one =
                world_.look_as(person, [&](access::Call& call) { return find_visible(call, everybody_[1].id); });
            EXPECT_EQ(one.has_value(), may);
            EXPECT_EQ(one ? "" : one.error().code, may ? "" : "not_found");
        }
    }
}

TEST_P(UserList, NeverShowsTheTwin)
{
    const auto strangers = list_as(world_.twin.owner, {.with_total = true}).value();
    ASSERT_EQ(strangers.users.size(), 1U);
    EXPECT_EQ(strangers.total, 1);
    EXPECT_EQ(strangers.users[0].id, world_.twin.owner.user);
    EXPECT_TRUE(list_as(world_.twin.owner, {.query = "anna"}).value().users.empty());
    EXPECT_TRUE(list_as(world_.twin.owner, {.site = world_.home.site}).value().users.empty());
    const auto one =
        world_.look_as(world_.twin.owner, [&](access::Call& call) { return find_visible(call, everybody_[1].id); });
    ASSERT_FALSE(one);
    EXPECT_EQ(one.error().code, "not_found");
    // A cursor is a place in an order, not a key to anybody.
    const auto cursor = page({.limit = 2}).next_cursor;
    const auto theirs = list_as(world_.twin.owner, {.cursor = cursor}).value();
    for (const auto& user : theirs.users) EXPECT_EQ(user.organisation, world_.twin.id);
}

} // namespace
} // namespace assetbuddy::users
