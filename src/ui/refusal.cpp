#include <string>

#include "platform/http/forms.h"
#include "platform/json/json.h"
#include "ui/appearance.h"
#include "ui/document.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/words.h"

namespace assetbuddy::ui {
namespace {

using platform::http::Method;
using platform::http::Request;
using platform::http::Response;

/// The path of ours that a form was sent from; browsers say it within one site.
std::string page_of_form(const Request& request)
{
    const auto referrer = request.header("referer").value_or("");
    const auto host = referrer.find("://");
    if (host == std::string_view::npos) return {};
    const auto path = referrer.find('/', host + 3);
    return path == std::string_view::npos ? std::string{} : std::string{referrer.substr(path)};
}

/// A page that leads back to where the person was: what a GET showed, or the page a form stood on.
Url and_back(const Url& first, const Request& request)
{
    if (request.method != Method::get) {
        const auto back = Url::same_site(page_of_form(request));
        return back && *back != Url{"/"} ? first.with("next", back->text()) : first;
    }
    if (request.path == "/" || !platform::html::is_same_site_path(request.path)) return first;
    auto back = Url::same_site(request.path);
    if (!back) return first;
    for (const auto& [name, value] : request.query) back = back->with(name, value);
    return first.with("next", back->text());
}

std::string whom_to_tell(int status, std::string_view request_id)
{
    if (status < 500 || request_id.empty()) return {};
    return "If it goes on, tell whoever runs this server the number " + std::string{request_id} + ".";
}

Html explanation(const base::Error& error, int status, std::string_view request_id)
{
    Html html = paragraph(in_words(error));
    if (const auto words = whom_to_tell(status, request_id); !words.empty()) html.add(paragraph(words));
    return html;
}

/// The navigation when it can be had; a database that does not answer must not hide the refusal itself.
std::optional<Frame> frame_of(access::Visit& visit, int status)
{
    if (!visit.signed_in_claimed() || status >= 500) return std::nullopt;
    auto frame = visit.look([](access::Call& call) -> base::Result<Frame> { return Frame::of(call); });
    if (!frame) return std::nullopt;
    return std::move(*frame);
}

} // namespace

void set_retry_after(Response& response, const base::Error& error)
{
    const auto fact = error.facts.find("retry_after");
    const auto* seconds = fact == error.facts.end() ? nullptr : std::get_if<std::int64_t>(&fact->second);
    if (seconds != nullptr) response.set("Retry-After", std::to_string(*seconds));
}

Response refusal(access::Visit& visit, const base::Error& error)
{
    if (error.code == "sign_in_required") return Response::see_other(and_back(Url{"/sign-in"}, visit.request).text());
    if (error.code == "reauthenticate")
        return Response::see_other(and_back(Url{"/confirm-password"}, visit.request).text());
    if (error.code == "second_factor_missing") return Response::see_other("/profile/second-factor");
    const int status = platform::json::status_of(error.code);
    const auto frame = frame_of(visit, status);
    if (!frame) return refusal_page(visit.request, error);
    PageParts parts;
    parts.title = title_in_words(error);
    parts.width = Width::narrow;
    parts.status = status;
    parts.content = explanation(error, status, visit.request.request_id);
    parts.content.add(R"(<p class="way-on">{}</p>)", button_link(Url{"/"}, "Go to the start page"));
    auto response = page(visit, *frame, std::move(parts));
    set_retry_after(response, error);
    return response;
}

Response refusal_page(const Request& request, const base::Error& error)
{
    const int status = platform::json::status_of(error.code);
    const auto title = title_in_words(error);
    Html body;
    body.add(
        R"(<main id="main" class="focused focused-narrow"><div class="focused-brand"><a class="brand-link" href="/">{}</a></div>)",
        brand());
    body.add(
        R"(<div class="card focused-card"><div class="card-body"><h1>{}</h1>{}<p class="way-on">{}</p></div></div></main>)",
        title, explanation(error, status, request.request_id), button_link(Url{"/"}, "Go to the start page"));
    auto response = document({title, appearance_of(request), "focused-shell", body}, status);
    response.set("Referrer-Policy", "no-referrer").set("X-Robots-Tag", "noindex");
    set_retry_after(response, error);
    return response;
}

} // namespace assetbuddy::ui
