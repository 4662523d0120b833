#include "roles/pages.h"

#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "roles/configure.h"
#include "roles/list.h"
#include "roles/matrix.h"
#include "roles/words.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::roles::pages {
namespace {

namespace http = platform::http;
using access::Permission;
using access::Role;
using access::Scope;
using base::Result;
using ui::Html;
using ui::PageParts;
using ui::Url;

const Url all_roles{"/roles"};

Url url_of(Role role)
{
    return Url::path("/roles", {access::to_text(role)});
}

bool may_configure(access::Call& call, const RoleSet& set)
{
    return set.is_configurable() && call.actor.may(Permission::roles_configure);
}

/// A form that came back: what was chosen, and why.
struct Returned {
    ui::Entered entered = {};
    ui::Errors errors = {};
    int status = 200;
};

ui::Entered entered_of(const RoleSet& set)
{
    ui::Entered entered;
    for (const auto& grant : set.grants.all())
        entered[std::string{access::to_text(grant.permission)}] = access::to_text(grant.scope);
    return entered;
}

/// The choices for a permission: what the asker may give, and what is set now.
std::vector<ui::Option> choices(access::Call& call, const RoleSet& set, Permission permission)
{
    std::vector<ui::Option> options{{"", "No"}};
    const auto present = set.grants.find(permission);
    for (const auto scope : access::scopes_of(permission)) {
        const bool is_present = present && present->scope == scope;
        if (!is_present && !call.actor.may_hand_out(access::GrantSet{{{permission, scope}}})) continue;
        options.push_back({std::string{access::to_text(scope)}, std::string{choice_words(permission, scope)}});
    }
    return options;
}

Html edit_form(access::Visit& visit, access::Call& call, const RoleSet& set, const Returned& returned)
{
    ui::Form form{visit, url_of(set.role), returned.status == 200 ? entered_of(set) : returned.entered,
                  returned.errors};
    form.hidden("version", std::to_string(set.version));
    for (const auto& group : groups())
        form.group(group.title, "", [&] {
            for (const auto permission : group.permissions)
                form.select(access::to_text(permission), title_of(permission), choices(call, set, permission));
        });
    return Html{}.add(R"(<div class="role-form">{}</div>)", form.done("Save changes", all_roles));
}

/// What a role may do, for who only reads.
Html abilities_of(const RoleSet& set)
{
    Html html;
    for (const auto& group : groups()) {
        Html items;
        for (const auto permission : group.permissions) {
            const auto grant = set.grants.find(permission);
            if (!grant) continue;
            const auto reach = choice_words(permission, grant->scope);
            if (reach == "Yes")
                items.add("<li>{}</li>", title_of(permission));
            else
                items.add("<li>{}: {}</li>", title_of(permission), reach);
        }
        if (!items.empty()) html.add("<h3>{}</h3><ul>{}</ul>", group.title, items);
    }
    if (html.empty()) html = ui::paragraph("Nothing beyond their own profile.");
    return ui::card("What this role may do", html);
}

std::string holders_in_words(std::int64_t count)
{
    if (count > most_counted) return "More than " + std::to_string(most_counted) + " people have this role.";
    if (count == 0) return "Nobody has this role at present.";
    return count == 1 ? "One person has this role." : std::to_string(count) + " people have this role.";
}

std::string lead_of(access::Call& call, const RoleSet& set, std::int64_t holders)
{
    auto text = holders_in_words(holders);
    if (set.role == Role::owner) text += " The Owner may always do everything; this cannot be changed.";
    if (may_configure(call, set)) text += " Changes count for them at once.";
    return text;
}

Html reset_part(access::Visit& visit, const RoleSet& set)
{
    if (set.is_default) return {};
    return ui::card(
        "Back to the default",
        Html{}
            .add(ui::paragraph("This role was changed. You can put it back to what it may do in a new organisation."))
            .add(ui::confirm_button(visit, Url::path("/roles", {access::to_text(set.role), "reset"}),
                                    "Reset to default", "Everything chosen for this role here is put back.",
                                    ui::Look::danger, {{"version", std::to_string(set.version)}})));
}

Html external_hint(Role role)
{
    if (role != Role::contractor) return {};
    return ui::notice(ui::Tone::info, "Contractors are external",
                      ui::paragraph("Whatever is chosen here, external people see only the defects given to them, the "
                                    "equipment of those defects, and its documents."));
}

http::Response role_page(access::Visit& visit, Role role, const Returned& returned)
{
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto set = find(call, role);
        if (!set) return base::refused(set.error());
        const auto holders = count_holders(call, role);
        if (!holders) return base::refused(holders.error());
        PageParts parts{.title = std::string{access::in_words(role)},
                        .section = ui::Section::roles,
                        .content = external_hint(role),
                        .lead = lead_of(call, *set, *holders),
                        .crumbs = {{"Roles", all_roles}},
                        .width = ui::Width::narrow,
                        .status = returned.status};
        if (!may_configure(call, *set)) {
            parts.content.add(abilities_of(*set));
            return parts;
        }
        if (returned.status == 412) parts.content.add(abilities_of(*set));
        parts.content.add(edit_form(visit, call, *set, returned)).add(reset_part(visit, *set));
        return parts;
    });
}

