#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "access/audit.h"
#include "testing/invitations.h"
#include "users/erase.h"

namespace assetbuddy::invitations {
namespace {

class ErasedInvitees : public testing_support::InvitationsTest {
  protected:
    /// Tables whose rows still hold the text.
    std::string places_of(const std::string& text)
    {
        std::string places;
        for (const std::string table : {"accounts", "audit_entries", "audit_personal", "confirmations", "email_changes",
                                        "idempotency_keys", "invitation_links", "invitations", "letters",
                                        "notifications", "password_resets", "search_entries", "sessions", "users"})
            for (const auto& row : world_.rows("SELECT * FROM " + table))
                for (const auto& cell : row.cells())
                    if (const auto* words = std::get_if<std::string>(&cell);
                        words != nullptr && words->find(text) != std::string::npos && !places.ends_with(table))
                        places += " " + table;
        return places;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ErasedInvitees, assetbuddy::testing_support::AllEngines(),
                         assetbuddy::testing_support::engine_name);

TEST_P(ErasedInvitees, LeaveNothingInTheInvitationThatMadeThem)
{
    auto offer = offer_to("zebulon@quillfeather.example");
    offer.name = "Zebulon Quillfeather";
    offer.job_title = "Quillfeather keeper";
    invite(offer);
    const auto mail = mailbox_.latest_to("zebulon@quillfeather.example");
    const auto accepted = accept_with(mail.token, mail.code);
    ASSERT_TRUE(accepted);
    ASSERT_NE(places_of("uillfeather"), "");

    const auto& owner = world_.home.owner;
    const auto user = base::UserId{text_of("SELECT id FROM users WHERE email_key = 'zebulon@quillfeather.example'")};
    const auto erased =
        world_.as(owner, [&](access::Call& call) { return users::erase(call, owner.credential, user); });
    ASSERT_TRUE(erased) << erased.error().code;
    EXPECT_EQ(places_of("uillfeather"), "");
    EXPECT_EQ(places_of("Zebulon"), "");
    const auto chain = world_.look_as(owner, [&](access::Call& call) -> base::Result<access::ChainReport> {
        return access::verify_chain(call.tx, call.organisation());
    });
    EXPECT_FALSE(chain->broken_at);
}

} // namespace
} // namespace assetbuddy::invitations
