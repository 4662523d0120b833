#include "load.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assetbuddy::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// One connection and the answer it waits for.
class Client {
  public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the server takes no connection");
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] double waited() const
    {
        return std::chrono::duration<double, std::milli>(Clock::now() - asked_at_).count();
    }
    void ask(const std::string& request)
    {
        answer_.clear();
        whole_ = 0;
        asked_at_ = Clock::now();
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("the server took only part of a request");
    }
    /// True when the answer is whole.
    bool receive()
    {
        char buffer[64 * 1024];
        const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got <= 0) throw std::runtime_error("the server closed a connection");
        answer_.append(buffer, static_cast<std::size_t>(got));
        if (whole_ == 0) whole_ = length();
        return whole_ != 0 && answer_.size() >= whole_;
    }
    [[nodiscard]] int status() const
    {
        int status = 0;
        if (answer_.size() > 12) std::from_chars(answer_.data() + 9, answer_.data() + 12, status);
        return status;
    }
    [[nodiscard]] const std::string& answer() const { return answer_; }

  private:
    /// Of head and body; 0 while the head is not whole.
    [[nodiscard]] std::size_t length() const
    {
        const auto end = answer_.find("\r\n\r\n");
        if (end == std::string::npos) return 0;
        const std::string_view name = "Content-Length: ";
        const auto found = answer_.find(name);
        std::size_t body = 0;
        if (found < end) std::from_chars(answer_.data() + found + name.size(), answer_.data() + end, body);
        return end + 4 + body;
    }

    int socket_;
    std::string answer_;
    std::size_t whole_ = 0;
    Clock::time_point asked_at_;
};

void note(const Client& client, const Load& load, Measured& measured)
{
    measured.milliseconds.push_back(client.waited());
    ++measured.answers;
    measured.bytes = client.answer().size();
    if (load.expected == any_status || client.status() == load.expected) return;
    if (measured.unexpected++ == 0) measured.complaint = client.answer();
}

} // namespace

double Measured::percentile(double part) const
{
    if (milliseconds.empty()) return 0;
    auto sorted = milliseconds;
    const auto place = static_cast<std::ptrdiff_t>(part * static_cast<double>(sorted.size() - 1));
    std::ranges::nth_element(sorted, sorted.begin() + place);
    return sorted[static_cast<std::size_t>(place)];
}

void Measured::add(const Measured& other)
{
    answers += other.answers;
    bytes = other.bytes;
    seconds += other.seconds;
    milliseconds.insert(milliseconds.end(), other.milliseconds.begin(), other.milliseconds.end());
}

Measured run(const Load& load)
{
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<std::unique_ptr<Client>> clients;
    std::size_t asked = 0;
    const auto start = Clock::now();
    for (std::size_t each = 0; each < load.clients && asked < load.at_most; ++each) {
        clients.push_back(std::make_unique<Client>(load.port));
        epoll_event event{.events = EPOLLIN, .data = {.ptr = clients.back().get()}};
        ::epoll_ctl(poll, EPOLL_CTL_ADD, clients.back()->socket(), &event);
        clients.back()->ask(load.request(asked++));
    }
    Measured measured;
    std::size_t waiting = clients.size();
    while (waiting > 0) {
        epoll_event events[64];
        const int ready = ::epoll_wait(poll, events, 64, 30'000);
        if (ready <= 0) throw std::runtime_error("the server does not answer");
        for (int each = 0; each < ready; ++each) {
            auto& client = *static_cast<Client*>(events[each].data.ptr);
            if (!client.receive()) continue;
            note(client, load, measured);
            if (Clock::now() - start < load.time && asked < load.at_most)
                client.ask(load.request(asked++));
            else
                --waiting;
        }
    }
    measured.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    ::close(poll);
    if (measured.unexpected > 0) throw std::runtime_error("an answer nobody wanted:\n" + measured.complaint);
    return measured;
}

std::string get(const std::string& path, const std::string& session)
{
    auto text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!session.empty()) text += "Cookie: assetbuddy=" + session + "\r\n";
    return text + "\r\n";
}

std::string post(std::uint16_t port, const std::string& path, const std::string& json, const std::string& session)
{
    auto text = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:" + std::to_string(port) +
                "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) + "\r\n";
    if (!session.empty()) text += "Cookie: assetbuddy=" + session + "\r\n";
    return text + "\r\n" + json;
}

} // namespace assetbuddy::bench
