#include "defects/equipment.h"

#include <algorithm>

#include "base/text.h"
#include "defects/limits.h"
#include "defects/store.h"
#include "defects/store_equipment.h"

namespace assetbuddy::defects {
namespace {

constexpr auto in_service = "in_service";
constexpr auto restricted = "restricted";
constexpr auto out_of_service = "out_of_service";

/// As the register sorts codes: the number in nine digits.
std::string code_sort_of(const std::string& code)
{
    auto text = base::is_clean_text(code) ? base::trimmed(code) : std::string{};
    for (auto& each : text)
        if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 'a' + 'A');
    const auto dash = text.rfind('-');
    if (dash == std::string::npos) return text;
    const auto digits = text.substr(dash + 1);
    constexpr std::size_t places = 9;
    const bool is_number = !digits.empty() && digits.size() <= places &&
                           std::ranges::all_of(digits, [](char each) { return each >= '0' && each <= '9'; });
    if (!is_number) return text;
    return text.substr(0, dash + 1) + std::string(places - digits.size(), '0') + digits;
}

void write_status(access::Call& call, const base::AssetId& id, const std::string& before, const std::string& after,
                  const std::string& reason)
{
    store::update_status(call.tx, call.organisation(), id, after);
    store::insert_status_event(call.tx, {.id = call.make_id<base::Id<struct AssetEventTag>>().text(),
                                         .organisation = call.organisation(),
                                         .asset = id,
                                         .at = call.now,
                                         .actor = call.actor.user(),
                                         .before = before,
                                         .after = after,
                                         .reason = reason});
    access::record(call, {.organisation = call.organisation(),
                          .action = "asset.status_changed",
                          .record_type = "asset",
                          .record_id = id.text(),
                          .changes = {{"status", before, after}, {"reason", {}, reason}}});
}

} // namespace

base::Result<Equipment> find_reportable(access::Call& call, const base::AssetId& id)
{
    const auto visible = call.actor.visible<Equipment>(access::Permission::defects_create);
    auto found = visible ? store::find_equipment(call.tx, *visible, id) : std::nullopt;
    if (!found) return base::refused("not_found", {}, "There is no such equipment.");
    return *std::move(found);
}

base::Result<std::vector<Equipment>> list_reportable(access::Call& call, const std::string& code)
{
    const auto visible = call.actor.visible<Equipment>(access::Permission::defects_create);
    if (!visible) return base::refused("forbidden", {}, "Your role does not let you report defects.");
    return store::list_equipment(call.tx, *visible, code_sort_of(code), most_equipment);
}

void isolate(access::Call& call, const base::AssetId& id, const std::string& reason)
{
    const auto status = store::hold_status(call.tx, call.organisation(), id);
    if (status == in_service || status == restricted) write_status(call, id, *status, out_of_service, reason);
}

void release(access::Call& call, const base::AssetId& id, const std::string& reason)
{
    // The row first: two isolating defects that close at one moment wait for each other here, and the second sees the
    // first one closed.
    const auto status = store::hold_status(call.tx, call.organisation(), id);
    if (status != out_of_service || store::is_isolated(call.tx, call.organisation(), id)) return;
    write_status(call, id, *status, in_service, reason);
}

} // namespace assetbuddy::defects
