#include "accounts/known_devices.h"

#include <algorithm>
#include <charconv>

#include "platform/crypto/crypto.h"

namespace assetbuddy::accounts {
namespace {

constexpr std::size_t id_size = 36;
constexpr std::size_t token_size = 43;

std::optional<std::int64_t> read_number(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

// One person a line: account, device, microseconds.
KnownDevices KnownDevices::from_text(std::string_view text)
{
    KnownDevices devices;
    while (!text.empty() && devices.marks_.size() < most_people_of_device) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.size() <= id_size + token_size + 2) return {};
        const auto account = base::AccountId::parse(line.substr(0, id_size));
        const auto device = line.substr(id_size + 1, token_size);
        const auto since = read_number(line.substr(id_size + token_size + 2));
        if (!account || !since || !platform::crypto::is_token(device)) return {};
        devices.marks_.push_back({*account, base::from_microseconds(*since), std::string{device}});
    }
    return devices;
}

std::string KnownDevices::to_text() const
{
    std::string text;
    for (const auto& mark : marks_)
        text +=
            mark.account.text() + " " + mark.device + " " + std::to_string(base::to_microseconds(mark.since)) + "\n";
    return text;
}

std::optional<std::string> KnownDevices::find(const Account& account) const
{
    const auto mark = std::ranges::find(marks_, account.id, &Mark::account);
    if (mark == marks_.end() || (account.password_set_at && mark->since < *account.password_set_at))
        return std::nullopt;
    return mark->device;
}

void KnownDevices::note(const access::Kernel& kernel, const base::AccountId& account)
{
    std::erase_if(marks_, [&](const Mark& mark) { return mark.account == account; });
    marks_.insert(marks_.begin(), {account, kernel.clock.now(), platform::crypto::make_token(kernel.random)});
    if (marks_.size() > most_people_of_device) marks_.resize(most_people_of_device);
}

std::string_view device_cookie_name(bool secure)
{
    return secure ? "__Host-device" : "assetbuddy_device";
}

} // namespace assetbuddy::accounts
