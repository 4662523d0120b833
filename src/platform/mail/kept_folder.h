#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "platform/mail/message.h"

namespace assetbuddy::platform::mail {

/// A kept mail as a page shows it.
struct KeptMail {
    std::string name; // file name, safe in a URL: [A-Za-z0-9._-]
    base::Time date;
    std::string from;
    std::string to;
    std::string subject;
    std::string text;
    std::string html;
};

/// Where mail goes when no server is set up: FOLDER/*.eml, one file a mail, 0600 (contract.md `--smtp`). Several
/// threads and processes may keep into one folder.
class KeptFolder {
  public:
    /// Creates the folder 0700. Throws std::runtime_error when that is impossible.
    explicit KeptFolder(std::filesystem::path folder);

    /// Whole or not at all; the same date and Message-ID again replace their file. Returns the file's name. Throws
    /// std::runtime_error when it cannot be written. Survives a power cut only after `sync`.
    std::string keep(const Message& message) const;
    /// Brings everything kept so far to the disk.
    void sync() const;

    /// Removes the file of the mail with this date and Message-ID; nothing happens when there is none.
    void remove(base::Time date, std::string_view message_id) const;

    /// Newest first, at most `limit` (200 at most), without bodies.
    [[nodiscard]] std::vector<KeptMail> list(std::size_t limit = 50) const;
    /// With bodies; nothing when there is no such mail or the name is none of ours.
    [[nodiscard]] std::optional<KeptMail> read(std::string_view name) const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

} // namespace assetbuddy::platform::mail
