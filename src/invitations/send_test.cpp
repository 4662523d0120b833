#include "invitations/send.h"

#include <atomic>
#include <barrier>
#include <chrono>
#include <thread>

#include "invitations/find.h"
#include "invitations/list.h"
#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "invitations/view.h"
#include "platform/crypto/crypto.h"
#include "testing/invitations.h"

namespace assetbuddy::invitations {
namespace {

using namespace std::chrono_literals;
using access::Role;

class SendInvitation : public testing_support::InvitationsTest {};
class ResendInvitation : public testing_support::InvitationsTest {
  protected:
    base::Result<Invitation> resend_as(const testing_support::Person& person, const base::InvitationId& id)
    {
        return world_.as(person, [&](access::Call& call) { return resend(call, id); });
    }
    base::Result<Invitation> revoke_as(const testing_support::Person& person, const base::InvitationId& id)
    {
        return world_.as(person, [&](access::Call& call) { return revoke(call, id); });
    }
};
class ListInvitations : public testing_support::InvitationsTest {};
INSTANTIATE_TEST_SUITE_P(Engines, SendInvitation, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, ResendInvitation, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, ListInvitations, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(SendInvitation, WritesInvitationLetterAndAuditTogether)
{
    const auto invitation = invite(offer_to("Nia@Example.org"));
    EXPECT_EQ(invitation.state(world_.clock.now()), State::pending);
    EXPECT_EQ(invitation.email, "Nia@Example.org");
    EXPECT_EQ(invitation.delivery, Delivery::queued);
    EXPECT_EQ(invitation.invited_by_name, "Olive Owner");
    EXPECT_EQ(invitation.expires_at, world_.clock.now() + std::chrono::days{7});
    EXPECT_EQ(text_of("SELECT recipient FROM letters"), "nia@example.org");
    EXPECT_EQ(number_of("SELECT count(*) FROM audit_entries WHERE action = 'invitation.sent'"), 1);
}

/// The answer is what was made; a later look at it must say the same.
TEST_P(SendInvitation, AnswersWhatIsReadAfterwards)
{
    auto contractor = offer_to("cora@contractor.example", "operator");
    contractor.is_external = true;
    contractor.company_name = "Cora's Cranes";
    contractor.company_address = "1 Dock Road";
    contractor.access_ends_on = "2099-01-31";
    auto somewhere = offer_to("sid@example.org");
    somewhere.site_id = world_.home.site.text();
    somewhere.job_title = "Foreman";
    somewhere.phone = "+44 20 7946 0000";
    somewhere.message = "See you on Monday.";
    somewhere.lifetime_days = 3;
    for (const auto& asked : {offer_to("Nia@Example.org"), contractor, somewhere}) {
        const auto sent = invite(asked);
        const auto found =
            world_.as(world_.home.owner, [&](access::Call& call) { return find_visible(call, sent.id); }).value();
        EXPECT_EQ(to_json(sent, world_.clock.now()), to_json(found, world_.clock.now())) << asked.email;
        EXPECT_EQ(sent.hold(world_.clock.now()), found.hold(world_.clock.now()));
        EXPECT_EQ(sent.version, found.version);
        EXPECT_EQ(sent.company, found.company);
    }
}

TEST_P(SendInvitation, KeepsOnlyHashes)
{
    const auto secrets = invited("nia@example.org");
    for (const auto& row : world_.rows("SELECT * FROM invitations")) {
        for (const auto& cell : row.cells()) {
            const auto* text = std::get_if<std::string>(&cell);
            if (text == nullptr) continue;
            EXPECT_EQ(text->find(secrets.token), std::string::npos);
            EXPECT_EQ(text->find(secrets.code), std::string::npos);
        }
    }
    EXPECT_EQ(text_of("SELECT token_hash FROM invitations"), platform::crypto::sha256(secrets.token));
    EXPECT_EQ(number_of("SELECT count(*) FROM letters WHERE box <> ''"), 0) << "wiped once sent (R-MAIL-10)";
}

TEST_P(SendInvitation, OnlyWhoMayInviteMay)
{
    int number = 0;
    for (const auto role : access::all_roles()) {
        if (role == Role::owner) continue;
        const auto person =
            world_.add_person(world_.home.id, {.email = "p" + std::to_string(++number) + "@example.org", .role = role});
        EXPECT_EQ(code_of(send_as(person, offer_to("nia@example.org"))), "forbidden") << access::to_text(role);
    }
    EXPECT_EQ(world_.count("invitations", world_.home.id), 0);
}

TEST_P(SendInvitation, WaitsForTheOwnersOwnMailbox)
{
    world_.execute("UPDATE accounts SET confirmed_at = NULL WHERE id = '" + world_.home.owner.account.text() + "'");
    EXPECT_EQ(code_of(send_as(world_.home.owner, offer_to("nia@example.org"))), "email_unconfirmed");
    EXPECT_EQ(world_.count("letters", world_.home.id), 0);
}

TEST_P(SendInvitation, NamesTheUserWhoIsHereAlready)
{
    const auto present = world_.add_person(world_.home.id, {.email = "nia@example.org"});
    const auto refusal = send_as(world_.home.owner, offer_to("NIA@example.org"));
    ASSERT_EQ(code_of(refusal), "already_user");
    EXPECT_EQ(std::get<std::string>(refusal.error().facts.at("user_id")), present.user.text());
    EXPECT_TRUE(std::get<bool>(refusal.error().facts.at("is_active")));
    world_.execute("UPDATE users SET is_active = 0 WHERE id = '" + present.user.text() + "'");
    EXPECT_FALSE(std::get<bool>(send_as(world_.home.owner, offer_to("nia@example.org")).error().facts.at("is_active")));
}

TEST_P(SendInvitation, APlaceElsewhereIsNobodysBusiness)
{
    world_.add_person(world_.home.id, {.email = "other@example.org"});
    EXPECT_TRUE(send_as(world_.home.owner, offer_to("oscar@harbour.example"))) << "the Owner of the twin";
}

TEST_P(SendInvitation, OnlyOneIsOpenToAnAddress)
{
    const auto first = invite(offer_to("nia@example.org"));
    const auto refusal = send_as(world_.home.owner, offer_to("nia@example.org", "operator"));
    ASSERT_EQ(code_of(refusal), "already_invited");
    EXPECT_EQ(std::get<std::string>(refusal.error().facts.at("invitation_id")), first.id.text());
    world_.execute("UPDATE invitations SET state = 'locked', attempts = 5");
    EXPECT_EQ(code_of(send_as(world_.home.owner, offer_to("nia@example.org"))), "already_invited");
    world_.execute("UPDATE invitations SET state = 'pending', attempts = 0");
    world_.clock.advance(24h * 8);
    world_.home.owner.credential = world_.sign_in(world_.home.owner);
    EXPECT_EQ(code_of(send_as(world_.home.owner, offer_to("nia@example.org"))), "already_invited") << "expired";
    ASSERT_TRUE(world_.as(world_.home.owner, [&](access::Call& call) { return revoke(call, first.id); }));
    const auto second = send_as(world_.home.owner, offer_to("nia@example.org"));
    ASSERT_TRUE(second);
    EXPECT_NE(second->id, first.id);
}

TEST_P(SendInvitation, TakesOnlyActiveSitesOfItsOwn)
{
    auto request = offer_to("nia@example.org", "site_manager");
    request.site_id = world_.twin.site.text();
    EXPECT_EQ(code_of(send_as(world_.home.owner, request)), "invalid");
    request.site_id = "no such site";
    EXPECT_EQ(code_of(send_as(world_.home.owner, request)), "invalid");
    request.site_id = world_.home.site.text();
    EXPECT_EQ(invite(request).site_name, "Harbour Yard");
    world_.execute("UPDATE sites SET is_active = 0 WHERE id = '" + world_.home.site.text() + "'");
    request.email = "second@example.org";
    EXPECT_EQ(code_of(send_as(world_.home.owner, request)), "invalid");
    world_.execute("UPDATE sites SET is_active = 1 WHERE id = '" + world_.home.site.text() + "'");
}

TEST_P(SendInvitation, FiftyAtOnceMakeOne)
{
    constexpr int threads = 50;
    std::barrier start{threads};
    std::atomic<int> sent = 0;
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> crowd;
        for (int each = 0; each < threads; ++each) {
            crowd.emplace_back([&] {
                start.arrive_and_wait();
                const auto answer = send_as(world_.home.owner, offer_to("nia@example.org"));
                if (answer)
                    ++sent;
                else if (answer.error().code == "already_invited")
                    ++refused;
            });
        }
    }
    EXPECT_EQ(sent, 1);
    EXPECT_EQ(refused, threads - 1);
    EXPECT_EQ(world_.count("invitations", world_.home.id), 1);
    EXPECT_EQ(world_.count("letters", world_.home.id), 1);
}

TEST_P(ResendInvitation, ReplacesBothSecretsAndStartsAnew)
{
    const auto old = invited("nia@example.org");
    const auto id = base::InvitationId{text_of("SELECT id FROM invitations")};
    world_.execute("UPDATE invitations SET state = 'locked', attempts = 5");
    world_.clock.advance(1h);
    const auto again = resend_as(world_.home.owner, id);
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->generation, 2);
    EXPECT_EQ(again->attempts_left(), 5);
    EXPECT_EQ(again->state(world_.clock.now()), State::pending);
    EXPECT_EQ(again->expires_at, world_.clock.now() + std::chrono::days{7});
    const auto fresh = mailbox_.latest_to("nia@example.org");
    EXPECT_NE(fresh.token, old.token);
    EXPECT_NE(fresh.code, old.code);
    EXPECT_EQ(code_of(accept_with(old.token, old.code)), "replaced");
    EXPECT_EQ(code_of(accept_with(fresh.token, old.code)), "wrong_code");
    EXPECT_TRUE(accept_with(fresh.token, fresh.code));
}

TEST_P(ResendInvitation, IsPaced)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    const auto too_soon = resend_as(world_.home.owner, id);
    ASSERT_EQ(code_of(too_soon), "rate_limited");
    EXPECT_EQ(std::get<std::int64_t>(too_soon.error().facts.at("retry_after")), 60);
    for (int each = 0; each < 3; ++each) {
        world_.clock.advance(60s);
        ASSERT_TRUE(resend_as(world_.home.owner, id)) << each;
    }
    world_.clock.advance(60s);
    const auto too_often = resend_as(world_.home.owner, id);
    ASSERT_EQ(code_of(too_often), "rate_limited");
    EXPECT_EQ(std::get<std::int64_t>(too_often.error().facts.at("retry_after")), 3600 - 180);
    world_.clock.advance(1h);
    EXPECT_TRUE(resend_as(world_.home.owner, id));
}

