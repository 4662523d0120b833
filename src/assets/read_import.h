#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace assetbuddy::assets {

/// A line of a table of equipment as it was typed; names where the register has ids.
struct AskedLine {
    std::size_t line = 0;
    std::string code = {};
    std::string name = {};
    std::string category = {};
    std::string subcategory = {};
    std::string site = {};
    std::string location = {};
    std::string status = {};
    std::string criticality = {};
    std::string owner_email = {};
    std::string make = {};
    std::string model = {};
    std::string serial = {};
    std::string notes = {};
    bool has_too_many_cells = false;
};

/// Errors: invalid (`csv`).
base::Result<std::vector<AskedLine>> read_import(std::string_view csv);

} // namespace assetbuddy::assets
