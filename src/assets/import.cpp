#include "assets/import.h"

#include <algorithm>
#include <map>
#include <set>

#include "access/contact.h"
#include "assets/categories.h"
#include "assets/limits.h"
#include "assets/read_import.h"
#include "assets/store.h"
#include "assets/write.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "sites/find.h"
#include "sites/locations.h"
#include "users/find.h"

namespace assetbuddy::assets {
namespace {

using access::Permission;
using base::refused;
using base::Result;
using Verdict = ImportLine::Verdict;
using Mistakes = std::vector<base::FieldError>;

constexpr auto taken_back = "looked at only"; // never leaves this file

std::string folded(const std::string& text)
{
    return base::case_folded(base::trimmed(text));
}

/// What names in a table stand for; each is looked up once.
class Named {
  public:
    explicit Named(access::Call& call)
        : call_(call), categories_(all_categories(call, call.organisation())),
          sites_(sites::list_active(call, call.organisation()))
    {}

    void read_category(const AskedLine& asked, AssetFields& fields, Mistakes& mistakes) const
    {
        const auto is_it = [&](const Category& each) {
            return !each.parent && each.is_active &&
                   (folded(each.name) == folded(asked.category) || folded(each.prefix) == folded(asked.category));
        };
        const auto found = std::ranges::find_if(categories_, is_it);
        if (asked.category.empty() || found == categories_.end()) {
            mistakes.push_back({"category", "unknown_value",
                                asked.category.empty() ? "Every line needs a category."
                                                       : "There is no category of this name or prefix."});
            return;
        }
        fields.category_id = found->id.text();
        if (asked.subcategory.empty()) return;
        const auto sub = std::ranges::find_if(categories_, [&](const Category& each) {
            return each.parent == found->id && folded(each.name) == folded(asked.subcategory);
        });
        if (sub == categories_.end())
            mistakes.push_back(
                {"subcategory", "unknown_value", "There is no subcategory of this name in " + found->name + "."});
        else
            fields.subcategory_id = sub->id.text();
    }

    void read_place(const AskedLine& asked, AssetFields& fields, Mistakes& mistakes)
    {
        const auto& own = call_.actor.facts().site;
        const auto is_it = [&](const sites::Site& each) {
            if (!asked.site.empty()) return folded(each.name) == folded(asked.site);
            return sites_.size() == 1 || (own && each.id == *own);
        };
        const auto site = std::ranges::find_if(sites_, is_it);
        if (site == sites_.end()) {
            mistakes.push_back(
                {"site", "unknown_value",
                 asked.site.empty() ? "Say at which site it is." : "There is no active site of this name."});
            return;
        }
        fields.site_id = site->id.text();
        if (!asked.location.empty()) fields.location_id = location_of(site->id, asked.location, mistakes);
    }

    void read_owner(const AskedLine& asked, AssetFields& fields, Mistakes& mistakes)
    {
        if (asked.owner_email.empty()) return;
        // Whose address is whose is told only to those who see people.
        const auto email =
            call_.actor.may(Permission::users_view) ? base::EmailAddress::parse(asked.owner_email) : std::nullopt;
        const auto [entry, is_new] = owners_.try_emplace(folded(asked.owner_email));
        if (is_new && email)
            if (const auto user = users::find_by_email(call_, call_.organisation(), *email))
                if (user->is_active && !user->is_external) entry->second = user->id.text();
        fields.owner_id = entry->second;
        if (fields.owner_id.empty())
            mistakes.push_back({"owner_email", "unknown_value",
                                "No active person of your organisation that you may see has this address."});
    }

  private:
    std::string location_of(const base::SiteId& site, const std::string& name, Mistakes& mistakes)
    {
        const auto [tree, is_new] = trees_.try_emplace(site.text());
        if (is_new) tree->second = sites::location_tree(call_, call_.organisation(), site);
        std::vector<std::string> found;
        for (const auto& branch : tree->second)
            if (folded(branch.path) == folded(name) || folded(branch.location.name) == folded(name))
                found.push_back(branch.location.id.text());
        if (found.size() == 1) return found.front();
        mistakes.push_back({"location", "unknown_value",
                            found.empty() ? "There is no location of this name at the site."
                                          : "Several locations of the site have this name: give the whole way to it."});
        return {};
    }

