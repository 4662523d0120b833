#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "cli/commands.h"

namespace assetbuddy::cli {

/// Rows on stdout as they come, however many: a table for people whose columns are as wide as its first thousand rows
/// need, or one JSON array. The last column is never padded; a cell too long for its column keeps its beginning.
class Listing {
  public:
    Listing(std::vector<std::string> headings, Output output);
    Listing(const Listing&) = delete;
    Listing& operator=(const Listing&) = delete;

    void add(std::vector<std::string> cells, const boost::json::object& object);
    /// Writes what waits and, where no row came, `nothing_found`.
    void finish(const std::string& nothing_found);

  private:
    void measure();
    void print(const std::vector<std::string>& cells) const;
    void flush();

    std::vector<std::string> headings_;
    Output output_;
    std::vector<std::vector<std::string>> waiting_;
    std::vector<std::size_t> widths_;
    std::size_t count_ = 0;
};

} // namespace assetbuddy::cli
