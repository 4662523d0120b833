#include "platform/http/router.h"

#include <map>
#include <stdexcept>

#include "platform/http/ascii.h"

namespace assetbuddy::platform::http {

/// One segment of the patterns: what may follow it, and the routes that end here.
struct Router::Node {
    struct End {
        const Route* route;
        std::vector<std::string> parameter_names; // in the order of the pattern
    };
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::map<Method, End> ends;

    using Values = std::vector<const std::string*>;
    const Node* find(const std::vector<std::string>& segments, std::size_t at, Values& values) const;
    [[nodiscard]] std::string allow() const;
    void add(const Route& route);
};

namespace {

std::vector<std::string_view> segments_of(std::string_view pattern)
{
    if (!pattern.starts_with('/')) throw std::invalid_argument{"a route begins with a slash: " + std::string{pattern}};
    std::vector<std::string_view> segments;
    for (auto rest = pattern.substr(1); !rest.empty();) segments.push_back(take_piece(rest, '/'));
    return segments;
}

bool is_parameter(std::string_view segment)
{
    return segment.size() > 2 && segment.starts_with('{') && segment.ends_with('}');
}

} // namespace

void Router::Node::add(const Route& route)
{
    auto* node = this;
    std::vector<std::string> names;
    for (const auto segment : segments_of(route.pattern)) {
        auto& next = is_parameter(segment) ? node->parameter : node->literals[std::string{segment}];
        if (is_parameter(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    if (!node->ends.try_emplace(route.method, End{&route, std::move(names)}).second)
        throw std::invalid_argument{"two routes for " + std::string{to_text(route.method)} + " " + route.pattern};
}

const Router::Node* Router::Node::find(const std::vector<std::string>& segments, std::size_t at, Values& values) const
{
    if (at == segments.size()) return ends.empty() ? nullptr : this;
    if (const auto literal = literals.find(segments[at]); literal != literals.end())
        if (const auto* found = literal->second->find(segments, at + 1, values)) return found;
    if (!parameter || segments[at].empty()) return nullptr;
    values.push_back(&segments[at]);
    const auto* found = parameter->find(segments, at + 1, values);
    if (found == nullptr) values.pop_back();
    return found;
}

std::string Router::Node::allow() const
{
    std::string text;
    for (const auto& [method, end] : ends) {
        text += std::string{to_text(method)} + ", ";
        if (method == Method::get && !ends.contains(Method::head)) text += "HEAD, ";
    }
    if (!ends.contains(Method::options)) return text + "OPTIONS";
    text.resize(text.size() - 2);
    return text;
}

Router::Router(std::vector<Route> routes, Handler not_found, Handler method_not_allowed)
    : routes_(std::move(routes)), not_found_(std::move(not_found)), method_not_allowed_(std::move(method_not_allowed)),
      root_(std::make_unique<Node>())
{
    for (const auto& route : routes_) root_->add(route);
}

Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

const std::vector<Route>& Router::routes() const
{
    return routes_;
}

Response Router::operator()(Request& request) const
{
    Node::Values values;
    const auto* node = root_->find(request.segments, 0, values);
    if (node == nullptr) return not_found_(request);

    auto end = node->ends.find(request.method);
    if (end == node->ends.end() && request.method == Method::head) end = node->ends.find(Method::get);
    if (end == node->ends.end()) {
        request.route = node->ends.begin()->second.route->pattern;
        auto response = request.method == Method::options ? Response{204}
                        : method_not_allowed_             ? method_not_allowed_(request)
                                                          : Response{405};
        return std::move(response.set("Allow", node->allow()));
    }
    request.route = end->second.route->pattern;
    for (std::size_t i = 0; i < values.size(); ++i)
        request.path_parameters.insert_or_assign(end->second.parameter_names[i], *values[i]);
    return end->second.route->handler(request);
}

} // namespace assetbuddy::platform::http
