#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>

namespace assetbuddy::bench {

/// A mail server that takes everything and keeps nothing, so that delivery runs while invitations are measured.
class Sink {
  public:
    Sink();
    ~Sink();
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::size_t mails() const { return mails_; }

  private:
    void accept_all();
    void talk(int socket);

    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> ending_ = false;
    std::atomic<std::size_t> mails_ = 0;
    std::atomic<int> talks_ = 0;
    std::thread thread_;
};

} // namespace assetbuddy::bench
