#include "platform/crypto/crypto.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assetbuddy::platform::crypto {
namespace {

using Bits = std::array<std::uint8_t, 32>;

constexpr std::size_t hex_characters = 64;
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

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what)
{
    throw std::runtime_error("key file " + file.string() + ": " + what);
}

[[noreturn]] void refuse_by_system(const std::filesystem::path& file, const std::string& what)
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

Bits read_bits(const std::filesystem::path& file, int descriptor)
{
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0) refuse_by_system(file, "cannot be looked at");
    if (!S_ISREG(facts.st_mode)) refuse(file, "is not a file; name another with --key-file");
    if ((facts.st_mode & 077U) != 0)
        refuse(file, "others on this machine can read it; run: chmod 600 " + file.string());

    std::string text(hex_characters + 2, '\0');
    const auto got = ::read(descriptor, text.data(), text.size());
    if (got < 0) refuse_by_system(file, "cannot be read");
    text.resize(static_cast<std::size_t>(got));
    if (text.ends_with('\n')) text.pop_back();

    Bits bits{};
    std::size_t size = 0;
    const bool is_hex =
        sodium_hex2bin(bits.data(), bits.size(), text.data(), text.size(), nullptr, &size, nullptr) == 0;
    const auto length = text.size();
    wipe(text);
    if (!is_hex || size != bits.size() || length != hex_characters)
        refuse(file,
               "must hold 64 hexadecimal characters and nothing else; put the right key back from where you keep it");
    if (looks_made_up(bits)) refuse(file, "is no random key; make one with: openssl rand -hex 32");
    return bits;
}

void write_all(const std::filesystem::path& file, const std::string& text)
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

/// Whole or not at all, and never over one that another process has just made: they share the first.
void create(const std::filesystem::path& file, Random& random)
{
    Bits bits{};
    random.fill(bits.data(), bits.size());
    std::string text(hex_characters + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bits.data(), bits.size());
    text.back() = '\n';
    sodium_memzero(bits.data(), bits.size());

    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    std::string name(8, '\0');
    random.fill(reinterpret_cast<std::uint8_t*>(name.data()), name.size());
    auto draft = file;
    draft += "." + base64url(name) + ".new";
    write_all(draft, text);
    wipe(text);
    const bool failed = ::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST;
    const auto reason = errno;
    ::unlink(draft.c_str());
    errno = reason;
    if (failed) refuse_by_system(file, "cannot be created");
    const File opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!opened.is_open() || ::fsync(opened.descriptor()) != 0) refuse_by_system(file, "its folder cannot be synced");
}

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

} // namespace

InstanceKey InstanceKey::open_or_create(const std::filesystem::path& file, Random& random)
{
    // Twice at most: once it was not there, then it was made by us or by another process that started at the same time.
    for (const bool made : {false, true}) {
        const File opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
        if (opened.is_open()) return InstanceKey{read_bits(file, opened.descriptor())};
        if (errno != ENOENT || made) refuse_by_system(file, "cannot be opened");
        create(file, random);
    }
    std::unreachable();
}

InstanceKey InstanceKey::of(const Bits& bits)
{
    return InstanceKey{bits};
}

InstanceKey::InstanceKey(const Bits& bits) : bits_(bits)
{
    const auto named = sub_key("key id");
    id_.resize(17);
    sodium_bin2hex(id_.data(), id_.size(), named.data(), 8);
    id_.pop_back();
}

Bits InstanceKey::sub_key(std::string_view purpose) const
{
    Bits derived{};
    crypto_generichash(derived.data(), derived.size(), bytes_of(purpose), purpose.size(), bits_.data(), bits_.size());
    return derived;
}

std::string InstanceKey::keyed_hash(std::string_view purpose, std::string_view text) const
{
    auto key = sub_key(purpose);
    auto hash = hmac_sha256({reinterpret_cast<const char*>(key.data()), key.size()}, text);
    sodium_memzero(key.data(), key.size());
    return hash;
}

std::string InstanceKey::seal(std::string_view purpose, std::string_view context, std::string_view plain,
                              Random& random) const
{
    auto key = sub_key(purpose);
    std::string box(nonce_size + plain.size() + tag_size, '\0');
    auto* const bytes = reinterpret_cast<unsigned char*>(box.data());
    random.fill(bytes, nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + nonce_size, nullptr, bytes_of(plain), plain.size(),
                                               bytes_of(context), context.size(), nullptr, bytes, key.data());
    sodium_memzero(key.data(), key.size());
    return base64url(box);
}

std::optional<std::string> InstanceKey::open(std::string_view purpose, std::string_view context,
                                             std::string_view box) const
{
    const auto sealed = from_base64url(box);
    if (!sealed || sealed->size() < nonce_size + tag_size) return std::nullopt;
    auto key = sub_key(purpose);
    std::string plain(sealed->size() - nonce_size - tag_size, '\0');
    const auto* const bytes = bytes_of(*sealed);
    const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                            reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes + nonce_size,
                            sealed->size() - nonce_size, bytes_of(context), context.size(), bytes, key.data()) == 0;
    sodium_memzero(key.data(), key.size());
    if (!opened) return std::nullopt;
    return plain;
}

} // namespace assetbuddy::platform::crypto
