// The companies that people from outside come from (EXT-8).

#include "people/company_pages.h"

#include "access/contact.h"
#include "companies/edit.h"
#include "companies/limits.h"
#include "companies/list.h"
#include "people/company_card.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/record_forms.h"

namespace assetbuddy::people::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using companies::CompanyFields;
using companies::CompanyPage;
using companies::Listed;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url all_companies{"/companies"};

bool may_add(const access::Actor& actor)
{
    return actor.may(Permission::users_invite) || actor.may(Permission::users_edit);
}

std::string people_words(const Listed& company)
{
    const auto people = std::to_string(company.people);
    return company.invited == 0 ? people : people + " and " + std::to_string(company.invited) + " invited";
}

Html table_of(const access::Actor& actor, const std::vector<Listed>& found)
{
    const bool shows_contact = access::may_reach_outsiders(actor);
    std::vector<ui::Column> columns{{"Company"}, {"People"}};
    if (shows_contact) columns.insert(columns.end(), {{"Phone"}, {"Email"}});
    ui::Table table{"Companies", columns};
    for (const auto& company : found) {
        std::vector<Html> cells{ui::link(url_of(company.id), company.name), Html::text(people_words(company))};
        if (shows_contact) {
            cells.push_back(company.phone.empty() ? Html::text("–") : ui::phone_link(company.phone));
            cells.push_back(company.email.empty() ? Html::text("–") : email_link(company.email));
        }
        table.row(cells);
    }
    return table.done();
}

Html none_found(const companies::ListRequest& request)
{
    if (!request.query.empty())
        return ui::empty_state({.icon = "search",
                                .title = "No company matches",
                                .text = "Try a shorter part of its name.",
                                .action = ui::button_link(all_companies, "Show all companies", ui::Look::secondary)});
    return ui::empty_state(
        {.icon = "building",
         .title = "No companies yet",
         .text = "A company comes here by itself with the first person from it that you invite. Keep its "
                 "phone number, its insurance and other papers with it.",
         .action = {}});
}

PageParts list_parts(access::Call& call, const companies::ListRequest& request, const CompanyPage& page)
{
    PageParts parts{.title = "Companies",
                    .section = ui::Section::companies,
                    .lead = "Where people from outside come from, such as contractors."};
    if (may_add(call.actor))
        parts.actions = ui::button_link(Url{"/companies/new"}, "Add a company", ui::Look::primary, "plus");
    ui::Filters filters{all_companies, {{"q", request.query}}};
    filters.search("q", "Search by name");
    const auto first = request.query.empty() ? all_companies : all_companies.with("q", request.query);
    Html list;
    if (page.companies.empty() && request.cursor.empty())
        list.add(none_found(request));
    else
        list.add(table_of(call.actor, page.companies))
            .add(ui::pager(request.cursor.empty() ? std::nullopt : std::optional{first},
                           page.next_cursor.empty() ? std::nullopt
                                                    : std::optional{first.with("cursor", page.next_cursor)},
                           "First page"));
    parts.content.add(filters.done("Find")).add(ui::list_region(list));
    return parts;
}

ui::Entered entered_of(const CompanyFields& fields)
{
    return {{"name", fields.name}, {"phone", fields.phone}, {"email", fields.email}, {"address", fields.address}};
}

CompanyFields read_fields(const http::Form& form)
{
    return {form.value("name"), form.value("phone"), form.value("email"), form.value("address")};
}

void add_fields(ui::Form& form)
{
    using enum ui::Needed;
    const auto long_of = [](std::size_t most) { return static_cast<long>(most); };
    form.text("name", "Name", {.autocomplete = "off", .max_length = long_of(companies::most_name)});
    form.telephone("phone", "Phone",
                   {.needed = optional, .autocomplete = "off", .max_length = long_of(companies::most_phone)});
    form.email("email", "Email",
               {.hint = "Of its office. Each person keeps an address of their own.",
                .needed = optional,
                .autocomplete = "off"});
    form.textarea("address", "Address",
                  {.needed = optional, .autocomplete = "off", .max_length = long_of(companies::most_address)}, 3);
}

