#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <sodium.h>

#include "platform/crypto/crypto.h"
#include "platform/crypto/key_file.h"

namespace assetbuddy::platform::crypto {
namespace {

using Bits = KeyBits;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

std::string hash_under(const Bits& sub_key, std::string_view text)
{
    return hmac_sha256({reinterpret_cast<const char*>(sub_key.data()), sub_key.size()}, text);
}

std::optional<std::string> open_under(const Bits& sub_key, std::string_view context, std::string_view sealed)
{
    std::string plain(sealed.size() - nonce_size - tag_size, '\0');
    const auto* const bytes = bytes_of(sealed);
    const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                            reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, bytes + nonce_size,
                            sealed.size() - nonce_size, bytes_of(context), context.size(), bytes, sub_key.data()) == 0;
    if (!opened) return std::nullopt;
    return plain;
}

} // namespace

/// Never changed once it is in use: a change makes another.
struct InstanceKey::Ring {
    struct Whole {
        std::string id;
        Bits bits{};
    };
    std::vector<Whole> keys; // the one that seals first
    std::vector<FormerKey> former;

    Ring() = default;
    Ring(const Ring&) = default;
    Ring& operator=(const Ring&) = delete;
    ~Ring()
    {
        for (auto& key : keys) sodium_memzero(key.bits.data(), key.bits.size());
        for (auto& part : former) sodium_memzero(part.sub_key.data(), part.sub_key.size());
    }

    [[nodiscard]] auto find(std::string_view id) const { return std::ranges::find(keys, id, &Whole::id); }
    [[nodiscard]] Bits present(std::string_view purpose) const { return derive_sub_key(keys.front().bits, purpose); }
    /// The sub-keys that something of this purpose may rest under, that of the key that seals first.
    [[nodiscard]] std::vector<Bits> sub_keys(std::string_view purpose) const
    {
        std::vector<Bits> found;
        found.reserve(keys.size() + former.size());
        for (const auto& key : keys) found.push_back(derive_sub_key(key.bits, purpose));
        for (const auto& part : former)
            if (part.purpose == purpose) found.push_back(part.sub_key);
        return found;
    }
};

struct InstanceKey::State {
    mutable std::mutex mutex;
    std::shared_ptr<const Ring> ring;

    template <class Work>
    void change(Work&& work)
    {
        const std::scoped_lock lock{mutex};
        auto next = std::make_shared<Ring>(*ring);
        work(*next);
        ring = std::move(next);
    }
};

InstanceKey InstanceKey::open_or_create(const std::filesystem::path& file, Random& random)
{
    return InstanceKey{open_key_file(file, random)};
}

InstanceKey InstanceKey::of(const Bits& bits)
{
    return InstanceKey{std::span{&bits, 1}};
}

InstanceKey::InstanceKey(std::span<const Bits> keys) : state_(std::make_shared<State>())
{
    auto ring = std::make_shared<Ring>();
    for (const auto& bits : keys) ring->keys.push_back({key_id_of(bits), bits});
    state_->ring = std::move(ring);
}

std::shared_ptr<const InstanceKey::Ring> InstanceKey::ring() const
{
    const std::scoped_lock lock{state_->mutex};
    return state_->ring;
}

std::string InstanceKey::id() const
{
    return ring()->keys.front().id;
}

std::vector<std::string> InstanceKey::ids() const
{
    const auto held = ring();
    std::vector<std::string> ids;
    for (const auto& key : held->keys) ids.push_back(key.id);
    return ids;
}

bool InstanceKey::holds(std::string_view id) const
{
    const auto held = ring();
    return held->find(id) != held->keys.end();
}

void InstanceKey::add(const InstanceKey& other)
{
    const auto theirs = other.ring();
    state_->change([&](Ring& ours) {
        for (const auto& key : theirs->keys)
            if (ours.find(key.id) == ours.keys.end()) ours.keys.push_back(key);
    });
}

bool InstanceKey::use(std::string_view id)
{
    bool found = false;
    state_->change([&](Ring& ours) {
        const auto key = std::ranges::find(ours.keys, id, &Ring::Whole::id);
        found = key != ours.keys.end();
        if (found) std::rotate(ours.keys.begin(), key, key + 1);
    });
    return found;
}

void InstanceKey::drop(std::string_view id)
{
    state_->change([&](Ring& ours) {
        ours.keys.erase(
            std::remove_if(ours.keys.begin() + 1, ours.keys.end(), [&](const auto& k) { return k.id == id; }),
            ours.keys.end());
    });
}

FormerKey InstanceKey::part_of(std::string_view id, std::string_view purpose) const
{
    const auto held = ring();
    const auto key = held->find(id);
    if (key == held->keys.end()) throw std::logic_error("a part of a key that is not held");
    return {std::string{id}, std::string{purpose}, derive_sub_key(key->bits, purpose)};
}

void InstanceKey::remember(std::vector<FormerKey> former)
{
    state_->change([&](Ring& ours) { ours.former = std::move(former); });
}

std::string InstanceKey::keyed_hash(std::string_view purpose, std::string_view text) const
{
    auto key = ring()->present(purpose);
    auto hash = hash_under(key, text);
    sodium_memzero(key.data(), key.size());
    return hash;
}

std::vector<std::string> InstanceKey::keyed_hashes(std::string_view purpose, std::string_view text) const
{
    std::vector<std::string> hashes;
    for (auto& key : ring()->sub_keys(purpose)) {
        hashes.push_back(hash_under(key, text));
        sodium_memzero(key.data(), key.size());
    }
    return hashes;
}

bool InstanceKey::is_keyed_hash(std::string_view hash, std::string_view purpose, std::string_view text) const
{
    bool found = false;
    for (const auto& each : keyed_hashes(purpose, text)) found = equal(hash, each) || found;
    return found;
}

std::string InstanceKey::seal(std::string_view purpose, std::string_view context, std::string_view plain,
                              Random& random) const
{
    auto key = ring()->present(purpose);
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
    std::optional<std::string> plain;
    for (auto& key : ring()->sub_keys(purpose)) {
        if (!plain) plain = open_under(key, context, *sealed);
        sodium_memzero(key.data(), key.size());
    }
    return plain;
}

bool InstanceKey::seals(std::string_view purpose, std::string_view context, std::string_view box) const
{
    const auto sealed = from_base64url(box);
    if (!sealed || sealed->size() < nonce_size + tag_size) return false;
    auto key = ring()->present(purpose);
    auto plain = open_under(key, context, *sealed);
    sodium_memzero(key.data(), key.size());
    if (plain) wipe(*plain);
    return plain.has_value();
}

} // namespace assetbuddy::platform::crypto
