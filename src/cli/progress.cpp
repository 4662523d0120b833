#include "cli/progress.h"

#include <algorithm>
#include <iostream>

#include <unistd.h>

#include <fmt/format.h>

namespace assetbuddy::cli {

Progress::Progress(std::string words) : words_(std::move(words)), is_shown_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress()
{
    end();
}

void Progress::end()
{
    if (is_shown_ && percent_ >= 0) std::cerr << "\n";
    percent_ = -1;
}

void Progress::show(long long done, long long total)
{
    if (!is_shown_) return;
    const int percent = total <= 0 ? 100 : static_cast<int>(std::clamp(done * 100 / total, 0LL, 100LL));
    if (percent == percent_) return;
    percent_ = percent;
    constexpr int width = 40;
    const auto filled = static_cast<std::size_t>(percent * width / 100);
    std::cerr << fmt::format("\r{} [{:<40}] {:3} %", words_, std::string(filled, '#'), percent) << std::flush;
}

} // namespace assetbuddy::cli
