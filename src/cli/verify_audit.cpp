#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/audit.h"
#include "access/organisations.h"
#include "cli/commands.h"
#include "server/program.h"

namespace assetbuddy::cli {
namespace {

namespace json = boost::json;
/// By id of organisation.
using Anchors = std::map<std::string, access::Anchor>;

struct Verified {
    std::string organisation;
    access::ChainReport report;
    bool is_gone = false; // it is in the anchor, and nowhere else
};

Anchors anchors_of_json(const std::string& text)
{
    Anchors anchors;
    const auto list = json::parse(text);
    for (const auto& each : list.as_array())
        anchors[std::string{each.at("organisation_id").as_string()}] = {each.at("entries").as_int64(),
                                                                        std::string{each.at("head").as_string()}};
    return anchors;
}

/// "ID  7 entries  head HASH": lines as `print` writes them.
Anchors anchors_of_words(const std::string& text)
{
    Anchors anchors;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words{line};
        std::string organisation;
        std::string entries;
        std::string head;
        access::Anchor anchor;
        words >> organisation >> anchor.entries >> entries >> head >> anchor.head;
        if (entries != "entries" || head != "head") throw std::runtime_error("not what was printed");
        anchors[organisation] = anchor;
    }
    return anchors;
}

/// Nothing for a file that holds no earlier answer of this command.
std::optional<Anchors> read_anchors(const std::string& file)
try {
    std::ifstream stream{file};
    if (!stream) return std::nullopt;
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};
    return text.starts_with('[') ? anchors_of_json(text) : anchors_of_words(text);
} catch (const std::exception&) {
    return std::nullopt;
}

std::vector<Verified> verify_all(platform::sql::Database& database, Anchors anchors)
{
    return database.read(platform::sql::Reach::system("audit verify"), [&](platform::sql::Transaction& tx) {
        std::vector<Verified> all;
        for (const auto& organisation : access::every_organisation(tx)) {
            const auto anchor = anchors.extract(organisation.text());
            all.push_back(
                {organisation.text(),
                 access::verify_chain(tx, organisation, anchor ? std::optional{anchor.mapped()} : std::nullopt)});
        }
        for (const auto& [organisation, anchor] : anchors) all.push_back({organisation, {}, true});
        return all;
    });
}

void print(const Verified& verified)
{
    const auto& [organisation, report, is_gone] = verified;
    std::cout << organisation << "  " << report.entries << " entries  head " << report.head;
    if (report.broken_at) std::cout << "  BROKEN at entry " << *report.broken_at;
    if (is_gone) std::cout << "  GONE with its log";
    std::cout << "\n";
}

void print_json(const std::vector<Verified>& all)
{
    json::array list;
    for (const auto& [organisation, report, is_gone] : all) {
        json::object entry{{"organisation_id", organisation},
                           {"entries", report.entries},
                           {"head", report.head},
                           {"broken_at", nullptr},
                           {"is_gone", is_gone}};
        if (report.broken_at) entry["broken_at"] = *report.broken_at;
        list.push_back(std::move(entry));
    }
    std::cout << json::serialize(list) << "\n";
}

} // namespace

int verify_audit(const server::Configuration& configuration, const std::string& anchor_file, Output output)
{
    const auto anchors = anchor_file.empty() ? Anchors{} : read_anchors(anchor_file);
    if (!anchors)
        return complain("--anchor " + anchor_file +
                        " is no earlier answer of `assetbuddy audit verify`; keep one with "
                        "`assetbuddy audit verify > FILE`");
    const auto world = server::World::open(configuration, server::Schema::as_it_is, platform::sql::Access::read_only);
    if (!world) return complain(world.error().detail);
    const auto all = verify_all((*world)->database(), *anchors);
    if (output == Output::json)
        print_json(all);
    else
        std::ranges::for_each(all, print);
    const bool whole = std::ranges::none_of(
        all, [](const auto& verified) { return verified.report.broken_at.has_value() || verified.is_gone; });
    return whole ? 0 : 1;
}

} // namespace assetbuddy::cli
