#include "assets/categories.h"
#include "assets/limits.h"
#include "assets/looks.h"
#include "assets/pages.h"
#include "platform/http/etag.h"
#include "platform/http/forms.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "ui/page.h"
#include "ui/record_forms.h"

namespace assetbuddy::assets::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url categories_url{"/categories"};
const Url new_url{"/categories/new"};

base::Done may_manage(const access::Call& call)
{
    if (call.actor.may(Permission::categories_manage)) return {};
    return base::refused("forbidden", {}, "Your role does not let you manage the categories of equipment.");
}

std::vector<ui::Crumb> crumbs()
{
    return {{"Equipment", Url{"/assets"}}, {"Categories", categories_url}};
}

Html name_of(const Category& category, bool may_edit)
{
    const auto name = (category.parent ? "› " : "") + category.name;
    return may_edit ? ui::link(Url::path("/categories", {category.id.text()}), name) : Html::text(name);
}

Html table_of(const std::vector<Category>& categories, bool may_edit)
{
    ui::Table table{"Categories", {{"Category"}, {"Codes"}, {"Regulation"}, {"Criticality"}, {"State"}}};
    for (const auto& category : categories)
        table.row(
            {name_of(category, may_edit), Html::text(category.prefix.empty() ? "" : category.prefix + "-001 …"),
             Html::text(category.parent ? "" : category.regulation), badge_of(category.criticality),
             category.is_active ? ui::badge("In use", ui::Tone::good) : ui::badge("Out of use", ui::Tone::neutral)});
    return table.done();
}

void add_fields(ui::Form& form, Level level)
{
    using enum ui::Needed;
    const auto long_of = [](std::size_t most) { return static_cast<long>(most); };
    form.text("name", "Name", {.hint = "Such as Fire Safety.", .max_length = long_of(most_category_name)});
    if (level == Level::category)
        form.text("prefix", "Letters of its codes",
                  {.hint = "Up to six, such as FS for FS-001. Codes given out keep theirs.",
                   .max_length = long_of(most_prefix)});
    form.text("regulation", "Regulation",
              {.hint = "What it is inspected under, such as LOLER 1998.",
               .needed = optional,
               .max_length = long_of(most_regulation)});
    form.select("criticality", "Criticality", criticality_options("Choose one"),
                {.hint = "New equipment of this kind begins with it."});
}

http::Response new_page(access::Visit& visit, const std::string& parent_id, const ui::Entered& entered,
                        const ui::Errors& errors, int status)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        if (auto may = may_manage(call); !may) return base::refused(may.error());
        std::optional<Category> parent;
        if (const auto id = base::CategoryId::parse(parent_id)) {
            const auto found = find_visible_category(call, *id);
            if (!found) return base::refused(found.error());
            parent = *found;
        }
        ui::Form form{visit, new_url, entered, errors};
        if (parent) form.hidden("parent_id", parent_id);
        add_fields(form, parent ? Level::subcategory : Level::category);
        return PageParts{.title = parent ? "Add a subcategory" : "Add a category",
                         .section = ui::Section::assets,
                         .content = form.done(parent ? "Add subcategory" : "Add category", categories_url),
                         .lead = parent ? "Of " + parent->name + "." : std::string{},
                         .crumbs = crumbs(),
                         .width = ui::Width::narrow,
                         .status = status};
    });
}

struct Shown {
    std::optional<ui::Entered> entered = {};
    ui::Errors errors = {};
    std::string not_deleted = {};
    int status = 200;
};

ui::Entered entered_of(const Category& category)
{
    const auto fields = CategoryFields::of(category);
    return {{"name", fields.name},
            {"prefix", fields.prefix},
            {"regulation", fields.regulation},
            {"criticality", fields.criticality},
            {"is_active", category.is_active ? "on" : ""}};
}

http::Response category_page(access::Visit& visit, const base::CategoryId& id, const Shown& shown)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto category = find_visible_category(call, id);
        if (!category) return base::refused(category.error());
        if (auto may = may_manage(call); !may) return base::refused(may.error());
        ui::Form form{visit, Url::path("/categories", {id.text()}), shown.entered.value_or(entered_of(*category)),
                      shown.errors};
        form.hidden("version", std::to_string(category->version));
        add_fields(form, category->parent ? Level::subcategory : Level::category);
        form.checkbox(
            "is_active", "In use",
            {.hint = "What is out of use is offered no more; its equipment stays.", .needed = ui::Needed::optional});
        PageParts parts{.title = category->name,
                        .section = ui::Section::assets,
                        .content = ui::card("", form.done("Save changes", categories_url)),
                        .crumbs = crumbs(),
                        .width = ui::Width::narrow,
                        .status = shown.status};
        if (!category->parent)
            parts.actions = ui::button_link(new_url.with("parent_id", id.text()), "Add a subcategory",
                                            ui::Look::secondary, ui::IconName{"plus"});
        parts.content.add(ui::delete_card(
            visit,
            {.action = Url::path("/categories", {id.text(), "delete"}),
             .button = "Delete category",
             .which = "Only what no equipment and no subcategory belongs to can be deleted. Take anything else out "
                      "of use.",
             .question = "The category is removed for good.",
             .version = category->version,
             .not_deleted = shown.not_deleted}));
        return parts;
    });
}

