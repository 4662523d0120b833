#include "platform/crypto/breached_passwords.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assetbuddy::platform::crypto {
namespace {

/// Forty digits, a colon and a count have room in it, and CR LF.
constexpr std::size_t longest_line = 80;
constexpr std::size_t least_digits = 5;
constexpr std::size_t most_digits = 40;
constexpr std::string_view hex = "0123456789ABCDEF";

std::string sha1(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("this system does not compute SHA-1");
    std::string digits;
    for (unsigned i = 0; i < size; ++i) digits.append({hex[bytes[i] >> 4U], hex[bytes[i] & 15U]});
    return digits;
}

/// The hex digits a line begins with, in upper case.
std::string digits_of(std::string_view line)
{
    std::string digits;
    for (const char each : line) {
        const char upper = each >= 'a' && each <= 'f' ? static_cast<char>(each - 'a' + 'A') : each;
        if (hex.find(upper) == std::string_view::npos) break;
        digits += upper;
    }
    return digits;
}

} // namespace

BreachedPasswords::BreachedPasswords(const std::filesystem::path& file) : name_(file.string())
{
    descriptor_ = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw std::runtime_error(name_ + " cannot be opened");
    struct stat facts{};
    const bool is_file = ::fstat(descriptor_, &facts) == 0 && S_ISREG(facts.st_mode);
    size_ = is_file ? static_cast<std::int64_t>(facts.st_size) : 0;
    try {
        const auto first = size_ > 0 ? line_at(0).digits.size() : 0;
        if (first < least_digits || first > most_digits)
            throw std::runtime_error(name_ + " is no list of SHA-1 digits, sorted, one a line");
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

BreachedPasswords::~BreachedPasswords()
{
    ::close(descriptor_);
}

std::string BreachedPasswords::read(std::int64_t at, std::size_t most) const
{
    std::string bytes(most, '\0');
    const auto count = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (count < 0) throw std::runtime_error(name_ + " cannot be read");
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

BreachedPasswords::Line BreachedPasswords::line_at(std::int64_t at) const
{
    const auto from = std::max<std::int64_t>(0, at - static_cast<std::int64_t>(longest_line));
    const auto bytes = read(from, 2 * longest_line);
    const auto here = static_cast<std::size_t>(at - from);
    const auto before = here == 0 ? std::string::npos : bytes.rfind('\n', here - 1);
    const auto begin = before == std::string::npos ? 0 : before + 1;
    const auto end = std::min(bytes.find('\n', here), bytes.size());
    if (end - begin > longest_line) throw std::runtime_error(name_ + " has lines that are too long");
    return {digits_of(std::string_view{bytes}.substr(begin, end - begin)), from + static_cast<std::int64_t>(begin),
            from + static_cast<std::int64_t>(end) + 1};
}

bool BreachedPasswords::contains(std::string_view password) const
{
    const auto wanted = sha1(password);
    std::int64_t low = 0;
    std::int64_t high = size_;
    while (low < high) {
        const auto line = line_at(low + (high - low) / 2);
        if (!line.digits.empty() && wanted.starts_with(line.digits)) return true;
        if (line.digits < wanted)
            low = line.next;
        else
            high = line.begin;
    }
    return false;
}

} // namespace assetbuddy::platform::crypto
