#include "report.h"

#include <algorithm>
#include <fstream>
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace assetbuddy::bench {
namespace {

std::string in_words(const Wanted& wanted)
{
    return fmt::format("{} {:.4g}", wanted.kind == Wanted::Kind::at_least ? "at least" : "at most", wanted.value);
}

} // namespace

bool Line::is_met() const
{
    if (!wanted) return true;
    return wanted->kind == Wanted::Kind::at_least ? judged() >= wanted->value : judged() <= wanted->value;
}

void Report::add(const Line& line)
{
    lines_.push_back(line);
    std::cout << fmt::format("{:<58} {:>11.5g} {:<9}", line.what, line.figure, line.unit);
    if (line.limit) std::cout << fmt::format(" {:>6.2f} of {:.5g} ({})", line.judged(), *line.limit, line.limit_is);
    if (line.wanted) std::cout << fmt::format("  {}: {}", in_words(*line.wanted), line.is_met() ? "met" : "MISSED");
    std::cout << std::endl;
}

bool Report::write(const std::filesystem::path& file) const
{
    boost::json::array all;
    for (const auto& line : lines_) {
        boost::json::object each{{"what", line.what}, {"figure", line.figure}, {"unit", line.unit}};
        if (line.limit) {
            each["limit"] = *line.limit;
            each["limit_is"] = line.limit_is;
            each["ratio"] = line.judged();
        }
        if (line.wanted) {
            each["wanted"] = in_words(*line.wanted);
            each["met"] = line.is_met();
        }
        all.push_back(std::move(each));
    }
    std::ofstream{file} << boost::json::serialize(all) << "\n";
    return std::ranges::all_of(lines_, &Line::is_met);
}

} // namespace assetbuddy::bench
