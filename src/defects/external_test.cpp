// EXT-2, INV-24: what people from outside see of defects, and work that waits for somebody invited.

#include <gtest/gtest.h>

#include "defects/assign.h"
#include "defects/assignees.h"
#include "defects/close_out.h"
#include "defects/edit.h"
#include "defects/find.h"
#include "defects/limits.h"
#include "defects/list.h"
#include "defects/parts.h"
#include "defects/react.h"
#include "defects/reassign.h"
#include "defects/verify.h"
#include "invitations/revoke.h"
#include "testing/defects.h"
#include "testing/invitations.h"
#include "users/deactivate_ended.h"

namespace assetbuddy::defects {
namespace {

using access::Role;
using testing_support::code_of;
using testing_support::Person;

/// As server/reactions.cpp does for this room.
void answer(access::Call& call, const access::Announcement& announcement)
{
    if (const auto* accepted = std::get_if<access::InvitationAccepted>(&announcement)) hand_over(call, *accepted);
    if (const auto* ended = std::get_if<access::InvitationEnded>(&announcement)) take_back(call, *ended);
    if (const auto* left = std::get_if<access::UserLeft>(&announcement)) tell_left_behind(call, *left);
}

class ExternalDefects : public invitations::testing_support::InvitationsTest {
  protected:
    base::AssetId asset_;
    Person dana_;
    Person lift_;

    void SetUp() override
    {
        world_.kernel.react = answer;
        asset_ = testing_support::add_asset(world_, world_.home.id, world_.home.site);
        dana_ = contractor("dana@example.org", "Dana Fitter");
        lift_ = contractor("lift@example.org", "Lee Lift");
    }
    Person contractor(const std::string& email, const std::string& name)
    {
        return world_.add_person(world_.home.id,
                                 {.name = name, .email = email, .role = Role::contractor, .is_external = true});
    }
    Defect reported(const std::string& title)
    {
        return testing_support::report_defect(world_, world_.home.owner, asset_, {.title = title, .severity = "high"});
    }
    void give(const Defect& defect, const Assignee& to)
    {
        ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return assign(call, defect.id, to); }));
    }
    base::Result<Defect> seen_by(const Person& person, const Defect& defect)
    {
        return world_.look_as(person, [&](access::Call& call) { return find_visible(call, defect.id); });
    }
    base::Result<DefectPage> listed_for(const Person& person, ListRequest request = {})
    {
        request.with_total = true;
        return world_.look_as(person, [&](access::Call& call) { return list(call, request); });
    }
    base::Result<Defect> close_out_as(const Person& person, const Defect& defect, const std::string& notes)
    {
        return world_.as(person, [&](access::Call& call) {
            return close_out(call, defect.id, {.notes = notes, .parts_cost = "99", .repaired_by = "Secret helper"});
        });
    }
    std::size_t count(const std::string& sql) { return world_.rows(sql).size(); }
};
INSTANTIATE_TEST_SUITE_P(Engines, ExternalDefects, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(ExternalDefects, TheWallStandsBeforeEverySurfaceForEveryTie)
{
    const auto now = reported("Hook bent");
    const auto was = reported("Rope frayed");
    const auto never = reported("Lamp dead");
    give(now, {.user = dana_.user});
    give(was, {.user = dana_.user});
    give(was, {.user = lift_.user});
    EXPECT_EQ(seen_by(dana_, now)->title, "Hook bent");
    for (const auto* hidden : {&was, &never}) {
        const auto& id = hidden->id;
        EXPECT_EQ(code_of(seen_by(dana_, *hidden)), "not_found");
        const auto refused = [&](auto&& verb) { EXPECT_EQ(code_of(world_.as(dana_, verb)), "not_found"); };
        refused([&](access::Call& call) { return list_events(call, id); });
        refused([&](access::Call& call) { return close_out(call, id, {.notes = "x"}); });
        refused([&](access::Call& call) { return close_out(call, id, {}); });
        refused([&](access::Call& call) { return await_parts(call, id); });
        refused([&](access::Call& call) { return resume(call, id); });
        refused([&](access::Call& call) { return approve(call, id); });
        refused([&](access::Call& call) { return reject(call, id, "x"); });
        refused([&](access::Call& call) { return defects::close(call, id); });
        refused([&](access::Call& call) { return assign(call, id, {.user = dana_.user}); });
        refused([&](access::Call& call) { return edit(call, id, {.title = "x", .expected_version = 99}); });
        refused([&](access::Call& call) { return write_note(call, id, "x"); });
    }
    EXPECT_EQ(listed_for(dana_)->total, 1);
    for (const auto* words : {"rope", "lamp", "d-2", "d-3"}) EXPECT_EQ(listed_for(dana_, {.query = words})->total, 0);
    EXPECT_EQ(listed_for(dana_, {.query = "fs-001"})->total, 1);
    EXPECT_EQ(listed_for(dana_, {.assignee = lift_.user})->total, 0);
    EXPECT_EQ(listed_for(dana_, {.is_unassigned = true})->total, 0);
    EXPECT_EQ(listed_for(dana_, {.asset = asset_})->total, 1);
    EXPECT_EQ(listed_for(dana_, {.site = world_.home.site})->total, 1);
    EXPECT_EQ(count("SELECT 1 FROM notifications WHERE user_id = '" + dana_.user.text() + "'"), 1U)
        << "the notice of what is not theirs any more is gone too";
}

TEST_P(ExternalDefects, ATakenAssignmentIsGoneAtTheNextRequest)
{
    const auto defect = reported("Hook bent");
    give(defect, {.user = dana_.user});
    EXPECT_TRUE(seen_by(dana_, defect));
    give(defect, {});
    EXPECT_EQ(code_of(seen_by(dana_, defect)), "not_found");
    EXPECT_EQ(listed_for(dana_)->total, 0);
}

TEST_P(ExternalDefects, NothingOfAnEarlierAssigneeIsTold)
{
    const auto defect = reported("Hook bent");
    give(defect, {.user = lift_.user});
    ASSERT_TRUE(world_.as(lift_, [&](access::Call& call) { return write_note(call, defect.id, "Private words"); }));
    ASSERT_TRUE(close_out_as(lift_, defect, "Private closeout"));
    give(defect, {.user = dana_.user});
    const auto seen = seen_by(dana_, defect);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->closeout_notes + seen->repaired_by, "");
    EXPECT_FALSE(seen->parts_cost || seen->closed_out_by);
    EXPECT_EQ(listed_for(dana_)->defects.at(0).closeout_notes, "");
    const auto events = world_.look_as(dana_, [&](access::Call& call) { return list_events(call, defect.id); });
    for (const auto& event : *events) {
        EXPECT_EQ(event.words.find("Private"), std::string::npos);
        EXPECT_EQ(in_words(event).find("Lee"), std::string::npos) << in_words(event);
    }
    ASSERT_TRUE(
        world_.as(world_.home.owner, [&](access::Call& call) { return reject(call, defect.id, "Still bent"); }));
    EXPECT_EQ(seen_by(dana_, defect)->rejected_reason, "Still bent") << "said to whoever has it now";
    give(defect, {.user = lift_.user});
    EXPECT_EQ(seen_by(lift_, defect)->rejected_reason, "");
}

