#include "testing/raw_client.h"

#include <array>
#include <cctype>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assetbuddy::testing {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::milliseconds patience{10'000};

RawAnswer parse_head(std::string_view head)
{
    RawAnswer answer;
    if (head.size() > 12) answer.status = std::stoi(std::string{head.substr(9, 3)});
    for (auto at = head.find("\r\n"); at + 2 < head.size();) {
        const auto end = head.find("\r\n", at + 2);
        const auto line = head.substr(at + 2, end - at - 2);
        const auto colon = line.find(": ");
        std::string name{line.substr(0, colon)};
        for (auto& each : name) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
        if (colon != std::string_view::npos) answer.headers[name] = line.substr(colon + 2);
        at = end;
    }
    return answer;
}

} // namespace

std::string RawAnswer::header(const std::string& name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

RawClient::RawClient(std::uint16_t port, const std::string& to)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::inet_pton(AF_INET, to.c_str(), &address.sin_addr) != 1 || descriptor_ < 0 ||
        ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error{"cannot connect to the server under test"};
    const timeval wait{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
}

RawClient::~RawClient()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), arrived_(std::move(other.arrived_)),
      has_ended_(other.has_ended_)
{}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::receive_more(std::chrono::milliseconds time)
{
    pollfd waited{.fd = descriptor_, .events = POLLIN, .revents = 0};
    if (::poll(&waited, 1, static_cast<int>(time.count())) <= 0) return false;
    std::array<char, 16384> bytes{};
    const auto size = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (size > 0)
        arrived_.append(bytes.data(), static_cast<std::size_t>(size));
    else
        has_ended_ = true;
    return true;
}

std::optional<RawAnswer> RawClient::receive(Body body)
{
    const auto end = steady_clock::now() + patience;
    for (;;) {
        if (const auto head = arrived_.find("\r\n\r\n"); head != std::string::npos) {
            auto answer = parse_head(std::string_view{arrived_}.substr(0, head + 2));
            const auto length = answer.header("content-length");
            const auto size = length.empty() || body == Body::none ? 0 : std::stoul(length);
            if (arrived_.size() >= head + 4 + size) {
                answer.body = arrived_.substr(head + 4, size);
                arrived_.erase(0, head + 4 + size);
                return answer;
            }
        }
        if (has_ended_ || steady_clock::now() >= end) return std::nullopt;
        receive_more(patience);
    }
}

bool RawClient::is_closed_within(std::chrono::milliseconds time)
{
    const auto end = steady_clock::now() + time;
    while (!has_ended_) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - steady_clock::now());
        if (left.count() <= 0) return false;
        receive_more(left);
    }
    return true;
}

void RawClient::half_close()
{
    ::shutdown(descriptor_, SHUT_WR);
}

void RawClient::reset()
{
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(std::exchange(descriptor_, -1));
}

void RawClient::shrink_receive_buffer()
{
    const int size = 4096;
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

} // namespace assetbuddy::testing
