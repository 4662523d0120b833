#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "access/audit.h"
#include "access/organisations.h"
#include "cli/commands.h"
#include "server/program.h"

namespace assetbuddy::cli {
namespace {

struct Verified {
    base::OrganisationId organisation;
    access::ChainReport report;
};

std::vector<Verified> verify_all(platform::sql::Database& database)
{
    return database.read(platform::sql::Reach::system("audit verify"), [](platform::sql::Transaction& tx) {
        std::vector<Verified> all;
        for (const auto& organisation : access::every_organisation(tx))
            all.push_back({organisation, access::verify_chain(tx, organisation)});
        return all;
    });
}

void print(const Verified& verified)
{
    const auto& [organisation, report] = verified;
    std::cout << organisation.text() << "  " << report.entries << " entries  head " << report.head;
    if (report.broken_at) std::cout << "  BROKEN at entry " << *report.broken_at;
    std::cout << "\n";
}

void print_json(const std::vector<Verified>& all)
{
    boost::json::array list;
    for (const auto& [organisation, report] : all) {
        boost::json::object entry{{"organisation_id", organisation.text()},
                                  {"entries", report.entries},
                                  {"head", report.head},
                                  {"broken_at", nullptr}};
        if (report.broken_at) entry["broken_at"] = *report.broken_at;
        list.push_back(std::move(entry));
    }
    std::cout << boost::json::serialize(list) << "\n";
}

} // namespace

int verify_audit(const server::Configuration& configuration, Output output)
{
    const auto world = server::World::open(configuration, server::Schema::as_it_is, platform::sql::Access::read_only);
    if (!world) return complain(world.error().detail);
    const auto all = verify_all((*world)->database());
    if (output == Output::json)
        print_json(all);
    else
        std::ranges::for_each(all, print);
    const bool whole =
        std::ranges::none_of(all, [](const auto& verified) { return verified.report.broken_at.has_value(); });
    return whole ? 0 : 1;
}

} // namespace assetbuddy::cli
