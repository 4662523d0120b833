#pragma once

#include "platform/files/files.h"
#include "platform/files/s3_client.h"

namespace assetbuddy::platform::files {

/// In a bucket of storage that speaks S3: one object an id, under a prefix. An object appears whole or not at all, as
/// the storage promises for one PUT; our files are far below what one may hold. Drafts and uploads under way lie in the
/// workshop of this machine.
class S3Store final : public Store {
  public:
    S3Store(const std::filesystem::path& folder, S3Options options);
    void keep(const std::string& id, Draft& draft) override;
    std::shared_ptr<const Bytes> open(const std::string& id) override;
    std::shared_ptr<const Bytes> open_part(const std::string& id, const Part& part) override;
    std::optional<std::int64_t> find_size(const std::string& id) override;
    void remove(const std::string& id) override;
    std::vector<std::string> list(const std::string& after, std::size_t limit) override;

    /// Writes, reads, lists and removes an object of its own. Throws StoreUnavailable, StorageFull, whose words say
    /// what the storage refused.
    void probe();
    [[nodiscard]] std::string shown() const { return client_.options().shown(); }

  private:
    void put(const std::string& key, std::string_view bytes);
    void erase(const std::string& key);
    std::shared_ptr<const Bytes> fetch(const S3Request& request);
    S3Client client_;
};

} // namespace assetbuddy::platform::files
