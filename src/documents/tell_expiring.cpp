#include "documents/tell_expiring.h"

#include "access/call.h"
#include "access/day.h"
#include "access/holders.h"
#include "documents/expiring.h"
#include "documents/store_tell.h"
#include "notifications/notify.h"

namespace assetbuddy::documents {
namespace {

using access::Permission;
using std::chrono::days;
using std::chrono::sys_days;
using store::Told;

constexpr std::int64_t batch = 100;
/// One turn of the background; the next one goes on.
constexpr std::int64_t most_in_a_turn = 5'000;
/// A day that nobody's server saw is still told of; later it is no news.
constexpr days most_late{7};
constexpr std::int64_t most_told = 100;
/// Where it is already tomorrow when UTC has today.
constexpr days ahead_of_utc{1};

/// What is to be told on the day `today`; nothing: it is not time yet.
std::optional<Told> next_of(const store::Due& due, sys_days today)
{
    const sys_days last{base::parse_date(due.expires_on).value()};
    if (today >= last) return Told::on_the_day;
    if (due.told == Told::nothing && today >= last - expiring_ahead) return Told::ahead;
    return std::nullopt;
}

std::string title_of(const store::Place& place, const store::Due& due, Told told)
{
    const auto last = base::parse_date(due.expires_on).value();
    const auto day = base::to_day_words(access::start_of_day(last, due.time_zone), due.time_zone);
    const auto which = place.document_name + " (" + place.record_name + ")";
    return told == Told::ahead ? which + " expires on " + day + "." : which + " has its last day: " + day + ".";
}

void tell(access::Call& call, const store::Due& due, const store::Place& place, Told told)
{
    const auto sets = access::grants_of_all(call, due.organisation);
    const auto keepers = access::list_holders(call.tx, due.organisation, place.site,
                                              access::holding_of(sets, Permission::documents_upload, false),
                                              access::OwnerCounts::as_settings_say, most_told);
    for (const auto& user : keepers)
        notifications::notify(call, {.kind = "document.expiring",
                                     .organisation = due.organisation,
                                     .to = user,
                                     .title = title_of(place, due, told),
                                     .path = "/documents/" + due.id.text(),
                                     .subject_id = due.id.text()});
}

/// True when people were told.
base::Result<bool> tell_of(access::Call& call, const store::Due& due)
{
    call.tx.enter(due.organisation);
    const sys_days today{access::day_in(call.now, due.time_zone)};
    const auto told = next_of(due, today);
    if (!told || !store::update_told(call.tx, due, *told)) return false;
    const auto place = store::find_place(call.tx, due.organisation, due.id);
    if (!place || today > sys_days{base::parse_date(due.expires_on).value()} + most_late) return false;
    tell(call, due, *place, *told);
    return true;
}

std::int64_t tell_all(const access::Kernel& kernel, Told so_far, const std::string& until)
{
    std::int64_t told = 0;
    store::Due after;
    for (std::int64_t looked_at = 0; looked_at < most_in_a_turn;) {
        const auto due = access::look_as_nobody(kernel, access::nobody_asked, "documents that expire", [&](auto& call) {
            return store::list_due(call.tx, so_far, until, after.expires_on, after.id.text(), batch);
        });
        for (const auto& each : due) {
            const auto done = access::change_as_nobody(kernel, access::nobody_asked, "documents that expire",
                                                       [&](access::Call& call) { return tell_of(call, each); });
            told += done && *done ? 1 : 0;
        }
        looked_at += static_cast<std::int64_t>(due.size());
        if (static_cast<std::int64_t>(due.size()) < batch) break;
        after = due.back();
    }
    return told;
}

} // namespace

std::int64_t tell_expiring(const access::Kernel& kernel)
{
    const auto today = std::chrono::floor<days>(kernel.clock.now()) + ahead_of_utc;
    return tell_all(kernel, Told::nothing, base::to_iso_date(today + expiring_ahead)) +
           tell_all(kernel, Told::ahead, base::to_iso_date(today));
}

} // namespace assetbuddy::documents
