#include <boost/json/basic_parser_impl.hpp>

#include "platform/json/strict_check.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace assetbuddy::platform::json {
namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Sees the events of the parser; answers false at the first duplicate key or unclean text.
struct Watcher {
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 10'000;
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 1 << 20;

    std::vector<std::set<std::string, std::less<>>> open_objects;
    std::string text_so_far;

    static bool refuse(error_code& error)
    {
        error = boost::json::make_error_code(boost::json::error::syntax);
        return false;
    }
    bool gather(string_view part)
    {
        text_so_far.append(part.data(), part.size());
        return true;
    }
    /// The whole text, now that its last part has come; nothing when it holds what R-VAL-1 forbids.
    std::optional<std::string> whole(string_view last)
    {
        gather(last);
        auto text = std::exchange(text_so_far, {});
        if (!base::is_clean_text(text, base::Lines::several)) return std::nullopt;
        return text;
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t, error_code&) { return true; }
    bool on_object_begin(error_code&)
    {
        open_objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, error_code&)
    {
        open_objects.pop_back();
        return true;
    }
    bool on_string_part(string_view part, std::size_t, error_code&) { return gather(part); }
    bool on_string(string_view last, std::size_t, error_code& error) { return whole(last) ? true : refuse(error); }
    bool on_key_part(string_view part, std::size_t, error_code&) { return gather(part); }
    bool on_key(string_view last, std::size_t, error_code& error)
    {
        auto key = whole(last);
        return key && open_objects.back().insert(std::move(*key)).second ? true : refuse(error);
    }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, string_view, error_code&) { return true; }
    bool on_uint64(std::uint64_t, string_view, error_code&) { return true; }
    bool on_double(double, string_view, error_code&) { return true; }
    bool on_bool(bool, error_code&) { return true; }
    bool on_null(error_code&) { return true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }
};

} // namespace

bool is_strict_json(std::string_view text)
{
    boost::json::parse_options options;
    options.max_depth = depth_limit;
    boost::json::basic_parser<Watcher> parser{options};
    error_code error;
    const auto read = parser.write_some(false, text.data(), text.size(), error);
    return !error && read == text.size();
}

} // namespace assetbuddy::platform::json
