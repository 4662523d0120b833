#include "server/reference.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "server/api_description.h"
#include "server/example.h"
#include "testing/easel.h"

namespace assetbuddy::server {
namespace {

namespace json = boost::json;

TEST(Reference, ShowsEveryCallAndEveryShape)
{
    testing_support::Easel easel;
    auto visit = easel.visit();
    const auto page = show_reference(visit);
    EXPECT_EQ(page.status, 200);
    const auto description = json::parse(api_description_as_json()).as_object();
    int calls = 0;
    for (const auto& [path, methods] : description.at("paths").as_object())
        for (const auto& [method, operation] : methods.as_object()) {
            if (!operation.is_object() || !operation.as_object().contains("operationId")) continue;
            ++calls;
            const std::string name{std::string_view{operation.at("operationId").as_string()}};
            EXPECT_NE(page.body.find("id=\"" + name + "\""), std::string::npos) << name;
        }
    EXPECT_GT(calls, 20);
    for (const auto& [name, schema] : description.at("components").as_object().at("schemas").as_object())
        EXPECT_NE(page.body.find("id=\"shape-" + std::string{name} + "\""), std::string::npos) << name;
}

TEST(Reference, ExamplesComeFromTheDescription)
{
    const auto description = json::parse(R"({"components": {"schemas": {
        "Id": {"type": "string", "examples": ["0193"]},
        "Colour": {"type": "string", "enum": ["red", "blue"]},
        "Thing": {"type": "object", "properties": {"id": {"$ref": "#/components/schemas/Id"},
                  "colours": {"type": "array", "items": {"$ref": "#/components/schemas/Colour"}},
                  "days": {"type": "integer", "default": 7}, "is_big": {"type": ["boolean", "null"]}}},
        "Loop": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Loop"}}}}}})")
                                 .as_object();
    const auto& schemas = description.at("components").as_object().at("schemas").as_object();
    EXPECT_EQ(example_text(description, schemas.at("Thing").as_object()), R"({
  "id": "0193",
  "colours": [
    "red"
  ],
  "days": 7,
  "is_big": false
})");
    EXPECT_FALSE(example_text(description, schemas.at("Loop").as_object()).empty());
    EXPECT_THROW(find_described(description, "#/components/schemas/Nothing"), std::out_of_range);
}

} // namespace
} // namespace assetbuddy::server
