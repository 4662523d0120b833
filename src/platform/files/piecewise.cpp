#include "platform/files/piecewise.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/files/files.h"

namespace assetbuddy::platform::files {
namespace {

class Locked {
  public:
    explicit Locked(const std::filesystem::path& file)
        : number_(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR))
    {
        if (number_ < 0) throw StorageFull{std::string{"an upload cannot be begun: "} + std::strerror(errno)};
        is_ours_ = ::flock(number_, LOCK_EX | LOCK_NB) == 0;
    }
    ~Locked() { ::close(number_); }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_ours() const { return is_ours_; }

  private:
    int number_;
    bool is_ours_ = false;
};

bool write_all(int descriptor, std::int64_t offset, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::pwrite(descriptor, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
    return ::fdatasync(descriptor) == 0;
}

} // namespace

std::int64_t size_of(const std::filesystem::path& file)
{
    struct stat status{};
    return ::stat(file.c_str(), &status) == 0 ? status.st_size : 0;
}

Grown append_at(const std::filesystem::path& file, std::int64_t offset, std::string_view bytes)
{
    const Locked locked{file};
    const auto size = size_of(file);
    if (!locked.is_ours() || size != offset) return {false, size};
    if (!write_all(locked.number(), offset, bytes)) {
        const auto words = std::string{"an upload cannot be written: "} + std::strerror(errno);
        if (::ftruncate(locked.number(), offset) != 0) files::remove(file);
        throw StorageFull{words};
    }
    return {true, offset + static_cast<std::int64_t>(bytes.size())};
}

void remove(const std::filesystem::path& file)
{
    ::unlink(file.c_str());
}

} // namespace assetbuddy::platform::files
