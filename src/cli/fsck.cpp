#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "access/audit.h"
#include "access/organisations.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sqlite_only.h"
#include "documents/sweep.h"
#include "platform/sql/sqlite_file.h"
#include "server/invariants.h"
#include "server/keys.h"
#include "server/program.h"

namespace assetbuddy::cli {
namespace {

namespace sql = platform::sql;

using Finding = server::Broken;

void check_file(const server::Configuration& configuration, std::vector<Finding>& findings)
{
    const auto file = sqlite_file_of(configuration);
    if (!file) return;
    for (auto& words : sql::findings_in_sqlite(*file))
        findings.push_back({"the database file is whole", {}, std::move(words)});
}

void check_chains(sql::Database& database, std::vector<Finding>& findings)
{
    const auto organisations = database.read(sql::Reach::system("fsck"), access::every_organisation);
    Progress progress{"Audit logs"};
    long long done = 0;
    for (const auto& organisation : organisations) {
        const auto report = database.read(sql::Reach::system("fsck"),
                                          [&](sql::Transaction& tx) { return access::verify_chain(tx, organisation); });
        if (report.broken_at)
            findings.push_back({"the audit log is unbroken", organisation.text(), std::to_string(*report.broken_at)});
        progress.show(++done, static_cast<long long>(organisations.size()));
    }
}

/// DOC-1: every document has its file, and every file its document.
void check_files(const access::Kernel& kernel, std::vector<Finding>& findings)
{
    for (auto& misfit : documents::find_misfits(kernel.database, *kernel.files, kernel.clock.now()))
        findings.push_back({std::move(misfit.words), std::move(misfit.organisation), std::move(misfit.id)});
}

/// R-CRYPTO-2: what rests sealed can be opened.
void check_sealed(const access::Kernel& kernel, std::vector<Finding>& findings)
{
    for (auto& each : server::find_unopenable(kernel))
        findings.push_back({"the instance key opens what is sealed: " + each.what, {}, std::move(each.record)});
}

void print_json(const std::vector<Finding>& findings)
{
    boost::json::array list;
    for (const auto& finding : findings)
        list.push_back(boost::json::object{
            {"invariant", finding.invariant}, {"organisation_id", finding.organisation}, {"record", finding.record}});
    std::cout << boost::json::serialize(boost::json::object{{"whole", findings.empty()}, {"findings", std::move(list)}})
              << "\n";
}

} // namespace

int fsck(const server::Configuration& configuration, Output output)
try {
    auto world = server::World::open(configuration, server::Schema::as_it_is, sql::Access::read_only);
    if (!world) return complain(world.error().detail);
    auto findings = server::broken_invariants((*world)->database());
    check_file(configuration, findings);
    check_chains((*world)->database(), findings);
    check_files((*world)->kernel(), findings);
    check_sealed((*world)->kernel(), findings);
    if (output == Output::json) {
        print_json(findings);
    } else {
        for (const auto& finding : findings)
            std::cout << fmt::format("broken: {}: organisation {}, {}\n", finding.invariant,
                                     finding.organisation.empty() ? "none" : finding.organisation, finding.record);
        std::cout << (findings.empty() ? "whole: every invariant holds\n"
                                       : "Restore a backup, or ask for help with the lines above.\n");
    }
    return findings.empty() ? 0 : 1;
} catch (const sql::DatabaseError& fault) {
    return complain(fault.what(), 1);
}

} // namespace assetbuddy::cli
