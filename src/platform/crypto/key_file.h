#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/crypto.h"

namespace assetbuddy::platform::crypto {

using KeyBits = std::array<std::uint8_t, 32>;

/// The keys of a key file, in its order: one a line, 64 hexadecimal characters each; one alone but while a new one
/// takes over. Made with one fresh key when it is not there. Throws std::runtime_error as InstanceKey::open_or_create.
std::vector<KeyBits> open_key_file(const std::filesystem::path& file, Random& random);

/// Puts a fresh key in front of those in the file, whole or not at all, and answers its id. Throws std::runtime_error.
std::string add_key_to_file(const std::filesystem::path& file, Random& random);

/// Moves a key out of the file into one of its own beside it (`former_key_file`): backups made before need it. False
/// when it is not in there, or alone. Throws std::runtime_error.
bool retire_key_in_file(const std::filesystem::path& file, std::string_view id, Random& random);
std::filesystem::path former_key_file(const std::filesystem::path& file, std::string_view id);

/// 16 hexadecimal characters, derived from the key.
std::string key_id_of(const KeyBits& bits);
KeyBits derive_sub_key(const KeyBits& bits, std::string_view purpose);

} // namespace assetbuddy::platform::crypto
