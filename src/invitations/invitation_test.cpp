#include "invitations/invitation.h"

#include <algorithm>
#include <chrono>
#include <functional>

#include <gtest/gtest.h>

#include "invitations/limits.h"

namespace assetbuddy::invitations {
namespace {

using access::Role;
using Surroundings = OfferSurroundings;

OfferRequest sound_offer()
{
    return {.name = "Nia Newcomer", .email = "Nia@Example.org", .role = "supervisor"};
}

/// `field:code` of every refused field.
std::vector<std::string> refused_fields(const base::Error& error)
{
    std::vector<std::string> fields;
    for (const auto& each : error.errors) fields.push_back(each.field + ":" + each.code);
    return fields;
}

std::vector<std::string> mistakes(const OfferRequest& request, const Surroundings& surroundings = {})
{
    const auto offer = Offer::checked(request, surroundings);
    return offer ? std::vector<std::string>{} : refused_fields(offer.error());
}

struct Refusal {
    const char* what;
    std::function<void(OfferRequest&)> spoil;
    std::vector<std::string> errors;
};

class OfferRules : public ::testing::TestWithParam<Refusal> {};

TEST_P(OfferRules, RefuseTheField)
{
    auto request = sound_offer();
    GetParam().spoil(request);
    EXPECT_EQ(mistakes(request), GetParam().errors) << GetParam().what;
}

const std::string accented_100 = [] {
    std::string text;
    for (int each = 0; each < 100; ++each) text += "\xC3\xA9";
    return text;
}();

INSTANTIATE_TEST_SUITE_P(
    Table, OfferRules,
    ::testing::Values(
        Refusal{"nothing wrong", [](auto&) {}, {}},
        Refusal{"no name", [](auto& offer) { offer.name = "  "; }, {"name:required"}},
        Refusal{"100 accented letters fit", [](auto& offer) { offer.name = accented_100; }, {}},
        Refusal{"101 do not", [](auto& offer) { offer.name = accented_100 + "x"; }, {"name:too_long"}},
        Refusal{"a line break in a name",
                [](auto& offer) { offer.name = "Nia\r\nBcc: a@b.c"; },
                {"name:invalid_characters"}},
        Refusal{"a bidirectional override",
                [](auto& offer) { offer.name = "Nia \xE2\x80\xAE nib"; },
                {"name:invalid_characters"}},
        Refusal{"a zero-width name", [](auto& offer) { offer.name = "\xE2\x80\x8B"; }, {"name:invalid_characters"}},
        Refusal{"a web address as a name",
                [](auto& offer) { offer.name = "Win at https://evil.example"; },
                {"name:web_address"}},
        Refusal{"www. in a name", [](auto& offer) { offer.name = "www.evil.example"; }, {"name:web_address"}},
        Refusal{"markup is only text", [](auto& offer) { offer.name = "<script>alert(1)</script>"; }, {}},
        Refusal{"no email", [](auto& offer) { offer.email = ""; }, {"email:required"}},
        Refusal{"no mailbox", [](auto& offer) { offer.email = "nia"; }, {"email:invalid_email"}},
        Refusal{"two addresses", [](auto& offer) { offer.email = "a@b.example,c@d.example"; }, {"email:invalid_email"}},
        Refusal{"a line break in an address",
                [](auto& offer) { offer.email = "a@b.example\r\nBcc: x@y.example"; },
                {"email:invalid_email"}},
        Refusal{"Kelvin for k", [](auto& offer) { offer.email = "\xE2\x84\xAA@example.org"; }, {"email:invalid_email"}},
        Refusal{"no role", [](auto& offer) { offer.role = ""; }, {"role:required"}},
        Refusal{"no such role", [](auto& offer) { offer.role = "admin"; }, {"role:unknown_value"}},
        Refusal{"the Owner role", [](auto& offer) { offer.role = "owner"; }, {"role:not_offered"}},
        Refusal{
            "a long job title", [](auto& offer) { offer.job_title = std::string(101, 'x'); }, {"job_title:too_long"}},
        Refusal{"letters as a phone", [](auto& offer) { offer.phone = "call me"; }, {"phone:invalid_phone"}},
        Refusal{"a real phone", [](auto& offer) { offer.phone = "+44 (0)20 7946 0123 ext. 4"; }, {}},
        Refusal{"41 digits", [](auto& offer) { offer.phone = std::string(41, '1'); }, {"phone:too_long"}},
        Refusal{"external without company", [](auto& offer) { offer.is_external = true; }, {"company_name:required"}},
        Refusal{"company without external",
                [](auto& offer) { offer.company_name = "Cranes"; },
                {"company_name:not_external"}},
        Refusal{"a contractor said to be internal",
                [](auto& offer) {
                    offer.role = "contractor";
                    offer.is_external = false;
                    offer.company_name = "Cranes";
                },
                {"is_external:must_be_external"}},
        Refusal{
            "a contractor without company", [](auto& offer) { offer.role = "contractor"; }, {"company_name:required"}},
        Refusal{"a company that is a link",
                [](auto& offer) {
                    offer.is_external = true;
                    offer.company_name = "http://evil.example";
                },
                {"company_name:web_address"}},
        Refusal{"no days", [](auto& offer) { offer.lifetime_days = 0; }, {"lifetime_days:out_of_range"}},
        Refusal{"31 days", [](auto& offer) { offer.lifetime_days = 31; }, {"lifetime_days:out_of_range"}},
        Refusal{"30 days", [](auto& offer) { offer.lifetime_days = 30; }, {}},
        Refusal{"everything at once",
                [](auto& offer) { offer = {.phone = "x", .lifetime_days = -1}; },
                {"name:required", "email:required", "role:required", "phone:invalid_phone",
                 "lifetime_days:out_of_range"}}));

TEST(Offer, IsTrimmedAndComparedByOneKey)
{
    auto request = sound_offer();
    request.name = "  Nia Newcomer ";
    request.email = " Nia@EXAMPLE.org ";
    const auto offer = Offer::checked(request, {}).value();
    EXPECT_EQ(offer.name, "Nia Newcomer");
    EXPECT_EQ(offer.email.key(), "nia@example.org");
    EXPECT_EQ(offer.email.typed(), "Nia@EXAMPLE.org");
}

TEST(Offer, MakesAContractorExternalUnasked)
{
    auto request = sound_offer();
    request.role = "contractor";
    request.company_name = "Cranes & Sons";
    const auto offer = Offer::checked(request, {}).value();
    EXPECT_TRUE(offer.is_external);
    EXPECT_FALSE(offer.grants.find(access::Permission::sites_view));
}

TEST(Offer, NamesAnUnknownSite)
{
    EXPECT_EQ(mistakes(sound_offer(), {.site = Surroundings::Site::unknown}),
              std::vector<std::string>{"site_id:unknown_value"});
}

TEST(Offer, LivesAsLongAsTheOrganisationSays)
{
    EXPECT_EQ(Offer::checked(sound_offer(), {.organisation_lifetime_days = 12})->lifetime_days, 12);
    auto request = sound_offer();
    request.lifetime_days = 2;
    EXPECT_EQ(Offer::checked(request, {.organisation_lifetime_days = 12})->lifetime_days, 2);
}

TEST(Corrections, FollowTheSameRules)
{
    EXPECT_EQ(refused_fields(Corrections{.name = "", .phone = "none"}.checked().error()),
              (std::vector<std::string>{"name:required", "phone:invalid_phone"}));
    EXPECT_EQ(Corrections{.job_title = " Fitter "}.checked()->job_title, "Fitter");
    EXPECT_FALSE(Corrections{}.checked()->name.has_value());
}

class InvitationStates : public ::testing::Test {
  protected:
    const base::Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{12}};
    Invitation invitation;

