#include "access/told.h"

#include <stdexcept>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace assetbuddy::access {
namespace {

namespace json = boost::json;

class Reader {
  public:
    explicit Reader(const json::object& personal) : personal_(personal) {}

    struct Value {
        std::optional<std::string> text;
        bool was_erased = false;
    };
    [[nodiscard]] Value read(const json::value& value, const std::string& place) const
    {
        if (const auto* text = value.if_string()) return {std::string{*text}};
        if (!value.is_object()) return {};
        const auto* kept = personal_.if_contains(place);
        if (kept == nullptr) return {std::nullopt, true};
        return {std::string{kept->at("value").as_string()}};
    }

  private:
    const json::object& personal_;
};

} // namespace

Told read_told(std::string_view body, std::string_view personal)
try {
    const auto whole = json::parse(body);
    const auto values = personal.empty() ? json::value(json::object{}) : json::parse(personal);
    const Reader reader{values.as_object()};
    Told told{.actor_name = reader.read(whole.at("actor_name"), "actor_name").text.value_or(""),
              .address = reader.read(whole.at("address"), "address").text.value_or(""),
              .request_id = std::string{whole.at("request_id").as_string()},
              .changes = {}};
    for (const auto& change : whole.at("changes").as_array()) {
        const std::string field{change.at("field").as_string()};
        auto before = reader.read(change.at("before"), field + ".before");
        auto after = reader.read(change.at("after"), field + ".after");
        told.changes.push_back({.field = field,
                                .before = std::move(before.text),
                                .after = std::move(after.text),
                                .was_erased = before.was_erased || after.was_erased});
    }
    return told;
} catch (const std::exception&) {
    throw std::runtime_error("an audit entry is not what was written");
}

} // namespace assetbuddy::access
