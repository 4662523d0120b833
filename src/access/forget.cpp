#include "access/forget.h"

#include <optional>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/store.h"

namespace assetbuddy::access {
namespace {

namespace json = boost::json;

constexpr std::int64_t walk_step = 500;

/// What is taken out of the personal values of an entry.
enum class Forget { values, author, both };

std::string without(const std::string& text, Forget what)
{
    auto values = json::parse(text).as_object();
    json::object left;
    for (const auto& [place, kept] : values) {
        const bool is_author = place == "actor_name" || place == "address";
        const bool goes = what == Forget::both || is_author == (what == Forget::author);
        if (!goes) left[place] = kept;
    }
    return left.empty() ? std::string{} : json::serialize(left);
}

/// Walks entries of a kind in steps, so that memory does not grow with the log.
template <class List, class Choose>
void forget(Call& call, const base::OrganisationId& organisation, const List& list, const Choose& choose)
{
    for (std::optional<store::PersonalEntry> last;;) {
        const auto entries = list(last);
        for (const auto& entry : entries)
            store::update_personal(call.tx, organisation, entry.number, without(entry.personal, choose(entry)));
        if (entries.size() < static_cast<std::size_t>(walk_step)) return;
        last = entries.back();
    }
}

} // namespace

void forget_person(Call& call, const base::OrganisationId& organisation, const base::UserId& user)
{
    forget(
        call, organisation,
        [&](const auto& last) {
            return store::list_personal_of_record(call.tx, organisation, "user", user.text(), last, walk_step);
        },
        [&](const store::PersonalEntry& entry) {
            return entry.actor_user.empty() || entry.actor_user == user.text() ? Forget::both : Forget::values;
        });
    forget(
        call, organisation,
        [&](const auto& last) { return store::list_personal_of_actor(call.tx, organisation, user, last, walk_step); },
        [](const store::PersonalEntry&) { return Forget::author; });
}

void forget_record(Call& call, const base::OrganisationId& organisation, const std::string& record_type,
                   const std::string& record_id)
{
    forget(
        call, organisation,
        [&](const auto& last) {
            return store::list_personal_of_record(call.tx, organisation, record_type, record_id, last, walk_step);
        },
        [](const store::PersonalEntry&) { return Forget::values; });
}

} // namespace assetbuddy::access
