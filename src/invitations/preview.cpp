#include "invitations/preview.h"

#include "access/role_sets.h"
#include "invitations/asker.h"
#include "sites/find.h"

namespace assetbuddy::invitations {
namespace {

using access::Role;

enum class Closed { refused, taken };

std::optional<base::SiteId> read_site(access::Call& call, const std::string& text, Closed closed,
                                      std::vector<base::FieldError>& errors)
{
    if (text.empty()) return std::nullopt;
    const auto id = base::SiteId::parse(text);
    const auto site = id ? sites::find(call, call.organisation(), *id) : std::nullopt;
    if (site && (site->is_active || closed == Closed::taken)) return id;
    errors.push_back({"site_id", "unknown_value", "Choose one of the active sites, or none."});
    return std::nullopt;
}

base::Result<users::Outlook> previewed(access::Call& call, const PreviewRequest& request, Closed closed)
{
    std::vector<base::FieldError> errors;
    const auto role = access::read_role(request.role);
    if (!role)
        errors.push_back({"role", request.role.empty() ? "required" : "unknown_value", "Choose a role."});
    else if (*role == Role::owner)
        errors.push_back({"role", "not_offered", "The Owner role is never given by invitation."});
    const bool is_contractor = role == Role::contractor;
    if (is_contractor && !request.is_external.value_or(true))
        errors.push_back({"is_external", "must_be_external", "A Contractor is always an external user."});
    const auto site = read_site(call, request.site_id, closed, errors);
    if (!errors.empty()) return base::invalid(std::move(errors));
    const bool is_external = is_contractor || request.is_external.value_or(false);
    const auto sets = access::grants_of_all(call, call.organisation());
    if (auto may = may_offer(call, sets.of(*role, is_external)); !may) return base::refused(may.error());
    return users::outlook_of(call, {.role = *role, .is_external = is_external, .site = site, .user = {}});
}

} // namespace

base::Result<users::Outlook> preview(access::Call& call, const PreviewRequest& request)
{
    if (auto may = may_invite(call); !may) return base::refused(may.error());
    return previewed(call, request, Closed::refused);
}

base::Result<users::Outlook> preview_for_edit(access::Call& call, const PreviewRequest& request)
{
    if (!call.actor.may(access::Permission::users_edit))
        return base::refused("forbidden", {}, "Your role does not let you edit invitations.");
    return previewed(call, request, Closed::taken);
}

} // namespace assetbuddy::invitations
