#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace assetbuddy::platform::http {

/// What all bodies of uploads under way may hold together, so that nobody fills the disk by sending.
inline constexpr std::size_t most_spooled = 2ULL * 1024 * 1024 * 1024;

/// A long body on its way into a file without a name, which the system drops with the last reference to it, also when
/// the process is killed. Written on the edge's thread, read by the handler once it is closed.
class Spool final : public LongBody {
  public:
    enum class Trouble { none, full, too_many };

    explicit Spool(const std::string& folder);
    ~Spool() override;
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    /// False when it cannot be kept: see `trouble`.
    bool append(std::string_view bytes);
    /// Nothing more comes; from now on it can be read.
    bool close();
    [[nodiscard]] Trouble trouble() const { return trouble_; }
    [[nodiscard]] std::string_view bytes() const override
    {
        return {static_cast<const char*>(map_), is_closed_ ? size_ : 0};
    }

  private:
    int descriptor_;
    std::size_t size_ = 0;
    void* map_ = nullptr;
    bool is_closed_ = false;
    Trouble trouble_ = Trouble::none;
};

} // namespace assetbuddy::platform::http