    void SetUp() override
    {
        invitation.role = Role::supervisor;
        invitation.expires_at = noon;
        invitation.invited_by_name = "Olive Owner";
        invitation.organisation_name = "Harbour Works";
    }
    std::string code_at(base::Time now) const
    {
        const auto refusal = invitation.refusal(now);
        return refusal ? refusal->code : "";
    }
};

TEST_F(InvitationStates, ExpiresAtTheVeryMoment)
{
    EXPECT_EQ(invitation.state(noon - std::chrono::seconds{1}), State::pending);
    EXPECT_EQ(invitation.state(noon), State::expired);
    EXPECT_EQ(invitation.state(noon + std::chrono::seconds{1}), State::expired);
}

TEST_F(InvitationStates, SayWhatTheHolderIsTold)
{
    const auto before = noon - std::chrono::hours{1};
    EXPECT_EQ(code_at(before), "");
    EXPECT_EQ(code_at(noon), "expired");
    for (const auto& [state, code] : {std::pair{State::locked, "locked"}, std::pair{State::accepted, "accepted"},
                                      std::pair{State::revoked, "revoked"}}) {
        invitation.stored_state = state;
        EXPECT_EQ(code_at(before), code);
        EXPECT_EQ(code_at(noon + std::chrono::hours{1}), code);
    }
}

TEST_F(InvitationStates, AreHeldWhileSomethingStandsAgainstThem)
{
    const auto before = noon - std::chrono::hours{1};
    EXPECT_EQ(invitation.hold(before), Hold::none);

    auto gone = invitation;
    gone.standing.inviter_is_active = false;
    EXPECT_EQ(gone.hold(before), Hold::inviter);
    EXPECT_EQ(gone.refusal(before)->code, "held");
    EXPECT_EQ(gone.hold(noon), Hold::none) << "an expired one is expired, not held";

    auto demoted = invitation;
    demoted.standing.inviter_role = Role::hs_admin; // may not invite by default
    EXPECT_EQ(demoted.hold(before), Hold::inviter);

    auto closed = invitation;
    closed.standing.site_is_active = false;
    EXPECT_EQ(closed.hold(before), Hold::site);
}

} // namespace
} // namespace assetbuddy::invitations
