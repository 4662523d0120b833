#include "access/visit.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace assetbuddy::access {
namespace {

namespace crypto = platform::crypto;

constexpr std::size_t mac_size = 32;
constexpr std::size_t longest_agent = 200;
constexpr auto accept_cookie_life = std::chrono::minutes{30};
constexpr long flash_seconds = 120;
constexpr std::size_t longest_flash = 500;

std::string_view form_cookie_name(bool secure)
{
    return secure ? "__Host-form" : "assetbuddy_form";
}

std::string_view flash_cookie_name(bool secure)
{
    return secure ? "__Host-flash" : "assetbuddy_flash";
}

/// Whatever stands there is the credential, so that a wrong one is refused and no cookie stands in for it.
std::optional<Credential> bearer_of(const platform::http::Request& request)
{
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.header("authorization");
    if (!header || !request.path.starts_with("/api/")) return std::nullopt;
    const auto token = header->starts_with(scheme) ? header->substr(scheme.size()) : std::string_view{};
    return Credential{Credential::Kind::api_token, crypto::is_api_token(token) ? crypto::sha256(token) : std::string{}};
}

/// A session comes by its cookie alone, an API token by its header alone (R-SESS-7).
Credential credential_of(const platform::http::Request& request, bool secure)
{
    if (auto bearer = bearer_of(request)) return *std::move(bearer);
    const auto token = request.cookie(session_cookie_name(secure));
    if (!token || !crypto::is_token(*token)) return {};
    return {Credential::Kind::session, crypto::sha256(*token)};
}

std::string agent_of(const platform::http::Request& request)
{
    std::string agent{request.header("user-agent").value_or("")};
    if (agent.size() > longest_agent) agent.resize(longest_agent);
    for (auto& character : agent)
        if (character < ' ' || character > '~') character = '?';
    return agent;
}

std::string exclusive_or(std::string_view one, std::string_view other)
{
    std::string result(one);
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = static_cast<char>(static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]));
    return result;
}

/// 32 bytes of the keyed hash: the hex text would double the form token for nothing.
std::string bytes_of(std::string_view hex)
{
    std::string bytes(mac_size, '\0');
    for (std::size_t i = 0; i < mac_size; ++i) {
        unsigned value = 0;
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, value, 16);
        bytes[i] = static_cast<char>(value);
    }
    return bytes;
}

} // namespace

std::string_view session_cookie_name(bool secure)
{
    return secure ? "__Host-assetbuddy" : "assetbuddy";
}

std::string_view accept_cookie_name(bool secure)
{
    return secure ? "__Host-inv" : "assetbuddy_inv";
}

Visit::Visit(platform::http::Request& incoming, const Kernel& world)
    : request(incoming), kernel(world), credential(credential_of(incoming, world.policy.secure())),
      origin{incoming.request_id, incoming.client_address, agent_of(incoming)}
{}

std::string Visit::binding() const
{
    if (signed_in_claimed()) return "session:" + credential.hash;
    if (!fresh_form_binding_.empty()) return "form:" + fresh_form_binding_;
    const auto cookie = request.cookie(form_cookie_name(secure()));
    return cookie && crypto::is_token(*cookie) ? "form:" + std::string{*cookie} : std::string{};
}

std::string Visit::form_token()
{
    if (binding().empty()) {
        fresh_form_binding_ = crypto::make_token(kernel.random);
        cookies.push_back({std::string{form_cookie_name(secure())}, fresh_form_binding_, std::nullopt, secure()});
    }
    std::string mask(mac_size, '\0');
    kernel.random.fill(reinterpret_cast<std::uint8_t*>(mask.data()), mask.size());
    return crypto::base64url(mask + exclusive_or(mask, bytes_of(kernel.key.keyed_hash(form_purpose, binding()))));
}

bool Visit::is_form_token(std::string_view token) const
{
    const auto bound = binding();
    if (bound.empty()) return false;
    const auto bytes = crypto::from_base64url(token);
    if (!bytes || bytes->size() != 2 * mac_size) return false;
    const std::string_view view{*bytes};
    const auto mac = exclusive_or(view.substr(0, mac_size), view.substr(mac_size));
    // A page that was open when the key changed can still be sent (R-CRYPTO-2).
    return std::ranges::any_of(kernel.key.keyed_hashes(form_purpose, bound),
                               [&](const std::string& hex) { return crypto::equal(mac, bytes_of(hex)); });
}

void Visit::set_session_cookie(std::string_view token)
{
    const auto age = token.empty() ? std::optional<long>{0} : std::nullopt;
    cookies.push_back({std::string{session_cookie_name(secure())}, std::string{token}, age, secure()});
}

std::string Visit::sealed(std::string_view purpose, std::string_view text, base::Duration life) const
{
    const auto until = base::to_microseconds(kernel.clock.now() + life);
    return kernel.key.seal(purpose, "cookie", std::to_string(until) + ":" + std::string{text}, kernel.random);
}

std::string Visit::unsealed(std::string_view purpose, std::string_view box) const
{
    const auto plain = kernel.key.open(purpose, "cookie", box);
    if (!plain) return {};
    const auto colon = plain->find(':');
    std::int64_t until = 0;
    if (colon == std::string::npos || std::from_chars(plain->data(), plain->data() + colon, until).ec != std::errc{} ||
        kernel.clock.now() >= base::from_microseconds(until))
        return {};
    return plain->substr(colon + 1);
}

void Visit::set_sealed_cookie(std::string_view name, std::string_view text, std::chrono::seconds life)
{
    if (text.empty())
        cookies.push_back({std::string{name}, {}, 0, secure()});
    else
        cookies.push_back({std::string{name}, sealed(name, text, life), static_cast<long>(life.count()), secure()});
}

std::string Visit::sealed_cookie(std::string_view name) const
{
    const auto box = request.cookie(name);
    return box ? unsealed(name, *box) : std::string{};
}

void Visit::set_accept_cookie(std::string_view invite_token)
{
    set_sealed_cookie(accept_cookie_name(secure()), invite_token, accept_cookie_life);
}

std::string Visit::accept_token() const
{
    return sealed_cookie(accept_cookie_name(secure()));
}

void Visit::flash(std::string_view message)
{
    set_sealed_cookie(flash_cookie_name(secure()), message.substr(0, longest_flash),
                      std::chrono::seconds{flash_seconds});
}

std::string Visit::take_flash()
{
    const auto name = flash_cookie_name(secure());
    if (!request.cookie(name)) return {};
    auto message = sealed_cookie(name);
    set_sealed_cookie(name, {}, {});
    return message;
}

} // namespace assetbuddy::access
