#include "server/example_story.h"

#include <array>

#include "server/example_equipment.h"

namespace assetbuddy::server {
namespace {

using defects::Defect;
using defects::Severity;
using defects::Status;
using defects::What;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Grade {
    Severity severity;
    std::size_t thousandths;
    int due_in; // days; 0: no date
    hours assigned_within;
};
constexpr auto grades = std::to_array<Grade>({{Severity::critical, 60, 2, hours{4}},
                                              {Severity::high, 180, 7, hours{20}},
                                              {Severity::medium, 380, 21, hours{70}},
                                              {Severity::low, 280, 45, hours{160}},
                                              {Severity::info, 100, 0, hours{240}}});

const Grade& draw_grade(Dice& dice)
{
    auto point = dice.below(1000);
    for (const auto& grade : grades) {
        if (point < grade.thousandths) return grade;
        point -= grade.thousandths;
    }
    return grades.back();
}

class Telling {
  public:
    Telling(Dice& dice, const ExampleScene& scene, base::Time reported_at, std::optional<Status> stays)
        : dice_(dice), scene_(scene), stays_(stays), now_(reported_at),
          equipment_(scene.equipment[dice.below(scene.equipment.size())]),
          trouble_(example_trouble(dice, equipment_.prefix)), grade_(draw_grade(dice))
    {}

    defects::ExampleStory tell()
    {
        report();
        if (!rests_at(Status::open) && assign_or_close() && repair()) judge();
        return std::move(story_);
    }

  private:
    [[nodiscard]] bool rests_at(Status status) const { return stays_ == status; }

    /// Lets time pass; false when the scene ends first.
    bool wait(minutes least, minutes most)
    {
        now_ += least + minutes{dice_.below(static_cast<std::size_t>((most - least).count()) + 1)};
        return now_ <= scene_.until;
    }

    void step(What what, const defects::Named& actor, std::string words = {})
    {
        story_.push_back({.what = what, .at = now_, .actor = actor, .words = std::move(words), .after = defect_});
    }

    const defects::Named& draw(const std::vector<defects::Named>& people) { return people[dice_.below(people.size())]; }

    const defects::Named& draw_reporter()
    {
        const auto at_site = scene_.reporters.find(equipment_.site);
        const bool is_found = at_site != scene_.reporters.end() && !at_site->second.empty();
        return draw(is_found ? at_site->second : scene_.verifiers);
    }

    void report()
    {
        defect_.asset = equipment_.id;
        defect_.asset_code = equipment_.code;
        defect_.site = equipment_.site;
        defect_.title = trouble_.title;
        defect_.description = trouble_.description;
        defect_.severity = grade_.severity;
        defect_.isolates = grade_.severity == Severity::critical && dice_.in_thousand(600);
        if (grade_.due_in > 0 && dice_.in_thousand(850))
            defect_.due_on = base::to_iso_date(std::chrono::floor<days>(now_) + days{grade_.due_in});
        defect_.reported_by = draw_reporter();
        defect_.created_at = now_;
        step(What::reported, defect_.reported_by);
    }

    void close(What what, defects::Verification verification)
    {
        const auto& verifier = draw(scene_.verifiers);
        defect_.status = Status::closed;
        defect_.verification = verification;
        defect_.verified_by = verifier;
        defect_.closed_at = now_;
        step(what, verifier);
    }

    /// False when it goes no further.
    bool assign_or_close()
    {
        if (scene_.workers.empty() || (!stays_ && dice_.in_thousand(40))) {
            if (wait(hours{5}, days{20})) close(What::closed, defects::Verification::without_verification);
            return false;
        }
        if (!wait(minutes{10}, grade_.assigned_within)) return false;
        worker_ = &scene_.workers[dice_.below(scene_.workers.size())];
        const auto& assigner = draw(scene_.verifiers);
        defect_.assignee = {.user = worker_->who.id};
        defect_.assigned_by = assigner.id;
        defect_.assigned_at = now_;
        defect_.turn = 1;
        defect_.status = Status::in_progress;
        step(What::assigned, assigner);
        return !rests_at(Status::in_progress);
    }

    bool repair()
    {
        if (rests_at(Status::awaiting_parts) || dice_.in_thousand(150)) {
            if (!wait(hours{3}, days{3})) return false;
            defect_.status = Status::awaiting_parts;
            step(What::awaiting_parts, worker_->who);
            if (rests_at(Status::awaiting_parts) || !wait(days{2}, days{12})) return false;
            defect_.status = Status::in_progress;
            step(What::resumed, worker_->who);
        }
        return wait(hours{2}, dice_.in_thousand(60) ? days{90} : days{9}) && close_out();
    }

    bool close_out()
    {
        const bool has_costs = dice_.in_thousand(800);
        defect_.status = Status::awaiting_verification;
        defect_.closeout_notes = trouble_.repair;
        defect_.repaired_by =
            worker_->company.empty() ? worker_->who.name : worker_->who.name + ", " + worker_->company;
        if (has_costs) defect_.parts_cost = draw_pence(450);
        if (has_costs) defect_.labour_cost = 3000 + draw_pence(600);
        defect_.closed_out_by = worker_->who;
        defect_.closed_out_at = now_;
        defect_.rejected_reason.clear();
        step(What::closed_out, worker_->who, defect_.closeout_notes);
        return !rests_at(Status::awaiting_verification);
    }

    std::int64_t draw_pence(std::size_t most_pounds)
    {
        return static_cast<std::int64_t>(dice_.below(most_pounds * 4)) * 25;
    }

    void judge()
    {
        if (dice_.in_thousand(80)) {
            if (!wait(hours{3}, days{4})) return;
            defect_.clear_closeout();
            defect_.status = Status::in_progress;
            defect_.rejected_reason = example_rejection(dice_);
            step(What::rejected, draw(scene_.verifiers), defect_.rejected_reason);
            if (!wait(hours{6}, days{6}) || !close_out()) return;
        }
        if (wait(hours{2}, days{5})) close(What::approved, defects::Verification::verified);
    }

    Dice& dice_;
    const ExampleScene& scene_;
    std::optional<Status> stays_;
    base::Time now_;
    const ExampleScene::Equipment& equipment_;
    ExampleTrouble trouble_;
    const Grade& grade_;
    const ExampleScene::Worker* worker_ = nullptr;
    Defect defect_;
    defects::ExampleStory story_;
};

} // namespace

defects::ExampleStory example_story(Dice& dice, const ExampleScene& scene, base::Time reported_at,
                                    std::optional<Status> stays)
{
    return Telling{dice, scene, reported_at, stays}.tell();
}

} // namespace assetbuddy::server
