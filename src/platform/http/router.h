#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// A route of the program: method, pattern with `{name}` segments (`/users/{id}`), handler.
struct Route {
    Method method;
    std::string pattern;
    Handler handler;
};

/// Literal segments win over parameters. HEAD is served by GET without a body. Path known but method not: 405 with
/// Allow (R-API-1), OPTIONS 204 with Allow; unknown path: `not_found` handler.
class Router {
  public:
    /// `method_not_allowed` makes the body of 405; without it there is none. Two routes of one method and pattern throw
    /// std::invalid_argument.
    Router(std::vector<Route> routes, Handler not_found, Handler method_not_allowed = {});
    ~Router();
    Router(Router&&) noexcept;
    Response operator()(Request& request) const;
    [[nodiscard]] const std::vector<Route>& routes() const;

  private:
    struct Node;
    std::vector<Route> routes_;
    Handler not_found_;
    Handler method_not_allowed_;
    std::unique_ptr<Node> root_;
};

} // namespace assetbuddy::platform::http
