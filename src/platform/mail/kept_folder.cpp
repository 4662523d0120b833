#include "platform/mail/kept_folder.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/mail/gobject.h"

namespace assetbuddy::platform::mail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_listed = 200;
constexpr std::size_t longest_name = 200;
constexpr std::uintmax_t largest_mail = 4U << 20U;

[[noreturn]] void refuse(const fs::path& path, const char* what)
{
    throw std::runtime_error(path.string() + ": " + what + " (" + std::generic_category().message(errno) + ")");
}

bool is_name_character(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
}

bool is_name(std::string_view name)
{
    return name.ends_with(".eml") && !name.starts_with('.') && name.size() <= longest_name &&
           std::ranges::all_of(name, is_name_character);
}

/// Names sort by time, so that the newest are found without opening anything.
std::string name_of(base::Time date, std::string_view message_id)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(date);
    const auto micros = (date - seconds).count();
    auto name = fmt::format("{:%Y%m%dT%H%M%S}.{:06}-", fmt::gmtime(seconds.time_since_epoch().count()), micros);
    for (const char c : message_id)
        if (name.size() < longest_name - 4) name += is_name_character(c) ? c : '_';
    return name + ".eml";
}

std::string taken(char* text)
{
    const OwnedText owned{text};
    return owned ? std::string{owned.get()} : std::string{};
}

std::string addresses(InternetAddressList* list)
{
    return list == nullptr ? std::string{} : taken(internet_address_list_to_string(list, nullptr, FALSE));
}

Object<GMimeMessage> parsed(const std::string& bytes)
{
    start_gmime();
    const Object<GMimeStream> stream{g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())};
    const Object<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
    return Object<GMimeMessage>{g_mime_parser_construct_message(parser.get(), nullptr)};
}

KeptMail with_headers(std::string name, GMimeMessage* mail)
{
    KeptMail kept{.name = std::move(name), .date = {}, .from = {}, .to = {}, .subject = {}, .text = {}, .html = {}};
    if (auto* const date = g_mime_message_get_date(mail))
        kept.date = base::Time{std::chrono::seconds{g_date_time_to_unix(date)}};
    kept.from = addresses(g_mime_message_get_from(mail));
    kept.to = addresses(g_mime_message_get_to(mail));
    if (const auto* const subject = g_mime_message_get_subject(mail)) kept.subject = subject;
    return kept;
}

void take_part(GMimeObject*, GMimeObject* part, gpointer into)
{
    if (!GMIME_IS_TEXT_PART(part)) return;
    auto& kept = *static_cast<KeptMail*>(into);
    const bool is_html = g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "html");
    auto text = taken(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
    std::erase(text, '\r');
    (is_html ? kept.html : kept.text) = std::move(text);
}

std::optional<std::string> bytes_of(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(file, error)) || fs::file_size(file, error) > largest_mail || error)
        return std::nullopt;
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

void write_whole(const fs::path& draft, std::string_view bytes)
{
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) refuse(draft, "cannot be created");
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            const auto reason = errno;
            ::close(file);
            ::unlink(draft.c_str());
            errno = reason;
            refuse(draft, "cannot be written");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(file);
}

} // namespace

KeptFolder::KeptFolder(fs::path folder) : folder_(std::move(folder))
{
    if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) refuse(folder_, "cannot be created");
    if (!fs::is_directory(folder_)) throw std::runtime_error(folder_.string() + ": is not a folder");
}

std::string KeptFolder::keep(const Message& message) const
{
    auto name = name_of(message.date, message.message_id);
    const auto draft = folder_ / ("." + name + ".new");
    write_whole(draft, to_bytes(message));
    if (::rename(draft.c_str(), (folder_ / name).c_str()) != 0) refuse(draft, "cannot be renamed");
    return name;
}

void KeptFolder::remove(base::Time date, std::string_view message_id) const
{
    std::error_code error; // the next turn tries again
    fs::remove(folder_ / name_of(date, message_id), error);
}

void KeptFolder::sync() const
{
    const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) refuse(folder_, "cannot be opened");
    // One call for a whole round of mails instead of two for each.
    const bool failed = ::syncfs(folder) != 0;
    const auto reason = errno;
    ::close(folder);
    errno = reason;
    if (failed) refuse(folder_, "cannot be brought to the disk");
}

std::vector<KeptMail> KeptFolder::list(std::size_t limit) const
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{folder_, error})
        if (auto name = entry.path().filename().string(); is_name(name)) names.push_back(std::move(name));
    const auto count = std::min({limit, most_listed, names.size()});
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(count);
    std::ranges::partial_sort(names, end, std::ranges::greater{});

    std::vector<KeptMail> mails;
    for (auto name = names.begin(); name != end; ++name) {
        const auto bytes = bytes_of(folder_ / *name);
        if (const auto mail = bytes ? parsed(*bytes) : nullptr) mails.push_back(with_headers(*name, mail.get()));
    }
    return mails;
}

std::optional<KeptMail> KeptFolder::read(std::string_view name) const
{
    if (!is_name(name)) return std::nullopt;
    const auto bytes = bytes_of(folder_ / name);
    const auto mail = bytes ? parsed(*bytes) : nullptr;
    if (!mail) return std::nullopt;
    auto kept = with_headers(std::string{name}, mail.get());
    g_mime_message_foreach(mail.get(), &take_part, &kept);
    return kept;
}

} // namespace assetbuddy::platform::mail