std::optional<Role> read_role(access::Visit& visit)
{
    return access::read_role(visit.request.parameter("role"));
}

http::Response no_such_role(access::Visit& visit)
{
    return ui::refusal(visit, {"not_found", {}, "There is no such role."});
}

std::vector<WantedGrant> read_wanted(const http::Form& form)
{
    std::vector<WantedGrant> wanted;
    for (const auto permission : access::all_permissions()) {
        const auto& scope = form.value(access::to_text(permission));
        if (!scope.empty()) wanted.push_back({std::string{access::to_text(permission)}, scope});
    }
    return wanted;
}

bool is_shown_by_form(const base::Error& error)
{
    return error.code == "invalid" || error.code == "stale" || error.code == "role_above_own";
}

} // namespace

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    if (auto read = query.finish(); !read) return ui::refusal(visit, read.error());
    return ui::show(visit, [&](access::Call& call) -> Result<PageParts> {
        const auto sets = roles::list(call);
        if (!sets) return base::refused(sets.error());
        const bool may_change = call.actor.may(Permission::roles_configure);
        return PageParts{.title = "Roles",
                         .section = ui::Section::roles,
                         .content = matrix_of(*sets),
                         .lead = may_change ? "Everybody has one role. Choose a role to see it in full or to change it."
                                            : "Everybody has one role. Choose a role to see it in full."};
    });
}

http::Response show(access::Visit& visit)
{
    const auto role = read_role(visit);
    return role ? role_page(visit, *role, {}) : no_such_role(visit);
}

http::Response submit_configure(access::Visit& visit)
{
    const auto role = read_role(visit);
    if (!role) return no_such_role(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto set = visit.change(
        [&](access::Call& call) { return configure(call, *role, read_wanted(*form), http::version_of(*form)); });
    if (!set && !is_shown_by_form(set.error())) return ui::refusal(visit, set.error());
    if (!set)
        return role_page(visit, *role,
                         {.entered = form->values(),
                          .errors = ui::Errors{set.error()},
                          .status = platform::json::status_of(set.error().code)});
    visit.flash("The role " + std::string{access::in_words(*role)} + " was saved.");
    return http::Response::see_other(url_of(*role).text());
}

http::Response submit_reset(access::Visit& visit)
{
    const auto role = read_role(visit);
    if (!role) return no_such_role(visit);
    const auto form = http::Form::parse(visit.request);
    if (!form) return ui::refusal(visit, form.error());
    const auto set = visit.change([&](access::Call& call) { return reset(call, *role, http::version_of(*form)); });
    if (!set && !is_shown_by_form(set.error())) return ui::refusal(visit, set.error());
    if (!set)
        return role_page(visit, *role,
                         {.errors = ui::Errors{set.error()}, .status = platform::json::status_of(set.error().code)});
    visit.flash("The role " + std::string{access::in_words(*role)} + " is back to its default.");
    return http::Response::see_other(url_of(*role).text());
}

} // namespace assetbuddy::roles::pages
