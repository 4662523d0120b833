#include "defects/summarise.h"

#include "access/call.h"
#include "defects/letter.h"
#include "defects/limits.h"
#include "defects/store_summaries.h"
#include "defects/summary.h"
#include "notifications/notify.h"
#include "notifications/unsubscribe.h"

namespace assetbuddy::defects {
namespace {

constexpr const char* why = "summaries of open defects";

SummaryData letter_of(const access::Call& call, const store::Round& round, const store::Outsider& person,
                      const std::vector<Defect>& defects, const std::string& words)
{
    const auto today = today_in(call.now, round.time_zone);
    SummaryData data{.name = person.name,
                     .organisation = round.organisation_name,
                     .words = words,
                     .unsubscribe = notifications::unsubscribe_path(
                         call.kernel, {round.organisation, person.user, std::string{summary_notice}})};
    for (std::size_t i = 0; i < defects.size() && i < most_in_summary; ++i)
        data.defects.push_back(summary_lines(defects[i], today));
    data.is_cut = defects.size() > most_in_summary;
    return data;
}

/// One person's, in one transaction. True when they were told.
base::Result<bool> summarise(access::Call& call, const store::Round& round, const store::Outsider& person)
{
    call.tx.enter(round.organisation);
    if (!store::take_summary(call.tx, round, person.user)) return false;
    auto defects = store::list_to_do(call.tx, round.organisation, person.user, most_on_dashboard + 1);
    if (defects.empty()) return false;
    const bool has_more = defects.size() > static_cast<std::size_t>(most_on_dashboard);
    if (has_more) defects.pop_back();
    const auto words = to_do_words(defects, today_in(call.now, round.time_zone), has_more);
    notifications::notify(
        call, {.kind = std::string{summary_notice},
               .organisation = round.organisation,
               .to = person.user,
               .title = words + ".",
               .path = "/contractor",
               .subject_id = std::string{summary_notice},
               .letter = notifications::Notice::OwnLetter{std::string{summary_kind},
                                                          letter_of(call, round, person, defects, words).to_json()}});
    return true;
}

base::Result<bool> plan(access::Call& call, const store::Round& round)
{
    const auto often = organisations::read_contractor_summary(round.often).value();
    return store::plan_round(call.tx, round, next_round(call.now, round.time_zone, often));
}

/// Everybody of one organisation, up to `room`; the next round is planned once nobody is left.
std::int64_t send_round(const access::Kernel& kernel, const store::Round& round, std::int64_t room)
{
    std::int64_t sent = 0;
    for (store::Outsider last; sent < room;) {
        const auto people = access::look_as_nobody(kernel, access::nobody_asked, why, [&](access::Call& call) {
            call.tx.enter(round.organisation);
            return store::list_to_summarise(call.tx, round, last, summaries_together);
        });
        for (const auto& person : people) {
            const auto told = access::change_as_nobody(
                kernel, access::nobody_asked, why, [&](access::Call& call) { return summarise(call, round, person); });
            sent += told.value_or(false) ? 1 : 0;
        }
        if (static_cast<std::int64_t>(people.size()) == summaries_together) {
            last = people.back();
            continue;
        }
        const auto planned = access::change_as_nobody(kernel, access::nobody_asked, why,
                                                      [&](access::Call& call) { return plan(call, round); });
        if (!planned) throw std::logic_error("planning cannot be refused");
        break;
    }
    return sent;
}

} // namespace

std::int64_t send_summaries(const access::Kernel& kernel)
{
    std::int64_t sent = 0;
    for (std::int64_t looks = 0; looks < most_rounds_a_turn && sent < most_summaries_a_turn; ++looks) {
        const auto rounds = access::look_as_nobody(kernel, access::nobody_asked, why, [](access::Call& call) {
            return store::list_rounds(call.tx, call.now, summaries_together);
        });
        for (const auto& round : rounds) {
            if (!round.is_planned()) {
                const auto planned = access::change_as_nobody(kernel, access::nobody_asked, why,
                                                              [&](access::Call& call) { return plan(call, round); });
                if (!planned) throw std::logic_error("planning cannot be refused");
                continue;
            }
            sent += send_round(kernel, round, most_summaries_a_turn - sent);
        }
        if (static_cast<std::int64_t>(rounds.size()) < summaries_together) break;
    }
    return sent;
}

} // namespace assetbuddy::defects
