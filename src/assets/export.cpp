#include "assets/export.h"

#include <array>
#include <map>

#include "assets/categories.h"
#include "assets/find.h"
#include "platform/csv/writer.h"
#include "sites/find.h"
#include "sites/locations.h"
#include "users/find.h"

namespace assetbuddy::assets {
namespace {

constexpr std::array<std::string_view, 15> heading{"code",     "name",   "category",    "subcategory", "site",
                                                   "location", "status", "criticality", "owner",       "owner_email",
                                                   "make",     "model",  "serial",      "notes",       "created_at"};

struct Person {
    std::string name;
    std::string email;
};

/// Words for the ids of rows, each looked up once.
class Words {
  public:
    explicit Words(access::Call& call) : call_(call), shows_addresses_(call.actor.may(access::Permission::users_view))
    {
        for (const auto& category : all_categories(call, call.organisation()))
            categories_[category.id.text()] = category.name;
    }
    const std::string& category(const std::optional<base::CategoryId>& id)
    {
        const auto found = id ? categories_.find(id->text()) : categories_.end();
        return found == categories_.end() ? nothing_ : found->second;
    }
    const std::string& site(const base::SiteId& id)
    {
        const auto [entry, is_new] = sites_.try_emplace(id.text());
        if (is_new)
            if (const auto site = sites::find(call_, call_.organisation(), id)) entry->second = site->name;
        return entry->second;
    }
    const std::string& location(const Asset& asset)
    {
        if (!asset.location) return nothing_;
        const auto [tree, is_new] = locations_.try_emplace(asset.site.text());
        if (is_new)
            for (const auto& branch : sites::location_tree(call_, call_.organisation(), asset.site))
                tree->second[branch.location.id.text()] = branch.path;
        return tree->second[asset.location->text()];
    }
    const Person& owner(const Asset& asset)
    {
        if (!asset.owner) return nobody_;
        const auto [entry, is_new] = owners_.try_emplace(asset.owner->text());
        if (is_new)
            if (const auto user = users::find(call_, call_.organisation(), *asset.owner))
                entry->second = {user->name, shows_addresses_ ? user->email : std::string{}};
        return entry->second;
    }

  private:
    access::Call& call_;
    bool shows_addresses_;
    std::string nothing_;
    Person nobody_;
    std::map<std::string, std::string> categories_;
    std::map<std::string, std::string> sites_;
    std::map<std::string, std::map<std::string, std::string>> locations_;
    std::map<std::string, Person> owners_;
};

void write_asset(platform::csv::Writer& writer, const Asset& asset, Words& words)
{
    const auto created = base::to_rfc3339(asset.created_at);
    const auto& owner = words.owner(asset);
    const std::array<std::string_view, heading.size()> cells{asset.code,
                                                             asset.name,
                                                             words.category(asset.category),
                                                             words.category(asset.subcategory),
                                                             words.site(asset.site),
                                                             words.location(asset),
                                                             to_text(asset.status),
                                                             to_text(asset.criticality),
                                                             owner.name,
                                                             owner.email,
                                                             asset.make,
                                                             asset.model,
                                                             asset.serial,
                                                             asset.notes,
                                                             created};
    writer.row(cells);
}

} // namespace

base::Done export_csv(access::Call& call, const ListRequest& request, const CsvSink& sink)
{
    if (auto sees = require_register(call); !sees) return base::refused(sees.error());
    Words words{call};
    platform::csv::Writer first;
    first.row(heading);
    sink(first.take());
    auto step = request;
    step.cursor.clear();
    step.with_total = false;
    for (std::int64_t written = 0;;) {
        const auto page = list_step(call, step, exported_together);
        if (!page) return base::refused(page.error());
        written += static_cast<std::int64_t>(page->assets.size());
        if (page->is_cut || written > most_exported)
            return base::refused("too_many", {},
                                 "More equipment matches than one file may hold. Narrow it down by site, category or "
                                 "status.");
        platform::csv::Writer writer;
        for (const auto& asset : page->assets) write_asset(writer, asset, words);
        sink(writer.take());
        if (page->next_cursor.empty()) return {};
        step.cursor = page->next_cursor;
    }
}

} // namespace assetbuddy::assets
