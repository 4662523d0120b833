#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// What outlives a replaced key where only a keyed hash rests, or what a browser holds: its sub-key of one purpose.
struct FormerKey {
    std::string key_id;
    std::string purpose;
    std::array<std::uint8_t, 32> sub_key{};
};

/// The instance key (R-CRYPTO-2): 256 bits in a 0600 file, with an id derived from them. Sub-keys are derived by
/// purpose, so that one use can never be replayed as another. While a new key takes over there are two: one seals and
/// hashes, either opens. Thread-safe; copies share their keys.
class InstanceKey {
  public:
    /// Reads the file, or creates it 0600 with fresh bits; its first key seals. Throws std::runtime_error with one line
    /// that says what to do: readable by others, wrong size, all equal bytes.
    static InstanceKey open_or_create(const std::filesystem::path& file, Random& random);
    /// For tests.
    static InstanceKey of(const std::array<std::uint8_t, 32>& bits);

    /// 16 hex characters, safe to show and store: of the key that seals.
    [[nodiscard]] std::string id() const;
    /// HMAC-SHA-256 under the sub-key of `purpose`, lower-case hex.
    [[nodiscard]] std::string keyed_hash(std::string_view purpose, std::string_view text) const;
    /// The same under every key there is, that of `keyed_hash` first: what an older key hashed is found among them.
    [[nodiscard]] std::vector<std::string> keyed_hashes(std::string_view purpose, std::string_view text) const;
    /// Whether one of the keys made this hash of the text; in constant time.
    [[nodiscard]] bool is_keyed_hash(std::string_view hash, std::string_view purpose, std::string_view text) const;
    /// XChaCha20-Poly1305; `context` is authenticated with it (row id and the like). base64url of nonce and box.
    [[nodiscard]] std::string seal(std::string_view purpose, std::string_view context, std::string_view plain,
                                   Random& random) const;
    /// Nothing when the box was sealed by none of the keys for this purpose and context.
    [[nodiscard]] std::optional<std::string> open(std::string_view purpose, std::string_view context,
                                                  std::string_view box) const;
    /// The same with the key that seals alone: whether a box still has to be sealed anew.
    [[nodiscard]] bool seals(std::string_view purpose, std::string_view context, std::string_view box) const;

    /// The ids of its whole keys, the one that seals first.
    [[nodiscard]] std::vector<std::string> ids() const;
    [[nodiscard]] bool holds(std::string_view id) const;
    /// Takes over the whole keys of another.
    void add(const InstanceKey& other);
    /// Seals and hashes with this key from now on; false when it is not held.
    bool use(std::string_view id);
    /// Forgets a whole key other than the one that seals.
    void drop(std::string_view id);
    /// Of a key that is held; else std::logic_error.
    [[nodiscard]] FormerKey part_of(std::string_view id, std::string_view purpose) const;
    /// These and no other parts of replaced keys hash and open as well.
    void remember(std::vector<FormerKey> former);

  private:
    struct Ring;
    struct State;
    explicit InstanceKey(std::span<const std::array<std::uint8_t, 32>> keys);
    [[nodiscard]] std::shared_ptr<const Ring> ring() const;
    std::shared_ptr<State> state_;
};

} // namespace assetbuddy::platform::crypto
