#include "server/reference.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "server/api_description.h"
#include "server/example.h"
#include "ui/page.h"
#include "ui/parts.h"

namespace assetbuddy::server {
namespace {

namespace json = boost::json;
using platform::html::Html;
using platform::html::Url;

std::string_view text_in(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->as_string()} : std::string_view{};
}

const json::object* object_in(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value != nullptr ? value->if_object() : nullptr;
}

/// Descriptions are written in a little Markdown: `code` and **strong** within a paragraph, a blank line between two.
Html marked(std::string_view text)
{
    Html html;
    while (!text.empty()) {
        const auto mark = std::min(text.find('`'), text.find("**"));
        html.add(Html::text(text.substr(0, mark)));
        if (mark == std::string_view::npos) break;
        const std::string_view fence = text[mark] == '`' ? "`" : "**";
        text.remove_prefix(mark + fence.size());
        const auto inside = text.substr(0, text.find(fence));
        if (fence == "`")
            html.add("<code>{}</code>", inside);
        else
            html.add("<strong>{}</strong>", inside);
        text.remove_prefix(std::min(text.size(), inside.size() + fence.size()));
    }
    return html;
}

Html paragraphs(std::string_view text)
{
    Html html;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        const auto part = text.substr(0, end);
        if (part.find_first_not_of(" \n") != std::string_view::npos) html.add("<p>{}</p>", marked(part));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    return html;
}

const json::object& description()
{
    static const json::value parsed = json::parse(api_description_as_json());
    return parsed.as_object();
}

/// What a heading is called in addresses: "about-API-tokens".
std::string anchor(std::string_view kind, std::string_view name)
{
    auto text = std::string{kind} + std::string{name};
    std::ranges::replace_if(text, [](unsigned char letter) { return std::isalnum(letter) == 0; }, '-');
    return text;
}

/// A place on this page.
Url place(const std::string& name)
{
    return Url::checked("/api#" + name).value();
}

/// `#/components/schemas/Site` is the site's own place on this page.
Html link_to_shape(std::string_view reference)
{
    const auto name = reference.substr(reference.rfind('/') + 1);
    return Html::of(R"(<a href="{}">{}</a>)", place(anchor("shape-", name)), name);
}

Html kind_of(const json::object& schema)
{
    if (const auto reference = text_in(schema, "$ref"); !reference.empty()) return link_to_shape(reference);
    if (const auto* items = object_in(schema, "items")) return Html::of("list of {}", kind_of(*items));
    if (const auto* choices = schema.if_contains("enum"); choices != nullptr && choices->is_array()) {
        Html html;
        for (const auto& choice : choices->as_array()) {
            if (!html.empty()) html.add(" | ");
            html.add("<code>{}</code>", choice.is_string() ? std::string_view{choice.as_string()} : "…");
        }
        return html;
    }
    const auto* type = schema.if_contains("type");
    if (type == nullptr) return Html::text("anything");
    if (type->is_string()) return Html::text(std::string_view{type->as_string()});
    std::string words;
    for (const auto& one : type->as_array())
        words += (words.empty() ? "" : " or ") + std::string{std::string_view{one.as_string()}};
    return Html::text(words);
}

bool is_required(const json::object& schema, std::string_view member)
{
    const auto* names = schema.if_contains("required");
    return names != nullptr && names->is_array() &&
           std::ranges::any_of(names->as_array(), [&](const auto& name) { return name == json::value(member); });
}

Html members_of(std::string_view caption, const json::object& schema)
{
    const auto* properties = object_in(schema, "properties");
    if (properties == nullptr) return paragraphs(text_in(schema, "description"));
    ui::Table table{caption, {{"Member"}, {"Holds"}, {"About it"}}};
    for (const auto& [name, value] : *properties) {
        const auto& member = value.as_object();
        table.row({Html::of("<code>{}</code>{}", std::string_view{name},
                            Html::text(is_required(schema, name) ? "" : " (may be missing)")),
                   kind_of(member), marked(text_in(member, "description"))});
    }
    return table.done();
}

const json::object& followed(const json::object& part)
{
    const auto reference = text_in(part, "$ref");
    if (reference.empty()) return part;
    return find_described(description(), reference);
}

Html parameters_of(const json::object& operation)
{
    const auto* parameters = operation.if_contains("parameters");
    if (parameters == nullptr || parameters->as_array().empty()) return {};
    ui::Table table{"Parameters", {{"Parameter"}, {"Where"}, {"About it"}}};
    for (const auto& value : parameters->as_array()) {
        const auto& parameter = followed(value.as_object());
        table.row({Html::of("<code>{}</code>", text_in(parameter, "name")), Html::text(text_in(parameter, "in")),
                   marked(text_in(parameter, "description"))});
    }
    return table.done();
}

Html body_of(const json::object& operation)
{
    const auto* body = object_in(operation, "requestBody");
    const auto* content = body == nullptr ? nullptr : object_in(followed(*body), "content");
    if (content == nullptr) return {};
    Html html;
    for (const auto& [type, media] : *content) {
        const auto* schema = object_in(media.as_object(), "schema");
        if (schema == nullptr) continue;
        html.add("<p>Send <code>{}</code>: {}</p>", std::string_view{type}, kind_of(*schema));
        if (type == "application/json") html.add("<pre><code>{}</code></pre>", example_text(description(), *schema));
    }
    return html;
}

Html answers_of(const json::object& operation)
{
    ui::Table table{"Answers", {{"Status"}, {"Means"}, {"Holds"}}};
    for (const auto& [status, value] : operation.at("responses").as_object()) {
        const auto& answer = followed(value.as_object());
        Html holds;
        if (const auto* content = object_in(answer, "content"))
            for (const auto& [type, media] : *content)
                if (const auto* schema = object_in(media.as_object(), "schema")) holds.add(kind_of(*schema));
        table.row({Html::text(status == "default" ? "others" : std::string_view{status}),
                   marked(text_in(answer, "description")), holds});
    }
    return table.done();
}

Html operation_card(std::string_view method, std::string_view path, const json::object& operation)
{
    std::string verb{method};
    std::ranges::transform(verb, verb.begin(), [](char letter) { return static_cast<char>(letter - 'a' + 'A'); });
    Html html;
    html.add(R"(<article class="card mb-3" id="{}"><div class="card-body"><h3><code>{} /api/v1{}</code></h3>)",
             text_in(operation, "operationId"), verb, path);
    html.add("<p><strong>{}</strong></p>", text_in(operation, "summary"));
    const auto more = text_in(operation, "description");
    if (!more.starts_with(text_in(operation, "summary"))) html.add(paragraphs(more));
    html.add(parameters_of(operation)).add(body_of(operation)).add(answers_of(operation));
    html.add("</div></article>");
    return html;
}

bool has_tag(const json::object& operation, std::string_view tag)
{
    const auto* tags = operation.if_contains("tags");
    return tags != nullptr && tags->is_array() && !tags->as_array().empty() && tags->as_array()[0] == json::value(tag);
}

Html operations_of(std::string_view tag)
{
    Html html;
    for (const auto& [path, methods] : description().at("paths").as_object())
        for (const auto& [method, operation] : methods.as_object())
            if (operation.is_object() && has_tag(operation.as_object(), tag))
                html.add(operation_card(method, path, operation.as_object()));
    return html;
}

Html contents()
{
    Html html;
    html.add(R"(<nav aria-label="Contents"><ul class="list-inline">)");
    for (const auto& tag : description().at("tags").as_array()) {
        const auto name = text_in(tag.as_object(), "name");
        html.add(R"(<li class="list-inline-item"><a href="{}">{}</a></li>)", place(anchor("about-", name)), name);
    }
    html.add(R"(<li class="list-inline-item"><a href="{}">Shapes</a></li></ul></nav>)", place("shapes"));
    return html;
}

Html whole_reference()
{
    Html html;
    html.add(contents());
    html.add(paragraphs(text_in(description().at("info").as_object(), "description")));
    for (const auto& tag : description().at("tags").as_array()) {
        const auto name = text_in(tag.as_object(), "name");
        html.add(R"(<section><h2 id="{}">{}</h2>{}{}</section>)", anchor("about-", name), name,
                 paragraphs(text_in(tag.as_object(), "description")), operations_of(name));
    }
    html.add(R"(<section><h2 id="shapes">Shapes</h2>)");
    for (const auto& [name, schema] : description().at("components").as_object().at("schemas").as_object()) {
        html.add(R"(<article class="card mb-3" id="shape-{}"><div class="card-body"><h3>{}</h3>)",
                 std::string_view{name}, std::string_view{name});
        html.add(paragraphs(text_in(schema.as_object(), "description")));
        if (schema.as_object().contains("properties")) html.add(members_of(name, schema.as_object()));
        html.add("</div></article>");
    }
    html.add("</section>");
    return html;
}

} // namespace

platform::http::Response show_reference(access::Visit& visit)
{
    static const Html reference = whole_reference();
    ui::FocusedParts parts{.title = "The API of AssetBuddy", .content = reference, .width = ui::Width::wide};
    parts.lead = "Everything the pages do, for programs. The same text comes from the command: assetbuddy openapi.";
    return ui::focused_page(visit, std::move(parts));
}

} // namespace assetbuddy::server