TEST_P(ResendInvitation, KnowsWhoAsksAndWhatFor)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    world_.clock.advance(1h);
    const auto viewer = world_.add_person(world_.home.id, {.email = "hs@example.org", .role = Role::hs_admin});
    const auto operator_ = world_.add_person(world_.home.id, {.email = "op@example.org"});
    for (const auto verb : {0, 1}) {
        const auto ask = [&](const auto& person, const auto& which) {
            return code_of(verb == 0 ? resend_as(person, which) : revoke_as(person, which));
        };
        EXPECT_EQ(ask(viewer, id), "forbidden");
        EXPECT_EQ(ask(operator_, id), "not_found") << "who sees no users learns nothing";
        EXPECT_EQ(ask(world_.twin.owner, id), "not_found");
        EXPECT_EQ(ask(world_.home.owner, base::InvitationId{"00000000-0000-7000-8000-000000000000"}), "not_found");
    }
    ASSERT_TRUE(revoke_as(world_.home.owner, id));
    EXPECT_EQ(code_of(resend_as(world_.home.owner, id)), "wrong_state");
    EXPECT_EQ(code_of(revoke_as(world_.home.owner, id)), "wrong_state");
}

TEST_P(ResendInvitation, RevokingStopsAWaitingMail)
{
    const auto id = invite(offer_to("nia@example.org")).id;
    const auto revoked = revoke_as(world_.home.owner, id);
    ASSERT_TRUE(revoked);
    EXPECT_EQ(revoked->delivery, Delivery::cancelled);
    EXPECT_EQ(text_of("SELECT box FROM letters"), "");
    EXPECT_THROW(mailbox_.latest_to("nia@example.org"), std::logic_error);
}