/// The way to the company that has the name already.
Html known_one(const base::Error& error)
{
    const auto found = error.facts.find("company_id");
    if (error.code != "name_taken" || found == error.facts.end()) return {};
    const auto& id = std::get<std::string>(found->second);
    return ui::notice(ui::Tone::info, "It is here already",
                      Html{}.add(ui::link(url_of(base::CompanyId{id}), "Open the company of this name")).add("."));
}

http::Response new_page(access::Visit& visit, const ui::Entered& entered, const base::Error& error, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        if (!may_add(call.actor)) return base::refused("forbidden", {}, "Your role does not let you add companies.");
        ui::Form form{visit, Url{"/companies/new"}, entered, status == 200 ? ui::Errors{} : ui::Errors{error}};
        add_fields(form);
        return PageParts{.title = "Add a company",
                         .section = ui::Section::companies,
                         .content = known_one(error).add(form.done("Add company", all_companies)),
                         .crumbs = {{"Companies", all_companies}},
                         .width = ui::Width::narrow,
                         .status = status};
    });
}

struct Shown {
    std::optional<ui::Entered> entered = {}; // what was typed, after a refusal
    ui::Errors edit_errors = {};
    std::string into = {};
    ui::Errors merge_errors = {};
    std::string_view not_deleted = {};
    Html known = {}; // the company whose name was wanted
    int status = 200;
};

Html edit_part(access::Visit& visit, const Listed& company, const Shown& shown)
{
    ui::Form form{visit, url_of(company.id), shown.entered.value_or(entered_of(CompanyFields::of(company))),
                  shown.edit_errors};
    form.hidden("version", std::to_string(company.version));
    add_fields(form);
    return ui::card("Edit", form.done("Save changes", all_companies));
}

/// Two records of one company, such as "Acme" and "Acme Ltd", become one.
Html merge_part(access::Visit& visit, access::Call& call, const Listed& company, const Shown& shown)
{
    const auto names = companies::list_names(call);
    if (names.size() < 2) return {};
    ui::Form form{
        visit, Url::path("/companies", {company.id.text(), "merge"}), {{"into", shown.into}}, shown.merge_errors};
    form.hidden("version", std::to_string(company.version));
    form.text("into", "Name of the other company",
              {.hint = "The one that stays. People, invitations and files of this one become its own.",
               .autocomplete = "off",
               .max_length = static_cast<long>(companies::most_name),
               .suggestions = names});
    return ui::card("Is it here twice?", form.done("Put them together", {}, ui::Look::secondary));
}

Html delete_part(access::Visit& visit, access::Call& call, const Listed& company, const Shown& shown)
{
    if (!call.actor.may(Permission::users_delete)) return {};
    return ui::delete_card(visit,
                           {.action = Url::path("/companies", {company.id.text(), "delete"}),
                            .button = "Delete company",
                            .which = "Only a company that nobody belongs to, not even from the past, and that has no "
                                     "files, can be deleted.",
                            .question = "The company is removed for good.",
                            .version = company.version,
                            .not_deleted = shown.not_deleted});
}

http::Response company_page(access::Visit& visit, const base::CompanyId& id, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto company = companies::find_visible(call, id);
        if (!company) return base::refused(company.error());
        PageParts parts{.title = company->name,
                        .section = ui::Section::companies,
                        .actions = files_link(call, *company),
                        .crumbs = {{"Companies", all_companies}},
                        .width = ui::Width::narrow,
                        .status = shown.status};
        const bool may_edit = call.actor.may(Permission::users_edit);
        if (shown.status == 412) parts.content.add(ui::paragraph("As it is now:"));
        if (!may_edit || shown.status == 412) parts.content.add(company_card(*company));
        parts.content.add(people_card(call, *company)).add(shown.known);
        if (may_edit)
            parts.content.add(edit_part(visit, *company, shown)).add(merge_part(visit, call, *company, shown));
        parts.content.add(delete_part(visit, call, *company, shown));
        return parts;
    });
}

