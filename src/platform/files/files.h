#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::platform::files {

/// The disk, or what stands for it, is full: nothing was kept. Answered as 503 storage_full.
class StorageFull : public std::runtime_error {
    using runtime_error::runtime_error;
};
/// The store did not answer, or refused: 503.
class StoreUnavailable : public std::runtime_error {
    using runtime_error::runtime_error;
};

/// A file's bytes, readable while this lives, even when the file is removed meanwhile.
class Bytes {
  public:
    virtual ~Bytes() = default;
    [[nodiscard]] virtual std::string_view view() const = 0;
};
/// Maps a file; nothing when there is none.
std::shared_ptr<const Bytes> open_bytes(const std::filesystem::path& file);

/// A file that is being written. It goes away with this object unless it was taken into a store.
class Draft {
  public:
    /// Throws StorageFull.
    explicit Draft(const std::filesystem::path& folder);
    ~Draft();
    Draft(Draft&& other) noexcept;
    Draft& operator=(Draft&&) = delete;
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Throws StorageFull.
    void append(std::string_view bytes);
    [[nodiscard]] std::shared_ptr<const Bytes> read() const { return open_bytes(path_); }
    void let_go() { path_.clear(); }

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
};

struct Part {
    std::int64_t begin = 0;
    std::int64_t size = 0;
};

/// Where files lie, each under an id of ours (a UUID), never under a name from outside. What is there is whole: it
/// appears in one moment, after its bytes are safe.
class Store {
  public:
    virtual ~Store() = default;
    /// Takes the draft in under this id. Throws StorageFull, StoreUnavailable; then nothing is there.
    virtual void keep(const std::string& id, Draft& draft) = 0;
    /// Nothing when there is no such file. Throws StoreUnavailable.
    virtual std::shared_ptr<const Bytes> open(const std::string& id) = 0;
    /// Some of its bytes, which lie within it.
    virtual std::shared_ptr<const Bytes> open_part(const std::string& id, const Part& part) = 0;
    /// In bytes; nothing when there is no such file. Throws StoreUnavailable.
    virtual std::optional<std::int64_t> find_size(const std::string& id) = 0;
    /// No such file is no mistake.
    virtual void remove(const std::string& id) = 0;
    /// Ids in their order, after `after`, at most `limit`.
    virtual std::vector<std::string> list(const std::string& after, std::size_t limit) = 0;

    /// Where drafts and uploads under way lie: always on this machine.
    [[nodiscard]] const std::filesystem::path& workshop() const { return workshop_; }
    [[nodiscard]] Draft draft() const { return Draft{workshop_}; }

  protected:
    /// Makes the folder (0700) when it is not there and can be made.
    explicit Store(std::filesystem::path workshop);

  private:
    std::filesystem::path workshop_;
};

/// In a folder of this machine: `019abc/ID`, by the first six characters of the id, which is a few hours' worth of
/// files and keeps the folders in the order of the ids; drafts in `incoming`.
class FolderStore final : public Store {
  public:
    explicit FolderStore(const std::filesystem::path& folder);
    void keep(const std::string& id, Draft& draft) override;
    std::shared_ptr<const Bytes> open(const std::string& id) override;
    std::shared_ptr<const Bytes> open_part(const std::string& id, const Part& part) override;
    std::optional<std::int64_t> find_size(const std::string& id) override;
    void remove(const std::string& id) override;
    std::vector<std::string> list(const std::string& after, std::size_t limit) override;

  private:
    [[nodiscard]] std::filesystem::path place_of(const std::string& id) const;
    std::filesystem::path folder_;
};

/// Makes what was written to a file, or the names in a folder, outlive a power cut. Throws StorageFull.
void make_durable(const std::filesystem::path& path);

} // namespace assetbuddy::platform::files
