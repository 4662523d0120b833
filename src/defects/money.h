#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::defects {

/// Reads pounds as people and programs write them into pence: "12.5", "12.50", "£1,250", " 40 ". Nothing for anything
/// else: a sign, a third decimal, more than `most_pence`.
std::optional<std::int64_t> read_pounds(std::string_view text);
/// The decimal string of the contract: "12.50".
std::string to_pounds(std::int64_t pence);
/// For people: "£1,250.00".
std::string pounds_in_words(std::int64_t pence);

} // namespace assetbuddy::defects
