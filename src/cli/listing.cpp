#include "cli/listing.h"

#include <algorithm>
#include <iostream>

#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace assetbuddy::cli {
namespace {

constexpr std::size_t rows_measured = 1000;
constexpr std::size_t widest_column = 48;

/// The first `most` code points; what is left out shows as an ellipsis.
std::string cut(const std::string& text, std::size_t most)
{
    if (base::count_code_points(text) <= most) return text;
    std::string kept;
    std::size_t count = 0;
    for (const char byte : text) {
        const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        if (begins && ++count >= most) break;
        kept += byte;
    }
    return kept + "…";
}

} // namespace

Listing::Listing(std::vector<std::string> headings, Output output) : headings_(std::move(headings)), output_(output) {}

void Listing::add(std::vector<std::string> cells, const boost::json::object& object)
{
    ++count_;
    if (output_ == Output::json) {
        std::cout << (count_ == 1 ? "[\n" : ",\n") << boost::json::serialize(object);
        return;
    }
    waiting_.push_back(std::move(cells));
    if (waiting_.size() >= rows_measured) flush();
}

void Listing::measure()
{
    for (const auto& heading : headings_) widths_.push_back(base::count_code_points(heading));
    for (const auto& row : waiting_)
        for (std::size_t each = 0; each < row.size(); ++each)
            widths_[each] = std::min(widest_column, std::max(widths_[each], base::count_code_points(row[each])));
}

void Listing::print(const std::vector<std::string>& cells) const
{
    for (std::size_t each = 0; each < cells.size(); ++each) {
        if (each + 1 == cells.size()) {
            std::cout << cells[each] << "\n";
            return;
        }
        const auto text = cut(cells[each], widths_[each]);
        std::cout << text << std::string(widths_[each] - base::count_code_points(text) + 2, ' ');
    }
}

void Listing::flush()
{
    if (widths_.empty()) {
        measure();
        print(headings_);
    }
    for (const auto& row : waiting_) print(row);
    waiting_.clear();
}

void Listing::finish(const std::string& nothing_found)
{
    if (output_ == Output::json)
        std::cout << (count_ == 0 ? "[]\n" : "\n]\n");
    else if (count_ == 0)
        std::cout << nothing_found << "\n";
    else
        flush();
    std::cout.flush();
}

} // namespace assetbuddy::cli
