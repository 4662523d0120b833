#include "ui/document.h"

#include "ui/assets.h"

namespace assetbuddy::ui {
namespace {

using platform::html::Html;
using platform::http::Response;

/// No styles or code of its own (strict CSP), and no page kept in the browser's storage (R-WEB-8).
constexpr std::string_view htmx_settings =
    R"({"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"historyCacheSize":0,"refreshOnHistoryMiss":true})";

} // namespace

Html brand()
{
    return Html::of(
        R"(<span class="brand"><svg class="brand-mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="8" fill="#0f766e"/><path d="M9 23.5 16 8l7 15.5" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/><path d="m12.6 18.2 2.7 2.6 4.6-4.6" fill="none" stroke="#99f6e4" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/></svg><span class="brand-name">AssetBuddy</span></span>)");
}

Response document(const DocumentParts& parts, int status)
{
    Html html;
    html.reserve(parts.body.view().size() + 2048);
    html.add(R"(<!doctype html><html lang="en-GB" data-bs-theme="{}"><head><meta charset="utf-8">)", parts.appearance);
    html.add(
        R"(<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">)");
    html.add(R"(<title>{} · AssetBuddy</title>)", parts.title);
    html.add(R"(<link rel="icon" href="{}" type="image/svg+xml"><link rel="stylesheet" href="{}">)",
             asset("favicon.svg"), asset("app.css"));
    const auto body = parts.body.view();
    if (body.find(" hx-get=\"") != std::string_view::npos || body.find(" hx-post=\"") != std::string_view::npos) {
        html.add(R"(<meta name="htmx-config" content="{}">)", htmx_settings);
        html.add(R"(<script src="{}" defer></script>)", asset("htmx.js"));
    }
    if (parts.body.view().find(" data-passkey=\"") != std::string_view::npos)
        html.add(R"(<script src="{}" defer></script>)", asset("passkeys.js"));
    if (parts.body.view().find(" data-upload-type=\"") != std::string_view::npos)
        html.add(R"(<script src="{}" defer></script>)", asset("uploads.js"));
    html.add(R"(<script src="{}" defer></script></head><body class="{}">{}</body></html>)", asset("app.js"),
             parts.body_class, parts.body);
    auto response = Response::html(std::move(html).take(), status);
    if (status == 401) response.set("WWW-Authenticate", "Bearer realm=\"AssetBuddy\"");
    if (status == 429) response.set("Retry-After", "60");
    if (status == 503) response.set("Retry-After", "5");
    return response;
}

} // namespace assetbuddy::ui
