#include "sink.h"

#include <chrono>
#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assetbuddy::bench {
namespace {

void say(int socket, const std::string& line)
{
    const auto text = line + "\r\n";
    if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) < 0) return;
}

/// Reads into `text` until it holds `end`; false when the peer is gone.
bool read_until(int socket, std::string& text, const std::string& end)
{
    char buffer[16 * 1024];
    while (text.find(end) == std::string::npos) {
        const auto got = ::recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0) return false;
        text.append(buffer, static_cast<std::size_t>(got));
    }
    return true;
}

} // namespace

Sink::Sink() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 64) != 0 || ::getsockname(listener_, any, &size) != 0)
        throw std::runtime_error("no socket for mail");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { accept_all(); }};
}

Sink::~Sink()
{
    ending_ = true;
    thread_.join();
    while (talks_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    ::close(listener_);
}

std::string Sink::url() const
{
    return "smtp://127.0.0.1:" + std::to_string(port_);
}

void Sink::accept_all()
{
    while (!ending_) {
        pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 100) <= 0) continue;
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        ++talks_;
        std::thread{[this, socket] {
            talk(socket);
            ::close(socket);
            --talks_;
        }}.detach();
    }
}

void Sink::talk(int socket)
{
    std::string text;
    say(socket, "220 sink");
    while (read_until(socket, text, "\r\n")) {
        const auto end = text.find("\r\n");
        const auto verb = text.substr(0, 4);
        text.erase(0, end + 2);
        if (verb == "DATA") {
            say(socket, "354 go on");
            if (!read_until(socket, text, "\r\n.\r\n")) return;
            text.erase(0, text.find("\r\n.\r\n") + 5);
            ++mails_;
        }
        say(socket, verb == "QUIT" ? "221 bye" : "250 fine");
        if (verb == "QUIT") return;
    }
}

} // namespace assetbuddy::bench