    access::Call& call_;
    std::vector<Category> categories_;
    std::vector<sites::Site> sites_;
    std::map<std::string, std::vector<sites::Branch>> trees_;
    std::map<std::string, std::string> owners_;
};

/// A state as slug or as people call it; empty text stays empty.
template <class State, std::size_t Size>
std::optional<State> read_state(const std::string& text, const State (&all)[Size])
{
    for (const auto state : all)
        if (folded(text) == to_text(state) || folded(text) == folded(std::string{in_words(state)})) return state;
    return std::nullopt;
}

Status read_status(const AskedLine& asked, Mistakes& mistakes)
{
    if (asked.status.empty()) return Status::in_service;
    const auto status = read_state(asked.status, all_statuses);
    if (!status) mistakes.push_back({"status", "unknown_value", "Say In Service, Restricted or Out of Service."});
    return status.value_or(Status::in_service);
}

void read_criticality(const AskedLine& asked, AssetFields& fields, Mistakes& mistakes)
{
    if (asked.criticality.empty()) return;
    if (const auto read = read_state(asked.criticality, all_criticalities))
        fields.criticality = std::string{to_text(*read)};
    else
        mistakes.push_back({"criticality", "unknown_value", "Say Critical, High, Medium or Low."});
}

/// The verb's fields under the names they have in a table.
base::FieldError as_column(base::FieldError mistake)
{
    static const std::map<std::string, std::string> names{{"category_id", "category"},
                                                          {"subcategory_id", "subcategory"},
                                                          {"site_id", "site"},
                                                          {"location_id", "location"},
                                                          {"owner_id", "owner_email"}};
    const auto found = names.find(mistake.field);
    if (found != names.end()) mistake.field = found->second;
    return mistake;
}

/// Lines of one table, each added as the verb adds one.
class Importing {
  public:
    Importing(access::Call& call, const std::vector<AskedLine>& asked) : call_(call), named_(call)
    {
        std::vector<std::string> codes;
        for (const auto& line : asked)
            if (!line.code.empty()) codes.push_back(code_sort_of_typed(line.code));
        known_ = store::codes_of(call.tx, call.organisation(), codes);
    }

    Result<ImportLine> add(const AskedLine& asked)
    {
        ImportLine line{.line = asked.line, .name = asked.name};
        if (!asked.code.empty()) {
            if (const auto found = known_.find(code_sort_of_typed(asked.code));
                found != known_.end() && is_the_same(asked, found->second)) {
                line.verdict = Verdict::known;
                line.code = found->second.code;
                return line;
            }
        }
        Mistakes mistakes;
        const auto status = read_status(asked, mistakes);
        if (status == Status::disposed) {
            line.verdict = Verdict::disposed;
            return line;
        }
        const auto fields = fields_of(asked, mistakes);
        if (!mistakes.empty()) return wrong(std::move(line), std::move(mistakes));
        const auto asset = create(call_, fields);
        if (!asset && asset.error().code != "invalid") return refused(asset.error());
        if (!asset) return wrong(std::move(line), asset.error().errors);
        line.code = asset->code;
        if (status == Status::in_service) return line;
        const auto changed = change_status(
            call_, asset->id, {.status = std::string{to_text(status)}, .reason = "So it stood in an imported list"});
        if (!changed)
            return wrong(std::move(line),
                         {{"status", "not_available",
                           "Your role does not let you change the status of equipment. Leave it empty."}});
        return line;
    }

  private:
    /// Another register gives out the same codes: the name must be the same one too.
    static bool is_the_same(const AskedLine& asked, const store::Coded& coded)
    {
        return folded(asked.name) == folded(coded.name) &&
               (asked.serial.empty() || folded(asked.serial) == folded(coded.serial));
    }