TEST_P(ExternalDefects, WhatIsClosedStaysReadableForThirtyDays)
{
    const auto defect = reported("Hook bent");
    give(defect, {.user = dana_.user});
    ASSERT_TRUE(close_out_as(dana_, defect, "Straightened"));
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return approve(call, defect.id); }));
    const auto after = [&](std::chrono::hours time) {
        world_.clock.advance(time);
        dana_.credential = world_.sign_in(dana_);
        return code_of(seen_by(dana_, defect));
    };
    EXPECT_EQ(seen_by(dana_, defect)->closeout_notes, "Straightened");
    EXPECT_EQ(after(std::chrono::hours{24 * 30 - 1}), "");
    EXPECT_EQ(after(std::chrono::hours{2}), "not_found");
    EXPECT_EQ(listed_for(dana_)->total, 0);
}

TEST_P(ExternalDefects, WorkWaitsForSomebodyInvited)
{
    auto offer = offer_to("nia@example.org", "contractor");
    offer.is_external = true;
    offer.company_name = "Nia Ltd";
    const auto invitation = send_as(world_.home.owner, offer).value();
    const auto defect = reported("Hook bent");
    give(defect, {.invitation = invitation.id});
    EXPECT_EQ(seen_by(world_.home.owner, defect)->assignee.invitation, invitation.id);
    const auto secrets = mailbox_.latest_to("nia@example.org");
    const auto accepted = accept_as({}, {.token = secrets.token,
                                         .code = secrets.code,
                                         .password = invitations::testing_support::good_password,
                                         .corrections = {}});
    ASSERT_TRUE(accepted) << accepted.error().code;
    const auto theirs = seen_by(world_.home.owner, defect);
    EXPECT_EQ(theirs->assignee.user, accepted->user.id);
    EXPECT_FALSE(theirs->assignee.invitation);
    EXPECT_EQ(count("SELECT 1 FROM notifications WHERE kind = 'defect.assigned' AND user_id = '" +
                    accepted->user.id.text() + "'"),
              1U);
}

