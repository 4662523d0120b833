#include "notifications/unsubscribe.h"

#include "notifications/store.h"

namespace assetbuddy::notifications {
namespace {

constexpr const char* purpose = "unsubscribe";
constexpr std::size_t id_length = 36;

/// What a token of ours names; nothing for any other text.
std::optional<Subscription> opened(const access::Kernel& kernel, std::string_view token)
{
    const auto plain = kernel.key.open(purpose, {}, token);
    if (!plain || plain->size() <= 2 * id_length) return std::nullopt;
    const auto organisation = base::OrganisationId::parse(plain->substr(0, id_length));
    const auto user = base::UserId::parse(plain->substr(id_length, id_length));
    auto kind = plain->substr(2 * id_length);
    if (!organisation || !user || find_kind(kind) == nullptr) return std::nullopt;
    return Subscription{*organisation, *user, std::move(kind)};
}

std::unexpected<base::Error> no_such_token()
{
    return base::refused("not_found", {}, "This link is not complete. Open it from the email once more.");
}

Subscribed standing(access::Call& call, const Subscription& subscription)
{
    call.tx.enter(subscription.organisation);
    const auto* kind = find_kind(subscription.kind);
    const auto reader =
        store::find_reader(call.tx, subscription.organisation, subscription.user, subscription.kind, call.now);
    if (!reader) return {.kind = kind};
    return {reader->organisation_name, kind, reader->mailed.value_or(kind->mailed)};
}

} // namespace

std::string unsubscribe_path(const access::Kernel& kernel, const Subscription& subscription)
{
    const auto plain = subscription.organisation.text() + subscription.user.text() + subscription.kind;
    return "/unsubscribe/" + kernel.key.seal(purpose, {}, plain, kernel.random);
}

base::Result<Subscribed> find_subscription(const access::Kernel& kernel, const access::Origin& origin,
                                           std::string_view token)
{
    const auto subscription = opened(kernel, token);
    if (!subscription) return no_such_token();
    return access::look_as_nobody(kernel, origin, "stopping mails",
                                  [&](access::Call& call) { return standing(call, *subscription); });
}

base::Result<Subscribed> unsubscribe(const access::Kernel& kernel, const access::Origin& origin, std::string_view token)
{
    const auto subscription = opened(kernel, token);
    if (!subscription) return no_such_token();
    return access::change_as_nobody(
        kernel, origin, "stopping mails", [&](access::Call& call) -> base::Result<Subscribed> {
            auto subscribed = standing(call, *subscription);
            if (!subscribed.email) return subscribed;
            store::put_choice(call.tx, subscription->organisation, subscription->user, {subscription->kind, false});
            access::record(call, {.organisation = subscription->organisation,
                                  .action = "user.notifications_changed",
                                  .record_type = "user",
                                  .record_id = subscription->user.text(),
                                  .changes = {{subscription->kind, "bell and email", "bell"}}});
            subscribed.email = false;
            return subscribed;
        });
}

} // namespace assetbuddy::notifications
