#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace assetbuddy::server {

/// Work that returns at intervals, on one thread of its own. What a piece of work throws is logged and it is tried
/// again at its next turn.
class Background {
  public:
    struct Duty {
        std::string name;
        std::chrono::milliseconds every;
        std::function<void()> work;
    };
    explicit Background(std::vector<Duty> duties);
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace assetbuddy::server
