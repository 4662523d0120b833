#include "server/example_files.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "assets/list.h"
#include "companies/list.h"
#include "defects/list.h"
#include "documents/take_in.h"
#include "platform/labels/sketch.h"

namespace assetbuddy::server {
namespace {

using documents::RecordKind;
using platform::labels::Shape;

constexpr std::int64_t photographed = 14; // defects
constexpr std::int64_t with_papers = 6;   // pieces of equipment, and companies

struct Paper {
    documents::NewFile file;
    std::string bytes;
};

Shape shape_of(const std::string& code)
{
    static const std::vector<std::pair<std::string_view, Shape>> shapes{
        {"LIFT", Shape::forklift},   {"ACC", Shape::ladder},  {"ELE", Shape::cabinet},
        {"FS", Shape::extinguisher}, {"PRES", Shape::vessel}, {"VEH", Shape::van}};
    for (const auto& [prefix, shape] : shapes)
        if (code.starts_with(prefix)) return shape;
    return Shape::machine;
}

Paper photo_of(const defects::Defect& defect, bool is_mended)
{
    const auto number = static_cast<unsigned>(defect.number);
    const auto words = is_mended ? "after the repair" : defect.title;
    auto png = platform::labels::png_of(
        {.shape = shape_of(defect.asset_code),
         .caption = fmt::format("{} · {} · {} · a drawing, no photo", defect.reference(), defect.asset_code, words),
         .is_mended = is_mended,
         .variant = number});
    const auto name = fmt::format("{}-{}.png", defect.reference(), is_mended ? "repaired" : "reported");
    return {{.record = {RecordKind::defect, defect.id.text()},
             .file_name = name,
             .fields = {.name = is_mended ? "After the repair" : "As reported"}},
            std::move(png)};
}

/// Last days on both sides of today, so that there is something to renew.
std::string last_day(base::Time now, std::size_t number)
{
    constexpr std::array days{20, -9, 200, 27, 340, 95};
    const auto day = std::chrono::floor<std::chrono::days>(now) + std::chrono::days{days.at(number % days.size())};
    return base::to_iso_date(day);
}

Paper paper_of(RecordKind kind, const std::string& id, const std::string& name, const std::string& of,
               const std::string& until)
{
    auto pdf = platform::labels::pdf_of(
        name, {of, "Valid until " + until + ".", "This is an example made by AssetBuddy. It certifies nothing."});
    return {{.record = {kind, id}, .file_name = name + ".pdf", .fields = {.name = name, .expires_on = until}},
            std::move(pdf)};
}

std::vector<Paper> draw_all(access::Call& call)
{
    std::vector<Paper> papers;
    for (const auto& defect : wanted(defects::list(call, {.limit = photographed})).defects) {
        papers.push_back(photo_of(defect, false));
        if (defect.closed_out_by) papers.push_back(photo_of(defect, true));
    }
    std::size_t number = 0;
    for (const auto& asset : wanted(assets::list(call, {.limit = with_papers})).assets)
        papers.push_back(paper_of(RecordKind::asset, asset.id.text(), "Examination certificate",
                                  asset.code + " " + asset.name, last_day(call.now, number++)));
    for (const auto& company : wanted(companies::list(call, {.limit = with_papers})).companies)
        papers.push_back(paper_of(RecordKind::company, company.id.text(), "Liability insurance", company.name,
                                  last_day(call.now, number++)));
    return papers;
}

} // namespace

void add_example_files(ExampleHand& hand)
{
    const auto& kernel = hand.kernel();
    if (kernel.files == nullptr) return;
    std::vector<Paper> papers;
    hand.as_owner([&](access::Call& call) { papers = draw_all(call); });
    for (const auto& [file, bytes] : papers) {
        const auto stored = wanted(documents::put_away(kernel, bytes, file.file_name));
        hand.as_owner([&](access::Call& call) { wanted(documents::add(call, file, stored)); });
    }
}

} // namespace assetbuddy::server
