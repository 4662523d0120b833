#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace assetbuddy::platform::crypto {

/// Must be called once before anything else here, before threads start. Aborts when the system has no randomness
/// (F-20).
void start();

/// Random bytes for keys and tokens. An interface, so that tests can repeat themselves; `system_random()` is libsodium.
class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::uint8_t* bytes, std::size_t size) = 0;
};
Random& system_random();

/// 256 random bits as 43 characters of base64url (R-INV-1, R-SESS-1).
std::string make_token(Random& random);
/// True for 43 characters of base64url: what make_token makes.
bool is_token(std::string_view text);

/// A token for programs: `ab_`, 256 random bits as base64url, eight hex characters that tell a mistyped or cut one
/// before anybody looks it up, and let scanners of leaked secrets know it for sure.
std::string make_api_token(Random& random);
/// True when text has that form and its checksum fits.
bool is_api_token(std::string_view text);

/// Eight symbols of Crockford's base 32 without I L O U, 40 random bits, without the dash (R-INV-2).
std::string make_code(Random& random);
/// `ABCD-EFGH` for people.
std::string shown_code(std::string_view code);
/// What a person typed, made canonical: case, blanks and dashes ignored, O read as 0, I and L as 1.
/// Nothing when it is not eight such symbols (a field error, never counted).
std::optional<std::string> read_code(std::string_view typed);

/// Lower-case hex of SHA-256.
std::string sha256(std::string_view text);
/// Lower-case hex of HMAC-SHA-256 (RFC 2104) under a key that lies beside the value: a commitment that can be erased
/// (AUD-2).
std::string hmac_sha256(std::string_view key, std::string_view text);
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// Compares in constant time; false when the lengths differ.
bool equal(std::string_view one, std::string_view other);
/// Overwrites the memory of a secret.
void wipe(std::string& secret);

/// The instance key (R-CRYPTO-2): 256 bits in a 0600 file, with an id derived from it. Sub-keys are derived by purpose,
/// so that one use can never be replayed as another.
class InstanceKey {
  public:
    /// Reads the file, or creates it 0600 with fresh bits. Throws std::runtime_error with one line that says what to
    /// do: readable by others, wrong size, all equal bytes.
    static InstanceKey open_or_create(const std::filesystem::path& file, Random& random);
    /// For tests.
    static InstanceKey of(const std::array<std::uint8_t, 32>& bits);

    /// 16 hex characters, safe to show and store.
    [[nodiscard]] const std::string& id() const { return id_; }
    /// HMAC-SHA-256 under the sub-key of `purpose`, lower-case hex.
    [[nodiscard]] std::string keyed_hash(std::string_view purpose, std::string_view text) const;
    /// XChaCha20-Poly1305; `context` is authenticated with it (row id and the like). base64url of nonce and box.
    [[nodiscard]] std::string seal(std::string_view purpose, std::string_view context, std::string_view plain,
                                   Random& random) const;
    /// Nothing when the box was not sealed by this key for this purpose and context.
    [[nodiscard]] std::optional<std::string> open(std::string_view purpose, std::string_view context,
                                                  std::string_view box) const;

  private:
    explicit InstanceKey(const std::array<std::uint8_t, 32>& bits);
    [[nodiscard]] std::array<std::uint8_t, 32> sub_key(std::string_view purpose) const;
    std::array<std::uint8_t, 32> bits_;
    std::string id_;
};

} // namespace assetbuddy::platform::crypto