TEST_P(ListInvitations, FiltersSearchesAndPages)
{
    for (int each = 0; each < 5; ++each) {
        auto request =
            offer_to("nia" + std::to_string(each) + "@example.org", each % 2 == 0 ? "supervisor" : "operator");
        request.name = each == 3 ? "Zoë Zimmer" : "Nia Newcomer";
        invite(request);
        world_.clock.advance(1s);
    }
    const auto listed = [&](const ListRequest& request) {
        return world_.look_as(world_.home.owner, [&](access::Call& call) { return list(call, request); }).value();
    };
    EXPECT_EQ(listed({}).invitations.size(), 5U);
    EXPECT_EQ(listed({}).invitations.front().email, "nia4@example.org") << "newest first";
    EXPECT_EQ(listed({.role = Role::operator_}).invitations.size(), 2U);
    EXPECT_EQ(listed({.query = "ZO\xC3\x8B zim"}).invitations.size(), 1U);
    EXPECT_EQ(listed({.query = "nia newc"}).invitations.size(), 4U);
    EXPECT_EQ(listed({.query = "nia2@exam"}).invitations.size(), 1U);
    EXPECT_EQ(listed({.query = "ewcom"}).invitations.size(), 4U) << "inside a word";
    EXPECT_EQ(listed({.query = "ew"}).invitations.size(), 0U) << "two letters begin a word";
    EXPECT_EQ(listed({.query = "ia2@ex"}).invitations.size(), 1U);
    EXPECT_EQ(listed({.role = Role::operator_, .query = "newcomer", .with_total = true}).total, 1);
    EXPECT_FALSE(listed({.query = "newcomer"}).is_cut);
    EXPECT_EQ(listed({.query = "!"}).invitations.size(), 0U) << "a search without a word finds nothing";
    EXPECT_EQ(listed({.delivery = Delivery::queued}).invitations.size(), 5U);
    EXPECT_EQ(listed({.delivery = Delivery::failed}).invitations.size(), 0U);
    EXPECT_EQ(listed({.state = State::expired}).invitations.size(), 0U);

    std::vector<std::string> seen;
    ListRequest request{.limit = 2, .with_total = true};
    for (int each = 0; each < 3; ++each) {
        const auto page = listed(request);
        EXPECT_EQ(page.total, 5);
        for (const auto& invitation : page.invitations) seen.push_back(invitation.email);
        request.cursor = page.next_cursor;
    }
    EXPECT_EQ(seen.size(), 5U);
    EXPECT_TRUE(request.cursor.empty());

    world_.execute("UPDATE invitations SET expires_at = sent_at WHERE email_key = 'nia1@example.org'");
    EXPECT_EQ(listed({.state = State::expired}).invitations.size(), 1U);
    EXPECT_EQ(listed({.state = State::pending}).invitations.size(), 4U);
    EXPECT_EQ(listed({.which = ListRequest::Which::open}).invitations.size(), 5U);
}

TEST_P(ListInvitations, IsRefusedToThoseWhoSeeNoUsers)
{
    const auto person = world_.add_person(world_.home.id, {.email = "op@example.org"});
    EXPECT_EQ(code_of(world_.look_as(person, [](access::Call& call) { return list(call, {}); })), "forbidden");
    const auto broken =
        world_.look_as(world_.home.owner, [](access::Call& call) { return list(call, {.cursor = "x"}); });
    EXPECT_EQ(code_of(broken), "malformed");
}

TEST_P(ListInvitations, StaysInsideItsOrganisation)
{
    invite(offer_to("nia@example.org"));
    const auto seen = world_.look_as(world_.twin.owner, [](access::Call& call) { return list(call, {}); });
    EXPECT_TRUE(seen->invitations.empty());
}

} // namespace
} // namespace assetbuddy::invitations
