#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "load.h"
#include "process.h"
#include "report.h"
#include "seed.h"

namespace assetbuddy::bench {

/// What all measurements share.
struct Bench {
    std::filesystem::path program; // build/…/assetbuddy
    std::filesystem::path folder;  // on the disk that is measured
    std::string mail_url;
    Report report;
    std::chrono::milliseconds time{1500}; // of one stretch of load; figures that are compared take turns, three each

    /// The server on a data folder, with room for everything a benchmark sends.
    [[nodiscard]] std::vector<std::string> arguments(const std::filesystem::path& data,
                                                     const std::string& database = {}) const;
};

/// Figures that are to be compared, measured by turns so that both see the same weather.
struct Pair {
    Measured one;
    Measured other;
};
Pair by_turns(const Load& one, const Load& other);

/// The bare edge for answers of the size that `load` gets, beside `load`.
Pair beside_the_edge(const Bench& bench, const Load& load);

// The measurements, in the order in which they run.
void measure_program(Bench& bench);
void measure_sqlite_reads(Bench& bench);
void measure_sqlite_writes(Bench& bench);
void measure_accepting(Bench& bench);
void measure_postgres(Bench& bench);
void measure_timing(Bench& bench);
void measure_sqlite_work(Bench& bench);
void measure_postgres_work(Bench& bench);

} // namespace assetbuddy::bench
