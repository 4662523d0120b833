#include "notifications/choices.h"

#include <algorithm>

#include "notifications/store.h"

namespace assetbuddy::notifications {
namespace {

std::string in_words(bool email)
{
    return email ? "bell and email" : "bell";
}

base::Done check(const Wishes& wishes)
{
    std::vector<base::FieldError> errors;
    for (const auto& [kind, email] : wishes)
        if (find_kind(kind) == nullptr) errors.push_back({kind, "unknown_field", "There is no such kind of notice."});
    if (!errors.empty()) return base::invalid(std::move(errors));
    return {};
}

} // namespace

std::vector<Choice> choices_of(access::Call& call)
{
    const auto stored = store::list_choices(call.tx, call.organisation(), call.actor.user());
    std::vector<Choice> choices;
    choices.reserve(kinds.size());
    for (const auto& kind : kinds) {
        const auto own = std::ranges::find(stored, kind.name, &store::StoredChoice::kind);
        choices.push_back({&kind, own == stored.end() ? kind.mailed : own->email});
    }
    return choices;
}

base::Done choose(access::Call& call, const Wishes& wishes)
{
    if (auto known = check(wishes); !known) return known;
    std::vector<access::Change> changes;
    for (const auto& choice : choices_of(call)) {
        const auto wish = wishes.find(choice.kind->name);
        if (wish == wishes.end() || wish->second == choice.email) continue;
        store::put_choice(call.tx, call.organisation(), call.actor.user(), {wish->first, wish->second});
        changes.push_back({wish->first, in_words(choice.email), in_words(wish->second)});
    }
    if (changes.empty()) return {};
    access::record(call, {.organisation = call.organisation(),
                          .action = "user.notifications_changed",
                          .record_type = "user",
                          .record_id = call.actor.user().text(),
                          .changes = std::move(changes)});
    return {};
}

} // namespace assetbuddy::notifications
