#pragma once

// What the tests of this room share: a world with two look-alike organisations, and a mailbox.

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "invitations/accept.h"
#include "invitations/messages.h"
#include "invitations/send.h"
#include "outbox/delivery.h"
#include "testing/databases.h"
#include "testing/world.h"

namespace assetbuddy::invitations {
using assetbuddy::testing_support::code_of; // of every test here
} // namespace assetbuddy::invitations

namespace assetbuddy::invitations::testing_support {

using assetbuddy::testing_support::NewPerson;
using assetbuddy::testing_support::Person;
using assetbuddy::testing_support::TestDatabase;
using assetbuddy::testing_support::World;

inline constexpr const char* good_password = "seven herons over the weir";

/// Takes every letter that is due out of the outbox and keeps what it would have said.
class Mailbox final : public outbox::Carrier {
  public:
    explicit Mailbox(const access::Kernel& kernel) : kernel_(kernel) {}

    /// The secrets of the latest invitation to an address; fails the test when none was sent.
    InvitationData latest_to(const std::string& email_key)
    {
        outbox::Courier courier{
            kernel_, [this](const outbox::Opened& letter) { return read(letter); }, *this, {.worker_id = "a test"}};
        while (courier.run_once() > 0) {
        }
        const auto found = letters_.find(email_key);
        if (found == letters_.end()) throw std::logic_error("no invitation was sent to " + email_key);
        return found->second;
    }
    Answer carry(const platform::mail::Message&) override { return {Fate::sent, "250 OK"}; }

  private:
    platform::mail::Message read(const outbox::Opened& letter)
    {
        if (letter.kind == invitation_kind) letters_[letter.to] = InvitationData::from_json(letter.data);
        platform::mail::Message message;
        message.to = letter.to;
        return message;
    }
    const access::Kernel& kernel_;
    std::map<std::string, InvitationData> letters_;
};

class InvitationsTest : public ::testing::TestWithParam<platform::sql::Engine> {
  protected:
    TestDatabase database_{GetParam()};
    World world_{database_.database()};
    Mailbox mailbox_{world_.kernel};

    /// For the rare test whose person has a place in both organisations.
    bool touches_twin_ = false;

    void TearDown() override
    {
        if (touches_twin_) return;
        EXPECT_EQ(world_.changes_in_twin(), "");
    }

    static OfferRequest offer_to(const std::string& email, const std::string& role = "supervisor")
    {
        return {.name = "Nia Newcomer", .email = email, .role = role};
    }
    base::Result<Invitation> send_as(const Person& person, const OfferRequest& request)
    {
        return world_.as(person, [&](access::Call& call) { return send(call, request); });
    }
    /// Sent by the Owner of home; must succeed.
    Invitation invite(const OfferRequest& request) { return send_as(world_.home.owner, request).value(); }
    InvitationData invited(const std::string& email)
    {
        invite(offer_to(email));
        return mailbox_.latest_to(email);
    }
    base::Result<Accepted> accept_as(const access::Credential& credential, const AcceptRequest& request)
    {
        return accept(world_.kernel, credential, world_.origin, request);
    }
    base::Result<Accepted> accept_with(const std::string& token, const std::string& code,
                                       const std::string& password = good_password)
    {
        return accept_as({}, {.token = token, .code = code, .password = password});
    }
    std::string text_of(const std::string& sql) { return world_.rows(sql).at(0).text(0); }
    std::int64_t number_of(const std::string& sql) { return world_.rows(sql).at(0).integer(0); }
};

} // namespace assetbuddy::invitations::testing_support
