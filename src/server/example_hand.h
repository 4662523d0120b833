#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "access/call.h"
#include "platform/clock/clock.h"
#include "users/user.h"

namespace assetbuddy::server {

/// A step of example data whose work cannot be refused, because it was made to fit.
template <class T>
T wanted(base::Result<T> result)
{
    if (!result)
        throw std::logic_error("example data was refused: " + result.error().code + " " + result.error().detail);
    return std::move(*result);
}

/// Does what the Owner of an example organisation would have done at other times, through the verbs everybody uses;
/// no session needed. The kernel given outlives it.
class ExampleHand {
  public:
    ExampleHand(const access::Kernel& kernel, platform::crypto::Random& random, base::Time now);

    [[nodiscard]] const access::Kernel& kernel() const { return kernel_; }
    [[nodiscard]] const access::Origin& origin() const { return origin_; }
    [[nodiscard]] base::Time now() const { return clock_.now(); }
    void set_time(base::Time time) { clock_.set(time); }

    /// From now on the Owner of that organisation.
    void become(const users::User& owner, const std::string& organisation_name);
    [[nodiscard]] const base::OrganisationId& organisation() const { return owner_->organisation(); }
    [[nodiscard]] const access::Actor::Facts& owner() const { return owner_->facts(); }

    /// One transaction: `work(Transaction&)`.
    template <class Work>
    void in_one_step(Work&& work)
    {
        const auto done = kernel_.database.write(platform::sql::Reach::system("example data"),
                                                 [&](platform::sql::Transaction& tx) -> base::Done {
                                                     tx.enter(organisation());
                                                     work(tx);
                                                     return {};
                                                 });
        if (!done) throw std::logic_error("example data cannot be refused");
    }
    /// Inside of one: what the Owner does at the present time of this hand.
    template <class Work>
    void act(platform::sql::Transaction& tx, Work&& work)
    {
        access::Call call{tx, kernel_, *owner_, origin_};
        work(call);
        access::write_entries(call);
    }
    /// Both together.
    template <class Work>
    void as_owner(Work&& work)
    {
        in_one_step([&](platform::sql::Transaction& tx) { act(tx, work); });
    }

  private:
    platform::clock::ManualClock clock_;
    access::Kernel kernel_;
    access::Origin origin_{.request_id = "seed", .address = "", .agent = "assetbuddy"};
    std::optional<access::Actor> owner_;
};

} // namespace assetbuddy::server