    AssetFields fields_of(const AskedLine& asked, Mistakes& mistakes)
    {
        AssetFields fields{
            .name = asked.name, .make = asked.make, .model = asked.model, .serial = asked.serial, .notes = asked.notes};
        if (asked.has_too_many_cells)
            mistakes.push_back({"row", "too_many_values", "This line has more values than there are headings."});
        if (!asked.code.empty()) {
            if (!earlier_.insert(code_sort_of_typed(asked.code)).second)
                mistakes.push_back({"code", "repeated", "Another line has this code as well."});
            fields.notes += (fields.notes.empty() ? "" : "\n") + ("Earlier code: " + asked.code);
        }
        named_.read_category(asked, fields, mistakes);
        named_.read_place(asked, fields, mistakes);
        named_.read_owner(asked, fields, mistakes);
        read_criticality(asked, fields, mistakes);
        return fields;
    }

    static ImportLine wrong(ImportLine line, const Mistakes& mistakes)
    {
        line.verdict = Verdict::wrong;
        for (const auto& each : mistakes) line.errors.push_back(as_column(each));
        return line;
    }

    access::Call& call_;
    Named named_;
    std::map<std::string, store::Coded> known_; // by the code's sort key
    std::set<std::string> earlier_;
};

std::string digest_of(std::string_view csv)
{
    return platform::crypto::sha256(base::trimmed(with_plain_line_ends(csv)));
}

base::Done may_import(access::Call& call)
{
    if (call.actor.may(Permission::assets_create)) return {};
    return refused("forbidden", {}, "Your role does not let you add equipment.");
}

/// Every line that is wrong as a mistake of the whole.
std::unexpected<base::Error> wrong_lines(const ImportReport& report)
{
    Mistakes mistakes;
    for (const auto& line : report.lines)
        for (const auto& each : line.errors)
            if (mistakes.size() < most_troubles_shown)
                mistakes.push_back({"line " + std::to_string(line.line) + ", " + each.field, each.code, each.message});
    return base::invalid(std::move(mistakes));
}

base::Done add_all(access::Call& call, const std::vector<AskedLine>& asked, ImportReport& report)
{
    report.earlier = store::find_import(call.tx, call.organisation(), report.digest);
    Importing importing{call, asked};
    for (const auto& each : asked) {
        auto line = importing.add(each);
        if (!line) return refused(line.error());
        report.lines.push_back(*std::move(line));
    }
    return {};
}

base::Done settle(access::Call& call, const ImportReport& report)
{
    if (report.count(Verdict::wrong) > 0) return wrong_lines(report);
    if (report.earlier)
        return refused("already_imported", {},
                       "This very table was imported before, so nothing was added. Take out what is in the register "
                       "already.");
    const auto added = static_cast<std::int64_t>(report.count(Verdict::fits));
    if (!store::insert_import(call.tx, call.organisation(), report.digest, call.actor.user(), added, call.now))
        throw platform::sql::Retryable("the same table was imported at the same moment");
    access::record(call, {.organisation = call.organisation(),
                          .action = "asset.imported",
                          .record_type = "organisation",
                          .record_id = call.organisation().text(),
                          .changes = {{"added", std::nullopt, std::to_string(added)}}});
    return {};
}

} // namespace

std::size_t ImportReport::count(ImportLine::Verdict verdict) const
{
    return static_cast<std::size_t>(std::ranges::count(lines, verdict, &ImportLine::verdict));
}

Result<ImportReport> import_table(const access::Kernel& kernel, const access::Credential& credential,
                                  const access::Origin& origin, std::string_view csv, ImportStep step)
{
    const auto asked = read_import(csv);
    ImportReport report;
    const auto done = access::change(kernel, credential, origin, [&](access::Call& call) -> base::Done {
        if (auto may = may_import(call); !may) return may;
        if (!asked) return refused(asked.error());
        report = {.lines = {}, .digest = digest_of(csv)};
        if (auto added = add_all(call, *asked, report); !added) return added;
        return step == ImportStep::add ? settle(call, report) : refused(taken_back);
    });
    if (!done && done.error().code != taken_back) return refused(done.error());
    return report;
}

} // namespace assetbuddy::assets
