#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace assetbuddy::bench {

/// A program that prints `listening on http://HOST:PORT`; ended with this object.
class Process {
  public:
    Process(const std::filesystem::path& program, std::vector<std::string> arguments);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// Resident, in MiB.
    [[nodiscard]] double memory() const;

  private:
    int id_ = -1;
    std::uint16_t port_ = 0;
};

/// The folder this program lies in.
std::filesystem::path own_folder();

} // namespace assetbuddy::bench
