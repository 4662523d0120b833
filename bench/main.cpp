// bench [PART…]: what the program does beside what the machine can do, in one run. Parts: reads, writes, accept,
// postgres, timing. Without any, all of them. Leaves bench.json in the build folder.

#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "bench.h"
#include "edge.h"
#include "platform/crypto/crypto.h"
#include "raw.h"
#include "sink.h"

namespace assetbuddy::bench {

std::vector<std::string> Bench::arguments(const std::filesystem::path& data, const std::string& database) const
{
    std::vector<std::string> all{"serve",      "--listen",      "127.0.0.1:0",
                                 "--data-dir", data.string(),   "--smtp",
                                 mail_url,     "--send-limits", "100000000,100000000,100000000"};
    if (!database.empty()) all.insert(all.end(), {"--database", database});
    return all;
}

Pair by_turns(const Load& one, const Load& other)
{
    Pair pair;
    for (int turn = 0; turn < 3; ++turn) {
        pair.one.add(run(one));
        pair.other.add(run(other));
    }
    return pair;
}

Pair beside_the_edge(const Bench& bench, const Load& load)
{
    auto once = load;
    once.clients = 1;
    once.at_most = 1;
    const auto bytes = run(once).bytes;
    const auto workers = std::max(4U, std::thread::hardware_concurrency()); // as the server's default
    const Process edge{own_folder() / "bench", {"edge", std::to_string(bytes), std::to_string(workers)}};
    auto bare = load;
    bare.port = edge.port();
    auto timed = load;
    timed.time = bare.time = bench.time;
    return by_turns(timed, bare);
}

namespace {

int measure(const std::vector<std::string>& parts)
{
    const auto build = own_folder().parent_path();
    Sink sink;
    Bench bench{
        .program = own_folder() / "assetbuddy", .folder = build / "bench", .mail_url = sink.url(), .report = {}};
    std::filesystem::create_directories(bench.folder);
    const auto wants = [&](const std::string& part) {
        return parts.empty() || std::ranges::find(parts, part) != parts.end();
    };
    bench.report.add({"one write of 4 KiB to the disk (fdatasync)", fsync_milliseconds(bench.folder), "ms"});
    measure_program(bench);
    if (wants("reads")) measure_sqlite_reads(bench);
    if (wants("writes")) measure_sqlite_writes(bench);
    if (wants("accept")) measure_accepting(bench);
    if (wants("postgres")) measure_postgres(bench);
    if (wants("timing")) measure_timing(bench);
    if (wants("work")) measure_sqlite_work(bench);
    if (wants("work")) measure_postgres_work(bench);
    const bool all_met = bench.report.write(build / "bench.json");
    std::cout << (all_met ? "Everything wanted was met." : "Something wanted was MISSED.")
              << " Figures: " << (build / "bench.json").string() << std::endl;
    return 0;
}

} // namespace
} // namespace assetbuddy::bench

int main(int count, char** texts)
{
    const std::vector<std::string> arguments{texts + 1, texts + count};
    assetbuddy::platform::crypto::start();
    try {
        if (arguments.size() == 3 && arguments[0] == "edge")
            return assetbuddy::bench::serve_bare_edge(std::stoul(arguments[1]), std::stoul(arguments[2]));
        return assetbuddy::bench::measure(arguments);
    } catch (const std::exception& fault) {
        std::cerr << "bench: " << fault.what() << std::endl;
        return 1;
    }
}
