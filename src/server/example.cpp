#include "server/example.h"

#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::server {
namespace {

namespace json = boost::json;

/// Schemas that hold themselves end here.
constexpr int deepest = 8;

const json::value* first_of(const json::object& schema, std::string_view name)
{
    const auto* list = schema.if_contains(name);
    return list != nullptr && list->is_array() && !list->as_array().empty() ? &list->as_array().front() : nullptr;
}

std::string_view type_of(const json::object& schema)
{
    const auto* type = schema.if_contains("type");
    if (type != nullptr && type->is_array() && !type->as_array().empty()) type = &type->as_array().front();
    return type != nullptr && type->is_string() ? std::string_view{type->as_string()} : std::string_view{};
}

json::value example_of(const json::object& description, const json::object& schema, int depth)
{
    if (depth > deepest) return nullptr;
    if (const auto* reference = schema.if_contains("$ref"))
        return example_of(description, find_described(description, std::string_view{reference->as_string()}),
                          depth + 1);
    for (const auto* given : {first_of(schema, "examples"), schema.if_contains("default"), first_of(schema, "enum")})
        if (given != nullptr) return *given;
    const auto type = type_of(schema);
    if (type == "object") {
        json::object object;
        if (const auto* members = schema.if_contains("properties"))
            for (const auto& [name, member] : members->as_object())
                object[name] = example_of(description, member.as_object(), depth + 1);
        return object;
    }
    if (type == "array") return json::array{example_of(description, schema.at("items").as_object(), depth + 1)};
    if (type == "boolean") return false;
    if (type == "integer") return schema.contains("minimum") ? schema.at("minimum") : json::value(1);
    return "…";
}

void write(const json::value& value, std::string_view indent, std::string& text)
{
    const auto further = std::string{indent} + "  ";
    bool is_first = true;
    const auto begin_line = [&] {
        text += (is_first ? "\n" : ",\n") + further;
        is_first = false;
    };
    if (value.is_object() && !value.as_object().empty()) {
        text += '{';
        for (const auto& [name, member] : value.as_object()) {
            begin_line();
            text += json::serialize(json::value(name)) + ": ";
            write(member, further, text);
        }
        text += '\n' + std::string{indent} + '}';
    } else if (value.is_array() && !value.as_array().empty()) {
        text += '[';
        for (const auto& item : value.as_array()) {
            begin_line();
            write(item, further, text);
        }
        text += '\n' + std::string{indent} + ']';
    } else {
        text += json::serialize(value);
    }
}

} // namespace

const json::object& find_described(const json::object& description, std::string_view reference)
{
    const auto* place = &description;
    for (auto rest = reference.substr(0, 2) == "#/" ? reference.substr(2) : std::string_view{}; !rest.empty();) {
        const auto name = rest.substr(0, rest.find('/'));
        const auto* next = place->if_contains(name);
        if (next == nullptr || !next->is_object())
            throw std::out_of_range("the description has no " + std::string{reference});
        place = &next->as_object();
        rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    }
    return *place;
}

std::string example_text(const json::object& description, const json::object& schema)
{
    std::string text;
    write(example_of(description, schema, 0), "", text);
    return text;
}

} // namespace assetbuddy::server
