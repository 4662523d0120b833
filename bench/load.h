#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace assetbuddy::bench {

/// What clients ask, over and over, each on a connection of its own that stays open.
struct Load {
    std::uint16_t port = 0;
    std::size_t clients = 64;
    std::chrono::milliseconds time{1500};
    std::size_t at_most = SIZE_MAX; // requests in all
    /// The whole request; `number` counts from 0 over all clients.
    std::function<std::string(std::size_t number)> request;
    int expected = 200;
};
/// Of `Load::expected`: whatever is answered.
inline constexpr int any_status = 0;

struct Measured {
    std::size_t answers = 0;
    std::size_t bytes = 0;      // of the last answer, with its head
    std::size_t unexpected = 0; // another status than wanted
    std::string complaint;      // the first of them
    double seconds = 0;
    std::vector<double> milliseconds; // of each answer

    [[nodiscard]] double rate() const { return seconds > 0 ? static_cast<double>(answers) / seconds : 0; }
    [[nodiscard]] double percentile(double part) const;
    void add(const Measured& other);
};

/// One thread, level-triggered. Throws std::runtime_error when the server goes away, or answers other than expected.
Measured run(const Load& load);

std::string get(const std::string& path, const std::string& session = {});
std::string post(std::uint16_t port, const std::string& path, const std::string& json, const std::string& session = {});

} // namespace assetbuddy::bench
