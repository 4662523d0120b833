#include "defects/letter.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/mail/letter_data.h"

namespace assetbuddy::defects {
namespace {

/// Between two defects; no line of one is empty.
constexpr std::string_view between = "\n\n";

std::vector<std::string> parted(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(between);
        parts.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + between.size());
    }
    return parts;
}

} // namespace

std::string SummaryData::to_json() const
{
    std::string list;
    for (const auto& each : defects) list += (list.empty() ? "" : std::string{between}) + each;
    return boost::json::serialize(boost::json::object{{"name", name},
                                                      {"organisation", organisation},
                                                      {"words", words},
                                                      {"defects", list},
                                                      {"is_cut", is_cut},
                                                      {"unsubscribe", unsubscribe}});
}

SummaryData SummaryData::from_json(std::string_view text)
{
    const platform::mail::LetterData data{text};
    return {data.text("name"),   data.text("organisation"), data.text("words"), parted(data.text("defects")),
            data.flag("is_cut"), data.text("unsubscribe")};
}

} // namespace assetbuddy::defects