TEST_P(ExternalDefects, WorkComesBackFromAnInvitationThatEnds)
{
    const auto manager = world_.add_person(
        world_.home.id, {.name = "Mia Manager", .email = "mia@example.org", .role = Role::site_manager});
    const auto invitation = send_as(world_.home.owner, offer_to("nia@example.org", "supervisor")).value();
    const auto defect = reported("Hook bent");
    ASSERT_TRUE(
        world_.as(manager, [&](access::Call& call) { return assign(call, defect.id, {.invitation = invitation.id}); }));
    ASSERT_TRUE(
        world_.as(world_.home.owner, [&](access::Call& call) { return invitations::revoke(call, invitation.id); }));
    EXPECT_TRUE(seen_by(world_.home.owner, defect)->assignee.is_nobody());
    EXPECT_EQ(count("SELECT 1 FROM notifications WHERE kind = 'defect.unassigned' AND user_id = '" +
                    manager.user.text() + "'"),
              1U);
    EXPECT_EQ(
        code_of(world_.as(world_.home.owner,
                          [&](access::Call& call) { return assign(call, defect.id, {.invitation = invitation.id}); })),
        "invalid");
}

TEST_P(ExternalDefects, LeavingIsFollowedByAnOfferToReassign)
{
    const auto defect = reported("Hook bent");
    give(defect, {.user = dana_.user});
    const auto open = [&](const Person& person) {
        return world_.look_as(person, [&](access::Call& call) -> base::Result<std::optional<std::int64_t>> {
            return count_open_of(call, dana_.user);
        });
    };
    EXPECT_EQ(open(world_.home.owner).value(), 1);
    EXPECT_EQ(open(lift_).value(), std::nullopt) << "nobody counts what they may not assign";
}

TEST_P(ExternalDefects, WhatIsOpenWithOneIsGivenToAnotherInOneGo) // EXT-7, USR-3
{
    const auto hook = reported("Hook bent");
    const auto rope = reported("Rope frayed");
    const auto lamp = reported("Lamp dead");
    const auto other_site = world_.add_site(world_.home.id, "Leeds");
    const auto far = testing_support::report_defect(world_, world_.home.owner,
                                                    testing_support::add_asset(world_, world_.home.id, other_site),
                                                    {.title = "Door jammed", .severity = "low"});
    for (const auto* each : {&hook, &rope, &lamp, &far}) give(*each, {.user = dana_.user});
    ASSERT_TRUE(close_out_as(dana_, lamp, "New bulb."));
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return approve(call, lamp.id); }));
    const auto reassign_as = [&](const Person& person, const ReassignRequest& request) {
        return world_.as(person, [&](access::Call& call) { return reassign(call, request); });
    };
    const ReassignRequest all{.from = dana_.user, .to = {.user = lift_.user}};
    EXPECT_EQ(code_of(reassign_as(lift_, all)), "forbidden");
    EXPECT_EQ(code_of(reassign_as(world_.twin.owner, all)), "invalid") << "nobody of that id there";
    EXPECT_EQ(code_of(reassign_as(world_.home.owner, {.from = {}, .to = all.to})), "invalid");
    EXPECT_EQ(
        code_of(reassign_as(world_.home.owner, {.from = dana_.user, .to = all.to, .only = std::set{std::string{"?"}}})),
        "invalid");
    EXPECT_EQ(code_of(reassign_as(world_.home.owner, {.from = dana_.user, .to = {.user = world_.twin.owner.user}})),
              "invalid");
    EXPECT_EQ(seen_by(dana_, hook)->title, "Hook bent");

    const auto manager = world_.add_person(
        world_.home.id, {.email = "sm@example.org", .role = Role::site_manager, .site = world_.home.site});
    const auto one = reassign_as(manager, {.from = dana_.user, .to = all.to, .only = std::set{hook.id.text()}});
    EXPECT_EQ(one->moved, 1);
    const auto rest = reassign_as(manager, all);
    EXPECT_EQ(rest->moved, 1) << "only what lies at the manager's site";
    EXPECT_EQ(seen_by(world_.home.owner, far)->assignee.user, dana_.user);
    EXPECT_EQ(seen_by(world_.home.owner, lamp)->assignee.user, dana_.user) << "what is closed stays as it was";
    for (const auto* each : {&hook, &rope}) {
        EXPECT_EQ(code_of(seen_by(dana_, *each)), "not_found");
        EXPECT_EQ(seen_by(lift_, *each)->assignee.user, lift_.user);
    }
    const auto named = reassign_as(
        manager, {.from = dana_.user, .to = all.to, .only = std::set{far.id.text(), hook.id.text(), lamp.id.text()}});
    EXPECT_EQ(named->moved, 0) << "one is elsewhere, one is somebody else's by now, one is closed";
    EXPECT_EQ(named->left, 3);
    const auto back = reassign_as(world_.home.owner, {.from = dana_.user, .to = {}});
    EXPECT_EQ(back->moved, 1);
    EXPECT_FALSE(back->has_more);
    EXPECT_TRUE(seen_by(world_.home.owner, far)->assignee.is_nobody());
    EXPECT_EQ(count("SELECT 1 FROM audit_entries WHERE action = 'defect.assigned' AND actor_user_id = '" +
                    manager.user.text() + "'"),
              2U);
}

