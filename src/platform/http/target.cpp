#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/http/ascii.h"
#include "platform/http/client_address.h"
#include "platform/http/forms.h"
#include "platform/http/rules.h"

// Host and request target (RFC 9112 3.2, RFC 3986).

namespace assetbuddy::platform::http {
namespace {

constexpr std::size_t most_parameters = 100;
constexpr std::array<std::string_view, 3> loopback_names{"localhost", "127.0.0.1", "[::1]"};

std::unexpected<Refusal> malformed()
{
    return std::unexpected(Refusal{400, "malformed"});
}

/// pchar and slash of RFC 3986; escapes are judged when they are decoded.
bool is_path_character(char character)
{
    return is_alphanumeric(character) ||
           std::string_view{"-._~!$&'()*+,;=:@/%"}.find(character) != std::string_view::npos;
}

/// More than RFC 3986 has: browsers send these as they are.
bool is_query_character(char character)
{
    return is_path_character(character) || std::string_view{"?[]{}|^`\\"}.find(character) != std::string_view::npos;
}

bool is_loopback_name(std::string_view name)
{
    return std::ranges::find(loopback_names, name) != loopback_names.end();
}

/// The host of `host[:port]`, in lower case; nothing when it is none.
std::optional<std::string> host_part(std::string_view text)
{
    const auto bracket = text.starts_with('[') ? text.find(']') : 0;
    if (bracket == std::string_view::npos) return std::nullopt;
    const auto colon = std::min(text.find(':', bracket), text.size());
    const auto port = text.substr(std::min(colon + 1, text.size()));
    const bool is_port = port.size() <= 5 && std::ranges::all_of(port, is_digit);
    const auto host = text.substr(0, colon);
    if (!is_port || host.empty()) return std::nullopt;
    if (bracket > 0) {
        const bool is_address = bracket + 1 == host.size() && Address::parse(host.substr(1, bracket - 1));
        return is_address ? std::optional{lowered(host)} : std::nullopt;
    }
    const bool is_name = std::ranges::all_of(
        host, [](char each) { return is_alphanumeric(each) || each == '-' || each == '.' || each == '_'; });
    return is_name ? std::optional{lowered(host)} : std::nullopt;
}

Ruled<void> check_host(const Request& request, const HostNames& hosts)
{
    const auto is_host = [](const auto& each) { return each.first == "host"; };
    if (std::ranges::count_if(request.headers, is_host) != 1 || !hosts.accept(*request.header("host")))
        return malformed();
    return {};
}

bool read_path(Request& request, std::string_view path)
{
    if (!path.starts_with('/') || !std::ranges::all_of(path, is_path_character)) return false;
    request.path = path;
    for (auto rest = path.substr(1);;) {
        const auto end = std::min(rest.find('/'), rest.size());
        auto segment = percent_decoded(rest.substr(0, end), Plus::as_is);
        if (!segment || !base::is_clean_text(*segment) || segment->find_first_of("/\\") != std::string::npos)
            return false;
        if (*segment == "." || *segment == "..") return false; // every client resolves these before it asks
        request.segments.push_back(std::move(*segment));
        if (end == rest.size()) break;
        rest.remove_prefix(end + 1);
    }
    if (path == "/") request.segments.clear();
    return true;
}

bool read_query(Request& request, std::string_view query)
{
    if (!std::ranges::all_of(query, is_query_character)) return false;
    while (!query.empty()) {
        const auto pair = take_piece(query, '&');
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = percent_decoded(pair.substr(0, equals), Plus::as_blank);
        auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::as_blank);
        if (!name || !value || !base::is_clean_text(*name) || !base::is_clean_text(*value)) return false;
        if (request.query.size() == most_parameters) return false;
        request.query.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

/// What follows the authority of an absolute target; the authority must be ours. Nothing for other forms.
Ruled<std::string_view> without_authority(std::string_view target, const HostNames& hosts)
{
    const auto scheme = lowered(target.substr(0, target.find("://")));
    if (scheme.size() == target.size() || (scheme != "http" && scheme != "https")) return malformed();
    const auto rest = target.substr(scheme.size() + 3);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    const auto authority = rest.substr(0, end);
    if (authority.find('@') != std::string_view::npos || !host_part(authority)) return malformed();
    if (!hosts.accept(authority)) return std::unexpected(Refusal{421, "misdirected"});
    const auto path = rest.substr(end);
    return path.empty() ? std::string_view{"/"} : path;
}

} // namespace

HostNames::HostNames(std::vector<std::string> names)
{
    for (const auto& name : names) {
        names_.push_back(lowered(name));
        has_loopback_ = has_loopback_ || is_loopback_name(names_.back());
    }
}

bool HostNames::accept(std::string_view host) const
{
    const auto name = host_part(host);
    if (!name) return false;
    if (has_loopback_ && is_loopback_name(*name)) return true;
    return std::ranges::find(names_, *name) != names_.end();
}

Ruled<void> read_target(Request& request, std::string_view target, const HostNames& hosts)
{
    if (!target.starts_with('/') && target != "*") {
        const auto rest = without_authority(target, hosts);
        if (!rest) return std::unexpected(rest.error());
        target = *rest;
    }
    if (auto checked = check_host(request, hosts); !checked) return checked;
    if (target == "*") {
        if (request.method != Method::options) return malformed();
        request.path = "*";
        return {};
    }
    const auto question = std::min(target.find('?'), target.size());
    if (!read_path(request, target.substr(0, question))) return malformed();
    if (!read_query(request, target.substr(std::min(question + 1, target.size())))) return malformed();
    return {};
}

} // namespace assetbuddy::platform::http
