#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "access/visit.h"
#include "platform/http/forms.h"
#include "platform/http/message.h"
#include "testing/world.h"

namespace assetbuddy::testing_support {

/// Calls handlers as a browser would, without a network: keeps cookies, fills in path parameters.
class Browser {
  public:
    using Handler = platform::http::Response (*)(access::Visit&);
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    explicit Browser(World& world) : world_(world) {}

    /// Signed in as this person from now on.
    void sign_in_as(const Person& person)
    {
        // The cookie holds the token; worlds keep its hash, so the visit is given the credential directly.
        credential_ = person.credential;
    }
    platform::http::Response get(Handler handler, const std::string& path, const Pairs& parameters = {})
    {
        return visit(handler, platform::http::Method::get, path, parameters, {}, "");
    }
    platform::http::Response post(Handler handler, const std::string& path, const Pairs& fields,
                                  const Pairs& parameters = {})
    {
        std::string body;
        for (const auto& [name, value] : fields)
            body += (body.empty() ? "" : "&") + name + "=" + platform::http::percent_encoded(value);
        return visit(handler, platform::http::Method::post, path, parameters, body,
                     "application/x-www-form-urlencoded");
    }
    platform::http::Response call(Handler handler, const std::string& path, const std::string& json,
                                  const Pairs& parameters = {}, const Pairs& headers = {})
    {
        headers_ = headers;
        return visit(handler, platform::http::Method::post, path, parameters, json, "application/json");
    }
    [[nodiscard]] bool has_cookie(std::string_view name) const { return cookies_.contains(std::string{name}); }

  private:
    platform::http::Response visit(Handler handler, platform::http::Method method, const std::string& path,
                                   const Pairs& parameters, const std::string& body, const std::string& type)
    {
        platform::http::Request request;
        request.method = method;
        request.path = path.substr(0, path.find('?'));
        if (request.path != path) read_query(request, std::string_view{path}.substr(request.path.size() + 1));
        request.body = body;
        request.client_address = world_.origin.address;
        request.request_id = world_.origin.request_id;
        for (const auto& [name, value] : parameters) request.path_parameters[name] = value;
        if (!type.empty()) request.headers.emplace_back("content-type", type);
        for (const auto& header : std::exchange(headers_, {})) request.headers.push_back(header);
        std::string cookie;
        for (const auto& [name, value] : cookies_) cookie += (cookie.empty() ? "" : "; ") + name + "=" + value;
        if (!cookie.empty()) request.headers.emplace_back("cookie", cookie);
        access::Visit visit{request, world_.kernel};
        if (credential_.kind != access::Credential::Kind::none) visit.credential = credential_;
        auto response = handler(visit);
        for (const auto& each : visit.cookies) keep(each);
        return response;
    }
    static void read_query(platform::http::Request& request, std::string_view query)
    {
        for (; !query.empty(); query.remove_prefix(std::min(query.size(), query.find('&') + 1))) {
            const auto pair = query.substr(0, query.find('&'));
            const auto equals = pair.find('=');
            const auto value = platform::http::percent_decoded(pair.substr(equals + 1), platform::http::Plus::as_blank);
            request.query.emplace_back(pair.substr(0, equals), value.value());
            if (pair.size() == query.size()) break;
        }
    }
    void keep(const platform::http::Cookie& cookie)
    {
        const bool is_session = cookie.name == access::session_cookie_name(world_.kernel.policy.secure());
        if (is_session) credential_ = {};
        if (cookie.value.empty())
            cookies_.erase(cookie.name);
        else
            cookies_[cookie.name] = cookie.value;
    }

    World& world_;
    access::Credential credential_;
    std::map<std::string, std::string> cookies_;
    Pairs headers_;
};

} // namespace assetbuddy::testing_support
