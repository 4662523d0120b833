#include "invitations/find_import.h"

#include "invitations/limits.h"
#include "invitations/store_imports.h"

namespace assetbuddy::invitations {
namespace {

using access::Permission;

base::Result<ImportReport> report_of(access::Call& call, const ImportId& id, store::Which which, std::int64_t most)
{
    const auto visible = call.actor.visible<Import>(Permission::users_invite);
    auto import = visible ? store::find_import(call.tx, *visible, id) : std::nullopt;
    if (!import) return base::refused("not_found", {}, "There is no such import.");
    auto rows = store::list_rows(call.tx, *import, which, most);
    return ImportReport{std::move(*import), std::move(rows)};
}

} // namespace

base::Result<ImportReport> find_import(access::Call& call, const ImportId& id)
{
    return report_of(call, id, store::Which::all, static_cast<std::int64_t>(most_import_rows));
}

base::Result<ImportReport> find_import_with_troubles(access::Call& call, const ImportId& id)
{
    return report_of(call, id, store::Which::with_errors, most_rows_shown);
}

base::Result<std::vector<Import>> list_imports(access::Call& call)
{
    const auto visible = call.actor.visible<Import>(Permission::users_invite);
    if (!visible) return base::refused("forbidden", {}, "Your role does not let you invite people.");
    return store::list_imports(call.tx, *visible, most_imports_shown);
}

std::vector<Import> list_running_imports(access::Call& call)
{
    const auto visible = call.actor.visible<Import>(Permission::users_invite);
    if (!visible) return {};
    return store::list_running(call.tx, *visible, most_imports_shown);
}

} // namespace assetbuddy::invitations
