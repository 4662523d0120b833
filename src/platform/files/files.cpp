#include "platform/files/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/id.h"

namespace assetbuddy::platform::files {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t folder_digits = 6;

class Mapped final : public Bytes {
  public:
    Mapped(void* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
    ~Mapped() override
    {
        if (bytes_ != nullptr) ::munmap(bytes_, size_);
    }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;
    [[nodiscard]] std::string_view view() const override { return {static_cast<const char*>(bytes_), size_}; }

  private:
    void* bytes_;
    std::size_t size_;
};

class Within final : public Bytes {
  public:
    Within(std::shared_ptr<const Bytes> whole, const Part& part) : whole_(std::move(whole)), part_(part) {}
    [[nodiscard]] std::string_view view() const override
    {
        return whole_->view().substr(static_cast<std::size_t>(part_.begin), static_cast<std::size_t>(part_.size));
    }

  private:
    std::shared_ptr<const Bytes> whole_;
    Part part_;
};

[[noreturn]] void fail(const char* what)
{
    const int error = errno;
    const auto words = std::string{what} + ": " + std::strerror(error);
    if (error == ENOSPC || error == EDQUOT || error == EFBIG || error == EROFS) throw StorageFull{words};
    throw StoreUnavailable{words};
}

void make_folder(const fs::path& folder)
{
    if (fs::exists(folder)) return;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        errno = error.value();
        fail("a folder for files cannot be made");
    }
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::replace, error);
}

/// Closes itself.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_;
};

/// In their order.
std::vector<std::string> names_in(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& each : fs::directory_iterator{folder, error}) names.push_back(each.path().filename().string());
    std::ranges::sort(names);
    return names;
}

} // namespace

std::shared_ptr<const Bytes> open_bytes(const fs::path& file)
{
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (descriptor.number() < 0) {
        if (errno == ENOENT) return nullptr;
        fail("a file cannot be opened");
    }
    struct stat status{};
    if (::fstat(descriptor.number(), &status) != 0) fail("a file cannot be looked at");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return std::make_shared<Mapped>(nullptr, 0);
    void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
    if (bytes == MAP_FAILED) fail("a file cannot be read");
    return std::make_shared<Mapped>(bytes, size);
}

void make_durable(const fs::path& path)
{
    const Descriptor descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) fail("a file cannot be made safe");
}

Draft::Draft(const fs::path& folder)
{
    auto pattern = (folder / "draft-XXXXXX").string();
    descriptor_ = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail("a file cannot be begun");
    path_ = pattern;
}

Draft::Draft(Draft&& other) noexcept
    : path_(std::exchange(other.path_, {})), descriptor_(std::exchange(other.descriptor_, -1))
{}

Draft::~Draft()
{
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
}

void Draft::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail("a file cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

Store::Store(fs::path workshop) : workshop_(std::move(workshop))
{
    try {
        make_folder(workshop_);
    } catch (const std::runtime_error&) {
        return; // a disk that takes no writes: reading goes on, and a draft says what is wrong
    }
}

FolderStore::FolderStore(const fs::path& folder) : Store(folder / "incoming"), folder_(folder) {}

fs::path FolderStore::place_of(const std::string& id) const
{
    if (!base::is_uuid(id)) throw std::logic_error{"a file is named by its id"};
    return folder_ / id.substr(0, folder_digits) / id;
}

void FolderStore::keep(const std::string& id, Draft& draft)
{
    const auto place = place_of(id);
    make_folder(place.parent_path());
    make_durable(draft.path());
    if (::rename(draft.path().c_str(), place.c_str()) != 0) fail("a file cannot be put in place");
    draft.let_go();
    make_durable(place.parent_path());
    make_durable(folder_);
}

std::shared_ptr<const Bytes> FolderStore::open(const std::string& id)
{
    return open_bytes(place_of(id));
}

std::shared_ptr<const Bytes> FolderStore::open_part(const std::string& id, const Part& part)
{
    auto whole = open(id);
    if (!whole) return nullptr;
    return std::make_shared<Within>(std::move(whole), part);
}

std::optional<std::int64_t> FolderStore::find_size(const std::string& id)
{
    std::error_code error;
    const auto size = fs::file_size(place_of(id), error);
    if (error == std::errc::no_such_file_or_directory) return std::nullopt;
    if (error) {
        errno = error.value();
        fail("a file cannot be looked at");
    }
    return static_cast<std::int64_t>(size);
}

void FolderStore::remove(const std::string& id)
{
    if (::unlink(place_of(id).c_str()) != 0 && errno != ENOENT) fail("a file cannot be removed");
}

std::vector<std::string> FolderStore::list(const std::string& after, std::size_t limit)
{
    std::vector<std::string> ids;
    for (const auto& folder : names_in(folder_)) {
        if (folder.size() != folder_digits || folder < after.substr(0, folder_digits)) continue;
        for (auto& name : names_in(folder_ / folder)) {
            if (ids.size() == limit) return ids;
            if (base::is_uuid(name) && name > after) ids.push_back(std::move(name));
        }
    }
    return ids;
}

} // namespace assetbuddy::platform::files
