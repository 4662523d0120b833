#include "platform/labels/label.h"

#include "base/letters.h"
#include "platform/html/qr_code.h"

namespace assetbuddy::platform::labels {
namespace {

using base::Letter;
using html::Html;

constexpr int line_columns = 17;
constexpr std::size_t most_lines = 6;

/// Where the line that begins at `begin` ends: behind its last whole word, or wherever it is full.
std::size_t end_of_line(const std::vector<Letter>& letters, std::size_t begin, int columns)
{
    int used = 0;
    std::size_t behind_word = begin;
    for (auto at = begin; at < letters.size(); ++at) {
        if (letters[at].is_blank) behind_word = at;
        used += letters[at].columns;
        if (used > columns) return behind_word > begin ? behind_word : at;
    }
    return letters.size();
}

} // namespace

std::vector<std::string> lines_of(const std::string& text, int columns, std::size_t most)
{
    const auto letters = base::letters_of(text);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < letters.size();) {
        if (lines.size() == most) {
            lines.back() += "…";
            break;
        }
        const auto end = end_of_line(letters, at, columns);
        std::string line;
        for (; at < end; ++at) line += letters[at].text;
        lines.push_back(std::move(line));
        while (at < letters.size() && letters[at].is_blank) ++at;
    }
    return lines;
}

std::string svg_of(const Label& label)
{
    const auto code = html::qr_code_of(label.address);
    const auto size = std::to_string(code.width_with_quiet_zone());
    auto svg = Html::of(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="70mm" height="35mm" viewBox="0 0 200 100" role="img" aria-labelledby="title"><title id="title">{} {}</title><rect width="200" height="100" fill="#fff"></rect><svg width="100" height="100" viewBox="0 0 {} {}" shape-rendering="crispEdges"><path fill="#000" d="{}"></path></svg><text x="98" y="25" font-family="sans-serif" font-size="17" font-weight="bold" fill="#000">{}</text>)",
        label.code, label.name, size, size, html::qr_path(code), label.code);
    constexpr int first_line = 42;
    constexpr int line_height = 11;
    int baseline = first_line;
    for (const auto& line : lines_of(label.name, line_columns, most_lines)) {
        svg.add(R"(<text x="98" y="{}" font-family="sans-serif" font-size="10" fill="#000">{}</text>)", baseline, line);
        baseline += line_height;
    }
    svg.add("</svg>");
    return std::string{svg.view()};
}

} // namespace assetbuddy::platform::labels