http::Response no_such(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such category."});
}

} // namespace

http::Response list_categories(access::Visit& visit)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto categories = assets::list_categories(call);
        if (!categories) return base::refused(categories.error());
        const bool may = call.actor.may(Permission::categories_manage);
        PageParts parts{.title = "Categories",
                        .section = ui::Section::assets,
                        .lead = "What kinds of equipment there are, and the letters of their codes.",
                        .crumbs = {{"Equipment", Url{"/assets"}}}};
        if (may) parts.actions = ui::button_link(new_url, "Add a category", ui::Look::primary, ui::IconName{"plus"});
        if (categories->empty()) {
            parts.content = ui::empty_state(
                {.icon = "forklift",
                 .title = "No categories yet",
                 .text = "Begin with the usual seven, from lifting equipment to work equipment, and change them as you "
                         "like; or add your own.",
                 .action =
                     may ? ui::post_button(visit, Url{"/categories/usual"}, "Add the usual seven", ui::Look::primary)
                         : Html{}});
            return parts;
        }
        parts.content = table_of(*categories, may);
        return parts;
    });
}

http::Response add_usual_categories(access::Visit& visit)
{
    const auto done = visit.change([](access::Call& call) -> base::Done {
        if (auto may = may_manage(call); !may) return may;
        if (!all_categories(call, call.organisation()).empty())
            return base::refused("wrong_state", {}, "There are categories already.");
        add_default_categories(call, call.organisation());
        access::record(call, {.organisation = call.organisation(),
                              .action = "category.usual_added",
                              .record_type = "organisation",
                              .record_id = call.organisation().text(),
                              .changes = {}});
        return {};
    });
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The usual seven categories were added.");
    return http::Response::see_other(categories_url.text());
}

http::Response show_new_category(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto parent = query.text("parent_id");
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return new_page(visit, parent, {}, {}, 200);
}

http::Response submit_new_category(access::Visit& visit)
{
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto parent = form->value("parent_id");
    const auto category = visit.change([&](access::Call& call) {
        return create_category(
            call, base::CategoryId::parse(parent),
            {form->value("name"), form->value("prefix"), form->value("regulation"), form->value("criticality")});
    });
    if (!category && !ui::is_about_the_entry(category.error())) return ui::refusal(visit, category.error());
    if (!category)
        return new_page(visit, parent, form->values(), ui::Errors{category.error()},
                        platform::json::status_of(category.error().code));
    visit.flash(category->name + " was added.");
    return http::Response::see_other(categories_url.text());
}

http::Response show_category(access::Visit& visit)
{
    const auto id = base::CategoryId::parse(visit.request.parameter("id"));
    return id ? category_page(visit, *id, {}) : no_such(visit);
}

http::Response submit_category(access::Visit& visit)
{
    const auto id = base::CategoryId::parse(visit.request.parameter("id"));
    if (!id) return no_such(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto category = visit.change([&](access::Call& call) {
        return edit_category(call, *id,
                             {.name = form->value("name"),
                              .prefix = form->value("prefix"),
                              .regulation = form->value("regulation"),
                              .criticality = form->value("criticality"),
                              .is_active = form->value("is_active") == "on",
                              .expected_version = http::version_of(*form)});
    });
    if (!category && !ui::is_about_the_entry(category.error())) return ui::refusal(visit, category.error());
    if (!category)
        return category_page(visit, *id,
                             {.entered = form->values(),
                              .errors = ui::Errors{category.error()},
                              .status = platform::json::status_of(category.error().code)});
    visit.flash(category->name + " was saved.");
    return http::Response::see_other(categories_url.text());
}

http::Response submit_delete_category(access::Visit& visit)
{
    const auto id = base::CategoryId::parse(visit.request.parameter("id"));
    if (!id) return no_such(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto done =
        visit.change([&](access::Call& call) { return remove_category(call, *id, http::version_of(*form)); });
    if (!done && done.error().code == "in_use")
        return category_page(visit, *id, {.not_deleted = done.error().detail, .status = 409});
    if (!done) return ui::refusal(visit, done.error());
    visit.flash("The category was deleted.");
    return http::Response::see_other(categories_url.text());
}

} // namespace assetbuddy::assets::pages
