#include "server/admin.h"

#include <cstring>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/log/log.h"

namespace assetbuddy::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_line = 64 * 1024;
constexpr int line_deadline_ms = 10'000;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

std::optional<sockaddr_un> address_of(const fs::path& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof(address.sun_path)) return std::nullopt;
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return address;
}

std::optional<std::string> read_line(int descriptor)
{
    std::string line;
    char buffer[4096];
    while (line.size() < longest_line) {
        pollfd waiting{descriptor, POLLIN, 0};
        if (::poll(&waiting, 1, line_deadline_ms) <= 0) return std::nullopt;
        const auto got = ::read(descriptor, buffer, sizeof(buffer));
        if (got <= 0) return std::nullopt;
        line.append(buffer, static_cast<std::size_t>(got));
        if (const auto end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
    }
    return std::nullopt;
}

bool write_line(int descriptor, std::string line)
{
    line += '\n';
    std::string_view rest{line};
    while (!rest.empty()) {
        const auto sent = ::send(descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

struct AdminSocket::State {
    fs::path path;
    const access::Kernel& kernel;
    KeyKeeper& keys;
    Descriptor listener;
    Descriptor ending;
    std::thread thread;

    void run() const
    {
        for (;;) {
            pollfd waiting[] = {{listener.number(), POLLIN, 0}, {ending.number(), POLLIN, 0}};
            if (::poll(waiting, 2, -1) < 0) continue;
            if (waiting[1].revents != 0) return;
            const Descriptor peer{::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC)};
            if (peer.number() < 0) continue;
            const auto line = read_line(peer.number());
            if (line) write_line(peer.number(), run_admin_command(kernel, keys, *line));
        }
    }
};

AdminSocket::AdminSocket(fs::path path, const access::Kernel& kernel, KeyKeeper& keys)
    : state_(new State{std::move(path),
                       kernel,
                       keys,
                       Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)},
                       Descriptor{::eventfd(0, EFD_CLOEXEC)},
                       {}})
{
    const auto address = address_of(state_->path);
    if (!address) {
        platform::log::warning("admin.unavailable",
                               {{"what", "the path of the data directory is too long for a socket"}});
        return;
    }
    ::unlink(state_->path.c_str());
    const auto mask = ::umask(0177);
    const int bound =
        ::bind(state_->listener.number(), reinterpret_cast<const sockaddr*>(&*address), sizeof(sockaddr_un));
    ::umask(mask);
    if (bound != 0 || ::listen(state_->listener.number(), 8) != 0) {
        platform::log::warning("admin.unavailable", {{"what", std::strerror(errno)}});
        return;
    }
    state_->thread = std::thread{[state = state_.get()] { state->run(); }};
}

AdminSocket::~AdminSocket()
{
    if (!state_->thread.joinable()) return;
    const std::uint64_t one = 1;
    if (::write(state_->ending.number(), &one, sizeof(one)) == sizeof(one)) state_->thread.join();
    ::unlink(state_->path.c_str());
}

std::optional<std::string> ask_server(const fs::path& socket, const std::string& request)
{
    const auto address = address_of(socket);
    if (!address) return std::nullopt;
    const Descriptor peer{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (::connect(peer.number(), reinterpret_cast<const sockaddr*>(&*address), sizeof(sockaddr_un)) != 0)
        return std::nullopt;
    if (!write_line(peer.number(), request)) return std::nullopt;
    return read_line(peer.number());
}

} // namespace assetbuddy::server
