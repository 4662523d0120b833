// What is open with somebody who leaves, given to somebody else in one go (EXT-7, USR-3).

#include "defects/assignee_form.h"
#include "defects/assignees.h"
#include "defects/limits.h"
#include "defects/list.h"
#include "defects/looks.h"
#include "defects/pages.h"
#include "defects/reassign.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::defects::pages {
namespace {

namespace http = platform::http;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url page_url{"/defects/reassign"};
constexpr std::string_view tick = "defect:";

struct Returned {
    std::optional<ui::Entered> entered = {};
    ui::Errors errors = {};
    int status = 200;
};

std::string label_of(const Defect& defect)
{
    return defect.reference() + " " + defect.title + " · " + defect.asset_code + " " + defect.asset_name + " · " +
           std::string{in_words(defect.status)};
}

/// All of them are ticked until somebody says otherwise.
ui::Entered all_ticked(const std::vector<Defect>& defects)
{
    ui::Entered entered;
    for (const auto& defect : defects) entered[std::string{tick} + defect.id.text()] = "on";
    return entered;
}

Html form_of(access::Visit& visit, const base::UserId& from, const DefectPage& page,
             const std::vector<Candidate>& candidates, const Returned& returned)
{
    ui::Form form{visit, page_url, returned.entered.value_or(all_ticked(page.defects)), returned.errors};
    form.hidden("from", from.text());
    form.group("Which ones?", "Those without a tick stay as they are.", [&] {
        for (const auto& defect : page.defects)
            form.checkbox(std::string{tick} + defect.id.text(), label_of(defect), {.needed = ui::Needed::optional});
    });
    auto options = assignee_options(candidates);
    options.push_back({"nobody", "Nobody", "Takes them back; they wait to be assigned"});
    form.radio_cards("to", "Who gets them?", options);
    return ui::card("", form.done("Reassign", Url::path("/users", {from.text()})));
}

Html nothing_open()
{
    return ui::empty_state({.icon = "circle-check",
                            .title = "Nothing is open with them",
                            .text = "None of the defects that you may assign is given to this person.",
                            .action = ui::button_link(Url{"/defects"}, "Show all defects", ui::Look::secondary)});
}

http::Response reassign_page(access::Visit& visit, const base::UserId& from, const std::string& query,
                             const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto page = open_with(call, from);
        if (!page) return base::refused(page.error());
        PageParts parts{.title = "Reassign open defects",
                        .section = ui::Section::defects,
                        .crumbs = {{"Defects", Url{"/defects"}}},
                        .width = ui::Width::narrow,
                        .status = returned.status};
        if (page->defects.empty()) {
            parts.content = nothing_open();
            return parts;
        }
        parts.lead = "Given to " + assignee_words(page->defects.front()) + ".";
        if (!page->next_cursor.empty())
            parts.content.add(ui::paragraph("These are the newest " + std::to_string(most_reassigned) +
                                            ". When they are given to somebody, come back for the rest."));
        auto candidates = list_assignees(call, page->defects.front().id, query);
        if (!candidates) return base::refused(candidates.error());
        std::erase_if(*candidates, [&](const Candidate& each) { return each.assignee.user == from; });
        ui::Filters search{page_url, {{"q", query}, {"from", from.text()}}};
        search.search("q", "Search name or company");
        search.keep("from");
        parts.content.add(search.done("Find"));
        parts.content.add(ui::list_region(form_of(visit, from, *page, *candidates, returned)));
        return parts;
    });
}

std::string done_words(const Reassigned& done)
{
    const auto number = [](std::int64_t count) {
        return std::to_string(count) + (count == 1 ? " defect" : " defects");
    };
    auto words = number(done.moved) + (done.moved == 1 ? " was" : " were") + " reassigned.";
    if (done.left > 0)
        words += " " + number(done.left) + " could not be given to that person: choose somebody else.";
    else if (done.has_more)
        words += " There are more.";
    return words;
}

ReassignRequest read_request(const http::Form& form, const Assignee& to)
{
    ReassignRequest request{.from = base::UserId::parse(form.value("from")).value_or(base::UserId{}), .to = to};
    request.only.emplace();
    for (const auto& [name, value] : form.values())
        if (name.starts_with(tick)) request.only->insert(name.substr(tick.size()));
    return request;
}

} // namespace

http::Response show_reassign(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto from = base::UserId::parse(query.text("from")).value_or(base::UserId{});
    const auto words = query.text("q");
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return reassign_page(visit, from, words, {});
}

http::Response submit_reassign(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto from = base::UserId::parse(form->value("from")).value_or(base::UserId{});
    const auto done = visit.change([&](access::Call& call) -> Result<Reassigned> {
        const auto to = read_choice(form->value("to"));
        if (!to && call.actor.may(access::Permission::defects_assign)) return base::refused(to.error());
        auto given = defects::reassign(call, read_request(*form, to.value_or(Assignee{})));
        if (given || given.error().code != "invalid") return given;
        return base::invalid({{"to", "unknown_value", "This person cannot be given any of these defects."}});
    });
    if (!done && done.error().code == "invalid")
        return reassign_page(visit, from, {},
                             {.entered = form->values(), .errors = ui::Errors{done.error()}, .status = 422});
    if (!done) return ui::refusal(visit, done.error());
    visit.flash(done_words(*done));
    const bool is_unfinished = done->left > 0 || done->has_more;
    return http::Response::see_other(is_unfinished ? page_url.with("from", from.text()).text() : "/defects");
}

} // namespace assetbuddy::defects::pages
