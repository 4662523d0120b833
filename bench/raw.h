#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace assetbuddy::bench {

// The limits that ratios are taken against: what the machine does when nothing of ours is in the way.

/// Median of writing 4 KiB and waiting until they are on the disk, in milliseconds.
double fsync_milliseconds(const std::filesystem::path& folder);

/// One-row commits a second on one SQLite connection with the server's own settings.
double sqlite_commits(const std::filesystem::path& folder, std::chrono::milliseconds time);

/// Argon2id hashes a second at the server's cost, on so many threads.
double password_hashes(std::size_t threads, std::chrono::milliseconds time);

/// What a session check asks of PostgreSQL: who stands behind the session, and the places of that account.
inline constexpr int selects_of_a_check = 2;

/// How often a second so many prepared selects of one row are answered, over so many connections.
double postgres_selects(const std::string& url, const std::vector<std::string>& token_hashes, std::size_t connections,
                        std::chrono::milliseconds time);

/// One-row commits a second, over so many connections.
double postgres_commits(const std::string& url, std::size_t connections, std::chrono::milliseconds time);

} // namespace assetbuddy::bench
