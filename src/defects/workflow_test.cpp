#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "defects/workflow.h"

namespace assetbuddy::defects {
namespace {

TEST(DefectWorkflow, AllowsWhatProductSaysAndNothingElse)
{
    using enum Status;
    struct Line {
        Status from;
        Status to;
    };
    // DEF-2, and who has a defect may change while its status stays.
    const Line allowed[] = {{open, in_progress},
                            {open, awaiting_verification},
                            {open, closed},
                            {in_progress, in_progress},
                            {in_progress, awaiting_parts},
                            {in_progress, awaiting_verification},
                            {awaiting_parts, awaiting_parts},
                            {awaiting_parts, in_progress},
                            {awaiting_verification, awaiting_verification},
                            {awaiting_verification, closed},
                            {awaiting_verification, in_progress}};
    for (const auto from : all_statuses)
        for (const auto to : all_statuses) {
            bool is_wanted = false;
            for (const auto& line : allowed) is_wanted = is_wanted || (line.from == from && line.to == to);
            bool is_there = false;
            for (const auto& move : moves) is_there = is_there || (move.from == from && move.to == to);
            EXPECT_EQ(is_there, is_wanted) << to_text(from) << " to " << to_text(to);
        }
}

TEST(DefectWorkflow, IsFinalWhenClosed)
{
    for (const auto& move : moves) EXPECT_NE(move.from, Status::closed);
}

TEST(DefectWorkflow, NobodyApprovesTheirOwnWork)
{
    for (const auto& move : moves)
        EXPECT_EQ(move.who == Who::not_the_repairer, move.action == Action::approve) << in_words(move.action);
}

struct Box {
    Status status;
    int x;
    int y;
};
constexpr int width = 190;
constexpr int height = 48;
constexpr Box boxes[] = {{Status::open, 20, 150},
                         {Status::in_progress, 300, 150},
                         {Status::awaiting_parts, 300, 20},
                         {Status::awaiting_verification, 580, 150},
                         {Status::closed, 580, 290}};

const Box& box_of(Status status)
{
    for (const auto& box : boxes)
        if (box.status == status) return box;
    throw std::logic_error("a status without a box");
}

/// Moves between two boxes share an arrow.
std::string label_of(Status from, Status to)
{
    std::string label;
    for (const auto& move : moves)
        if (move.from == from && move.to == to)
            label += (label.empty() ? "" : ", ") + std::string{in_words(move.action)} +
                     (move.who == Who::not_the_repairer ? " (not the repairer)" : "");
    return label;
}

struct Point {
    int x;
    int y;
};

/// Where an arrow touches a box: the middle of the side that looks at the other one, a little aside, so that the way
/// back does not lie on it.
Point edge_of(const Box& box, const Box& other, bool is_start)
{
    constexpr int aside = 10;
    const int shift = is_start == (box.x + box.y * 2 < other.x + other.y * 2) ? -aside : aside;
    if (box.x == other.x) return {box.x + width / 2 + shift, box.y < other.y ? box.y + height : box.y};
    return {box.x < other.x ? box.x + width : box.x, box.y + height / 2 + shift};
}

/// What skips a box goes round it, below.
Point below(const Box& box, int part)
{
    return {box.x + width * part / 4, box.y + height};
}

void draw_arrow(std::ostream& svg, const Box& from, const Box& to, const std::string& label)
{
    const bool goes_round = from.status == Status::open && to.status != Status::in_progress;
    const bool is_upright = from.x == to.x;
    const bool ends_below = goes_round && to.y == from.y;
    const auto start = goes_round ? below(from, ends_below ? 3 : 1) : edge_of(from, to, true);
    const auto end = ends_below ? below(to, 1) : edge_of(to, from, false);
    Point bend{(start.x + end.x) / 2, (start.y + end.y) / 2};
    if (goes_round) bend = ends_below ? Point{bend.x, start.y + 90} : Point{start.x + 40, end.y + 20};
    svg << "<path d=\"M" << start.x << ' ' << start.y << " Q" << bend.x << ' ' << bend.y << ' ' << end.x << ' ' << end.y
        << R"~(" fill="none" stroke="#000" marker-end="url(#tip)"/>)~" << '\n';
    // The middle of the curve; upright arrows have their words beside them.
    Point words{(start.x + 2 * bend.x + end.x) / 4, (start.y + 2 * bend.y + end.y) / 4};
    if (goes_round && !ends_below) words = {(bend.x + end.x) / 2, end.y - 12};
    const bool is_right = is_upright && start.y > end.y;
    words.x += is_upright ? (is_right ? 8 : -8) : 0;
    words.y += is_upright ? 4 : (start.x > end.x ? 16 : -6);
    svg << "<text x=\"" << words.x << "\" y=\"" << words.y << "\" text-anchor=\""
        << (is_upright ? (is_right ? "start" : "end") : "middle") << "\">" << label << "</text>\n";
}

std::string drawn()
{
    std::ostringstream svg;
    svg << R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 360" role="img" )"
        << R"(aria-label="The workflow of a defect" font-family="sans-serif" font-size="12">)" << '\n'
        << R"(<rect width="800" height="360" fill="#fff"/>)" << '\n'
        << R"(<defs><marker id="tip" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" )"
        << R"(orient="auto"><path d="M0 0 10 5 0 10z"/></marker></defs>)" << '\n';
    for (const auto from : all_statuses) {
        for (const auto to : all_statuses) {
            const auto label = label_of(from, to);
            if (label.empty() || from == to) continue;
            draw_arrow(svg, box_of(from), box_of(to), label);
        }
    }
    for (const auto& box : boxes) {
        svg << "<rect x=\"" << box.x << "\" y=\"" << box.y << "\" width=\"" << width << "\" height=\"" << height
            << R"(" rx="6" fill="#eef3f8" stroke="#33475b"/>)" << '\n';
        const auto stays = label_of(box.status, box.status);
        svg << "<text x=\"" << box.x + width / 2 << "\" y=\"" << box.y + (stays.empty() ? 29 : 21)
            << R"(" text-anchor="middle" font-weight="bold">)" << in_words(box.status) << "</text>\n";
        if (!stays.empty())
            svg << "<text x=\"" << box.x + width / 2 << "\" y=\"" << box.y + 38 << R"(" text-anchor="middle">)"
                << "stays: " << stays << "</text>\n";
    }
    svg << "</svg>\n";
    return svg.str();
}

TEST(DefectWorkflow, IsDrawnInTheDocsAsItIs)
{
    std::ifstream file{WORKFLOW_PICTURE};
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), drawn()) << "the workflow changed: put this text into docs/defects-workflow.svg";
}

} // namespace
} // namespace assetbuddy::defects
