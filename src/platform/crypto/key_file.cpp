#include "platform/crypto/key_file.h"

#include <algorithm>
#include <set>
#include <span>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assetbuddy::platform::crypto {
namespace {

namespace fs = std::filesystem;
using Bits = KeyBits;

constexpr std::size_t hex_characters = 64;
/// One, two while a new one takes over, and what could not be taken out of a file that is not ours to write.
constexpr std::size_t most_keys = 4;
/// 32 random bytes practically always hold more than 20 different ones; a key typed by hand or an example does not.
constexpr std::size_t fewest_different_bytes = 12;

class File {
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File()
    {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

  private:
    int descriptor_;
};

[[noreturn]] void refuse(const fs::path& file, const std::string& what)
{
    throw std::runtime_error("key file " + file.string() + ": " + what);
}

[[noreturn]] void refuse_by_system(const fs::path& file, const std::string& what)
{
    refuse(file, what + " (" + std::generic_category().message(errno) + ")");
}

bool looks_made_up(const Bits& bits)
{
    const std::set<std::uint8_t> different(bits.begin(), bits.end());
    const bool counts_up =
        std::ranges::adjacent_find(bits, [](auto one, auto next) { return next != one + 1; }) == bits.end();
    return different.size() < fewest_different_bytes || counts_up;
}

Bits read_key(const fs::path& file, std::string_view line)
{
    Bits bits{};
    std::size_t size = 0;
    const bool is_hex =
        sodium_hex2bin(bits.data(), bits.size(), line.data(), line.size(), nullptr, &size, nullptr) == 0;
    if (!is_hex || size != bits.size() || line.size() != hex_characters)
        refuse(file,
               "must hold 64 hexadecimal characters and nothing else; put the right key back from where you keep it");
    if (looks_made_up(bits)) refuse(file, "is no random key; make one with: openssl rand -hex 32");
    return bits;
}

std::string read_text(const fs::path& file, int descriptor)
{
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0) refuse_by_system(file, "cannot be looked at");
    if (!S_ISREG(facts.st_mode)) refuse(file, "is not a file; name another with --key-file");
    if ((facts.st_mode & 077U) != 0)
        refuse(file, "others on this machine can read it; run: chmod 600 " + file.string());
    std::string text(most_keys * (hex_characters + 1) + 1, '\0');
    const auto got = ::read(descriptor, text.data(), text.size());
    if (got < 0) refuse_by_system(file, "cannot be read");
    text.resize(static_cast<std::size_t>(got));
    return text;
}

std::vector<Bits> read_keys(const fs::path& file, int descriptor)
{
    auto text = read_text(file, descriptor);
    const std::string_view whole{text};
    std::vector<Bits> keys;
    for (std::size_t begin = 0; keys.empty() || begin < whole.size();) {
        const auto end = std::min(whole.find('\n', begin), whole.size());
        if (keys.size() == most_keys) refuse(file, "holds too many keys; take out those that no database uses");
        keys.push_back(read_key(file, whole.substr(begin, end - begin)));
        begin = end + 1;
    }
    wipe(text);
    return keys;
}

std::string text_of(std::span<const Bits> keys)
{
    std::string text;
    for (const auto& key : keys) {
        std::string line(hex_characters + 1, '\0');
        sodium_bin2hex(line.data(), line.size(), key.data(), key.size());
        line.back() = '\n';
        text += line;
        wipe(line);
    }
    return text;
}

void write_all(const fs::path& file, const std::string& text)
{
    const File out{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (!out.is_open()) refuse_by_system(file, "cannot be created");
    if (::write(out.descriptor(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fsync(out.descriptor()) != 0) {
        const auto reason = errno;
        ::unlink(file.c_str());
        errno = reason;
        refuse_by_system(file, "cannot be written");
    }
}

Bits fresh_key(Random& random)
{
    Bits bits{};
    random.fill(bits.data(), bits.size());
    return bits;
}

fs::path folder_of(const fs::path& file)
{
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

/// A new file beside `file` with these keys, on the disk; under a name of its own.
fs::path write_draft(const fs::path& file, std::span<const Bits> keys, Random& random)
{
    std::string name(8, '\0');
    random.fill(reinterpret_cast<std::uint8_t*>(name.data()), name.size());
    auto draft = file;
    draft += "." + base64url(name) + ".new";
    auto text = text_of(keys);
    write_all(draft, text);
    wipe(text);
    return draft;
}

void sync_folder_of(const fs::path& file)
{
    const File opened{::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!opened.is_open() || ::fsync(opened.descriptor()) != 0) refuse_by_system(file, "its folder cannot be synced");
}

/// Whole or not at all, and never over one that another process has just made: they share the first.
void create(const fs::path& file, std::span<const Bits> keys, Random& random)
{
    const auto draft = write_draft(file, keys, random);
    const bool failed = ::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST;
    const auto reason = errno;
    ::unlink(draft.c_str());
    errno = reason;
    if (failed) refuse_by_system(file, "cannot be created");
    sync_folder_of(file);
}

void replace(const fs::path& file, std::span<const Bits> keys, Random& random)
{
    const auto draft = write_draft(file, keys, random);
    if (::rename(draft.c_str(), file.c_str()) != 0) {
        const auto reason = errno;
        ::unlink(draft.c_str());
        errno = reason;
        refuse_by_system(file, "cannot be written");
    }
    sync_folder_of(file);
}

/// Held while a key file is changed: two processes that change it at once would lose what one of them wrote.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& file)
        : folder_(::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
        if (!folder_.is_open() || ::flock(folder_.descriptor(), LOCK_EX) != 0)
            refuse_by_system(file, "its folder cannot be locked");
    }

  private:
    File folder_;
};

} // namespace

std::vector<KeyBits> open_key_file(const fs::path& file, Random& random)
{
    // Twice at most: once it was not there, then it was made by us or by another process that started at the same time.
    for (const bool made : {false, true}) {
        const File opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
        if (opened.is_open()) return read_keys(file, opened.descriptor());
        if (errno != ENOENT || made) refuse_by_system(file, "cannot be opened");
        const std::vector<Bits> fresh{fresh_key(random)};
        create(file, fresh, random);
    }
    std::unreachable();
}

std::string add_key_to_file(const fs::path& file, Random& random)
{
    const FolderLock lock{file};
    auto keys = open_key_file(file, random);
    if (keys.size() == most_keys) refuse(file, "holds too many keys; take out those that no database uses");
    keys.insert(keys.begin(), fresh_key(random));
    replace(file, keys, random);
    return key_id_of(keys.front());
}

bool retire_key_in_file(const fs::path& file, std::string_view id, Random& random)
{
    const FolderLock lock{file};
    auto keys = open_key_file(file, random);
    const auto found = std::ranges::find(keys, id, key_id_of);
    if (found == keys.end() || keys.size() == 1) return false;
    create(former_key_file(file, id), std::span{&*found, 1}, random);
    keys.erase(found);
    replace(file, keys, random);
    return true;
}

fs::path former_key_file(const fs::path& file, std::string_view id)
{
    auto former = file;
    former += ".former-" + std::string{id};
    return former;
}

Bits derive_sub_key(const Bits& bits, std::string_view purpose)
{
    Bits derived{};
    crypto_generichash(derived.data(), derived.size(), reinterpret_cast<const unsigned char*>(purpose.data()),
                       purpose.size(), bits.data(), bits.size());
    return derived;
}

std::string key_id_of(const Bits& bits)
{
    const auto named = derive_sub_key(bits, "key id");
    std::string id(17, '\0');
    sodium_bin2hex(id.data(), id.size(), named.data(), 8);
    id.pop_back();
    return id;
}

} // namespace assetbuddy::platform::crypto
