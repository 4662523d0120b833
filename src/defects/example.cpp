#include "defects/example.h"

#include <stdexcept>

#include "access/search.h"
#include "defects/report.h"
#include "defects/store_example.h"

namespace assetbuddy::defects {
namespace {

void name_story(access::Call& call, ExampleStory& story, std::int64_t number)
{
    const auto id = call.make_id<base::DefectId>();
    for (auto& step : story) {
        step.after.id = id;
        step.after.number = number;
        step.after.organisation = call.organisation();
    }
}

/// Whether a step is a move of the workflow (DEF-2).
bool is_move(const ExampleStep& before, const ExampleStep& step)
{
    const auto action = [&]() -> std::optional<Action> {
        switch (step.what) {
        case What::assigned:
            return Action::assign;
        case What::awaiting_parts:
            return Action::await_parts;
        case What::resumed:
            return Action::resume;
        case What::closed_out:
            return Action::close_out;
        case What::approved:
            return Action::approve;
        case What::rejected:
            return Action::reject;
        case What::closed:
            return Action::close;
        default:
            return std::nullopt;
        }
    }();
    const auto move = action ? find_move(before.after.status, *action) : std::nullopt;
    return move && move->to == step.after.status && before.at <= step.at;
}

void check(const ExampleStory& story)
{
    if (story.empty() || story.front().what != What::reported)
        throw std::logic_error("an example of a defect begins with its report");
    for (std::size_t each = 1; each < story.size(); ++each)
        if (!is_move(story[each - 1], story[each])) throw std::logic_error("an example breaks the workflow");
}

std::vector<store::NewEvent> events_of(access::Call& call, std::span<const ExampleStory> stories)
{
    std::vector<store::NewEvent> events;
    for (const auto& story : stories)
        for (std::size_t each = 0; each < story.size(); ++each) {
            const auto& [what, at, actor, words, after] = story[each];
            auto& event = events.emplace_back();
            event.id = call.make_id<base::Id<struct DefectEventTag>>().text();
            event.organisation = after.organisation;
            event.defect = after.id;
            event.turn = after.turn;
            event.at = at;
            event.actor = actor.id;
            event.what = what;
            event.words = words;
            if (what != What::assigned) continue;
            event.before = story[each - 1].after.assignee.id();
            event.after = after.assignee.id();
        }
    return events;
}

std::vector<access::Findable> findable(std::span<const ExampleStory> stories)
{
    const std::string none;
    std::vector<access::Findable> records;
    for (const auto& story : stories) {
        const auto& defect = story.back().after;
        const auto reference = defect.reference();
        records.push_back({access::Searched::defects, defect.id.text(),
                           access::search_text({defect.title, reference, defect.asset_code, none})});
    }
    return records;
}

} // namespace

void add_stories(access::Call& call, std::span<ExampleStory> stories)
{
    if (stories.empty()) return;
    auto number = store::take_numbers(call.tx, call.organisation(), stories.size());
    std::vector<const Defect*> defects;
    for (auto& story : stories) {
        check(story);
        name_story(call, story, number++);
        story.back().after.version = static_cast<std::int64_t>(story.size());
        defects.push_back(&story.back().after);
    }
    store::insert_whole(call.tx, defects);
    store::insert_events(call.tx, events_of(call, stories));
    access::add_all_to_search(call.tx, call.organisation(), findable(stories));
}

std::vector<ExampleEntry> entries_of(const ExampleStory& story)
{
    std::vector<ExampleEntry> entries;
    for (std::size_t each = 0; each < story.size(); ++each) {
        const auto& step = story[each];
        entries.push_back(
            {step.at,
             {.organisation = step.after.organisation,
              .action = "defect." + std::string{to_text(step.what)},
              .record_type = "defect",
              .record_id = step.after.id.text(),
              .changes = each == 0 ? reported_changes(step.after) : changes_between(story[each - 1].after, step.after),
              .actor_user = step.actor.id,
              .actor_name = step.actor.name}});
    }
    return entries;
}

} // namespace assetbuddy::defects
