#include "platform/http/spool.h"

#include <atomic>
#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace assetbuddy::platform::http {
namespace {

std::atomic<std::size_t> spooled = 0;

} // namespace

Spool::Spool(const std::string& folder)
    : descriptor_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR))
{
    if (descriptor_ < 0) trouble_ = Trouble::full;
}

Spool::~Spool()
{
    if (map_ != nullptr) ::munmap(map_, size_);
    if (descriptor_ >= 0) ::close(descriptor_);
    spooled -= size_;
}

bool Spool::append(std::string_view bytes)
{
    if (trouble_ != Trouble::none) return false;
    if (spooled.load() + bytes.size() > most_spooled) {
        trouble_ = Trouble::too_many;
        return false;
    }
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            trouble_ = Trouble::full;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        size_ += static_cast<std::size_t>(written);
        spooled += static_cast<std::size_t>(written);
    }
    return true;
}

bool Spool::close()
{
    if (trouble_ != Trouble::none) return false;
    if (size_ > 0) {
        void* const map = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
        if (map == MAP_FAILED) {
            trouble_ = Trouble::full;
            return false;
        }
        map_ = map;
    }
    is_closed_ = true;
    return true;
}

} // namespace assetbuddy::platform::http