std::optional<base::CompanyId> read_id(const access::Visit& visit)
{
    return base::CompanyId::parse(visit.request.parameter("id"));
}

http::Response no_such_company(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such company."});
}

} // namespace

http::Response list_companies(access::Visit& visit)
{
    http::Query query{visit.request};
    const companies::ListRequest request{.query = query.text("q"), .cursor = query.text("cursor")};
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto page = companies::list(call, request);
        if (!page) return base::refused(page.error());
        return list_parts(call, request, *page);
    });
}

http::Response show_new_company(access::Visit& visit)
{
    return new_page(visit, {}, {}, 200);
}

http::Response submit_new_company(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto made = visit.change([&](access::Call& call) { return companies::create(call, read_fields(*form)); });
    if (!made && !ui::is_about_the_entry(made.error())) return ui::refusal(visit, made.error());
    if (!made) return new_page(visit, form->values(), made.error(), platform::json::status_of(made.error().code));
    visit.flash(made->name + " was added.");
    return http::Response::see_other(url_of(made->id).text());
}

http::Response show_company(access::Visit& visit)
{
    const auto id = read_id(visit);
    return id ? company_page(visit, *id, {}) : no_such_company(visit);
}

http::Response submit_company(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_company(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto fields = read_fields(*form);
    const companies::EditRequest request{.name = fields.name,
                                         .phone = fields.phone,
                                         .email = fields.email,
                                         .address = fields.address,
                                         .expected_version = http::version_of(*form)};
    const auto saved = visit.change([&](access::Call& call) { return companies::edit(call, *id, request); });
    if (!saved && !ui::is_about_the_entry(saved.error())) return ui::refusal(visit, saved.error());
    if (!saved)
        return company_page(visit, *id,
                            {.entered = form->values(),
                             .edit_errors = ui::Errors{saved.error()},
                             .known = known_one(saved.error()),
                             .status = platform::json::status_of(saved.error().code)});
    visit.flash(saved->name + " was saved.");
    return http::Response::see_other(url_of(saved->id).text());
}

http::Response submit_merge_company(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_company(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto merged = visit.change([&](access::Call& call) -> Result<Listed> {
        const auto into = companies::find_by_name(call, form->value("into"));
        return companies::merge(call, *id, into.value_or(base::CompanyId{}), http::version_of(*form));
    });
    if (!merged && merged.error().code == "stale") {
        ui::Errors errors;
        errors.add("into", "Somebody changed this company meanwhile. Look at it again, then put them together.");
        return company_page(visit, *id, {.into = form->value("into"), .merge_errors = errors, .status = 412});
    }
    if (!merged && merged.error().code == "invalid") {
        ui::Errors errors;
        errors.add("into", "There is no other company of this name. Choose one of the names offered.");
        return company_page(visit, *id, {.into = form->value("into"), .merge_errors = errors, .status = 422});
    }
    if (!merged) return ui::refusal(visit, merged.error());
    visit.flash("They are one company now: " + merged->name + ".");
    return http::Response::see_other(url_of(merged->id).text());
}

http::Response submit_delete_company(access::Visit& visit)
{
    const auto id = read_id(visit);
    if (!id) return no_such_company(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done =
        visit.change([&](access::Call& call) { return companies::remove(call, *id, http::version_of(*form)); });
    if (!done && (done.error().code == "in_use" || done.error().code == "stale"))
        return company_page(
            visit, *id, {.not_deleted = done.error().detail, .status = platform::json::status_of(done.error().code)});
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The company was deleted.");
    return http::Response::see_other(all_companies.text());
}

} // namespace assetbuddy::people::pages