TEST_P(ExternalDefects, WhatIsNamedIsFoundBeyondTheFirstHundred) // EXT-7
{
    const auto oldest = reported("Hook bent");
    give(oldest, {.user = dana_.user});
    const auto far_site = world_.add_site(world_.home.id, "Leeds");
    const auto far_asset = testing_support::add_asset(world_, world_.home.id, far_site);
    for (std::int64_t each = 0; each < most_reassigned + 1; ++each) {
        world_.clock.advance(std::chrono::seconds{1});
        give(testing_support::report_defect(world_, world_.home.owner, far_asset,
                                            {.title = "Door " + std::to_string(each), .severity = "low"}),
             {.user = dana_.user});
    }
    const auto manager = world_.add_person(
        world_.home.id, {.email = "sm@example.org", .role = Role::site_manager, .site = world_.home.site});
    const auto reassign_as = [&](const Person& person, const ReassignRequest& request) {
        return world_.as(person, [&](access::Call& call) { return reassign(call, request); });
    };
    // A manager of one site is not held up by a hundred newer ones that are not theirs to give away.
    const auto own = reassign_as(manager, {.from = dana_.user, .to = {.user = lift_.user}});
    EXPECT_EQ(own->moved, 1);
    EXPECT_FALSE(own->has_more);
    give(oldest, {.user = dana_.user});
    const auto named = reassign_as(
        world_.home.owner, {.from = dana_.user, .to = {.user = lift_.user}, .only = std::set{oldest.id.text()}});
    EXPECT_EQ(named->moved, 1) << "though a hundred and one are newer";
    const auto first = reassign_as(world_.home.owner, {.from = dana_.user, .to = {}});
    EXPECT_EQ(first->moved, most_reassigned);
    EXPECT_TRUE(first->has_more);
    const auto last = reassign_as(world_.home.owner, {.from = dana_.user, .to = {}});
    EXPECT_EQ(last->moved, 1);
    EXPECT_FALSE(last->has_more);
}

TEST_P(ExternalDefects, WhenAPlaceEndsByItselfThoseWhoAssignAreTold) // EXT-7, NOT-1
{
    const auto far_site = world_.add_site(world_.home.id, "Leeds");
    const auto far = testing_support::report_defect(world_, world_.home.owner,
                                                    testing_support::add_asset(world_, world_.home.id, far_site),
                                                    {.title = "Door jammed", .severity = "low"});
    give(reported("Hook bent"), {.user = dana_.user});
    give(reported("Rope frayed"), {.user = dana_.user});
    give(far, {.user = dana_.user});
    const auto here = world_.add_person(
        world_.home.id, {.email = "here@example.org", .role = Role::site_manager, .site = world_.home.site});
    const auto nobody = world_.add_person(world_.home.id, {.email = "op@example.org", .role = Role::operator_});
    const auto titles = [&](const base::UserId& user) {
        std::vector<std::string> found;
        for (const auto& row : world_.rows("SELECT title, path FROM notifications WHERE kind = 'defect.left_behind' "
                                           "AND user_id = '" +
                                           user.text() + "'"))
            found.push_back(row.text(0) + " " + row.text(1));
        return found;
    };
    const auto end = [&](const Person& person) {
        world_.execute("UPDATE users SET access_ends_on = '2020-01-31' WHERE id = '" + person.user.text() + "'");
        EXPECT_EQ(users::deactivate_ended(world_.kernel), 1);
    };
    end(lift_);
    EXPECT_EQ(count("SELECT 1 FROM notifications WHERE kind = 'defect.left_behind'"), 0U) << "nothing is open there";
    end(dana_);
    const auto name = world_.rows("SELECT name FROM users WHERE id = '" + dana_.user.text() + "'").at(0).text(0);
    const auto words = [&](const std::string& open) {
        return "The access of " + name + " has ended, and " + open +
               " still open with them. Give them to somebody else. /defects/reassign?from=" + dana_.user.text();
    };
    EXPECT_EQ(titles(world_.home.owner.user), std::vector{words("3 defects are")});
    EXPECT_EQ(titles(here.user), std::vector{words("2 defects are")}) << "those of their site";
    EXPECT_TRUE(titles(nobody.user).empty());
    EXPECT_EQ(users::deactivate_ended(world_.kernel), 0);
    EXPECT_EQ(titles(here.user).size(), 1U) << "once";
}

} // namespace
} // namespace assetbuddy::defects
