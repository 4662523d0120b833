#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "platform/http/message.h"
#include "platform/http/rules.h"

namespace assetbuddy::platform::http {

struct ReaderLimits {
    HeadLimits head;
    std::size_t body;
    std::size_t import_body;
    std::vector<std::string> import_paths;
    std::size_t upload_body = 0;
    std::vector<std::string> upload_paths = {};
    /// Where bodies of uploads lie until their request is done; empty: in memory.
    std::string upload_folder = {};
};

/// Makes one request out of bytes as they arrive: Beast's parser behind the rules of rules.h. Knows no socket and no
/// clock.
class RequestReader {
  public:
    enum class State { head, body, complete, refused };

    /// Both must outlive it.
    RequestReader(const ReaderLimits& limits, const HostNames& hosts);
    ~RequestReader();

    /// Reads on and says how many bytes are used up; the rest must come again, with more behind it. After `complete`
    /// what is left belongs to the next request; after `refused` nothing more can be read from this peer.
    std::size_t read(std::string_view bytes);

    [[nodiscard]] State state() const;
    /// Whole when `complete`; else as much as is known, so that a refusal can say what it refuses.
    [[nodiscard]] Request& request();
    /// How much of the body has arrived.
    [[nodiscard]] std::size_t arrived() const;
    [[nodiscard]] const Refusal& refusal() const; // when `refused`
    [[nodiscard]] const Framing& framing() const; // from `body` on
    /// Whether anything of the request itself has arrived yet.
    [[nodiscard]] bool has_begun() const;

  private:
    class Parser;
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace assetbuddy::platform::http
