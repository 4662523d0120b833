#include "platform/files/s3_store.h"

#include <fmt/format.h>

#include "base/id.h"

namespace assetbuddy::platform::files {
namespace {

/// What is larger than this lies in a nameless file while it is handed out.
constexpr std::size_t most_in_memory = 1024 * 1024;
constexpr std::size_t longest_list = 1000; // as the storage gives at most
constexpr std::string_view probe_key = "assetbuddy-doctor";

class Held final : public Bytes {
  public:
    explicit Held(std::string bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::string_view view() const override { return bytes_; }

  private:
    std::string bytes_;
};

/// Takes bytes as they come: a few stay in memory, many go into a draft.
class Collected {
  public:
    explicit Collected(const Store& store) : store_(store) {}
    void add(std::string_view bytes)
    {
        size_ += static_cast<std::int64_t>(bytes.size());
        if (!draft_ && memory_.size() + bytes.size() <= most_in_memory) {
            memory_ += bytes;
            return;
        }
        if (!draft_) {
            draft_.emplace(store_.draft());
            draft_->append(memory_);
            memory_ = {};
        }
        draft_->append(bytes);
    }
    [[nodiscard]] std::int64_t size() const { return size_; }
    std::shared_ptr<const Bytes> done()
    {
        if (draft_) return draft_->read(); // it outlives its name
        return std::make_shared<Held>(std::move(memory_));
    }

  private:
    const Store& store_;
    std::string memory_;
    std::optional<Draft> draft_;
    std::int64_t size_ = 0;
};

/// The storage's word for what is wrong, such as NoSuchBucket: letters alone, so that it may stand in a log.
std::string code_of(const S3Answer& answer)
{
    const auto begin = answer.words.find("<Code>");
    std::string code;
    if (begin == std::string::npos) return code;
    for (const char each : std::string_view{answer.words}.substr(begin + 6, 64)) {
        const bool is_letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
        if (!is_letter) break;
        code += each;
    }
    return code;
}

[[noreturn]] void refuse(const S3Answer& answer)
{
    const auto code = code_of(answer);
    const auto words =
        fmt::format("the storage for files answered {}{}{}", answer.status, code.empty() ? "" : " ", code);
    if (answer.status == 507 || code.contains("StorageFull") || code.contains("QuotaExceeded"))
        throw StorageFull{words};
    throw StoreUnavailable{words};
}

bool is_missing(const S3Answer& answer)
{
    const auto code = code_of(answer);
    return answer.status == 404 && (code.empty() || code == "NoSuchKey");
}

std::string checked_id(const std::string& id)
{
    if (!base::is_uuid(id)) throw std::logic_error{"a file is named by its id"};
    return id;
}

std::string encoded(std::string_view text)
{
    std::string result;
    for (const char each : text) result += each == '/' ? std::string{"%2F"} : std::string{each};
    return result;
}

/// The keys of a list, in their order, without the prefix.
std::vector<std::string> keys_in(const std::string& words, const std::string& prefix)
{
    constexpr std::string_view open = "<Key>";
    std::vector<std::string> keys;
    for (auto at = words.find(open); at != std::string::npos; at = words.find(open, at)) {
        at += open.size();
        const auto end = words.find("</Key>", at);
        if (end == std::string::npos) break;
        const auto key = words.substr(at, end - at);
        if (key.starts_with(prefix)) keys.push_back(key.substr(prefix.size()));
    }
    return keys;
}

} // namespace

S3Store::S3Store(const std::filesystem::path& folder, S3Options options)
    : Store(folder / "incoming"), client_(std::move(options))
{}

void S3Store::put(const std::string& key, std::string_view bytes)
{
    const auto answer = client_.ask({.method = "PUT", .key = key, .query = {}, .range = std::nullopt, .body = bytes});
    if (answer.status != 200 && answer.status != 201 && answer.status != 204) refuse(answer);
}

void S3Store::erase(const std::string& key)
{
    const auto answer = client_.ask({.method = "DELETE", .key = key, .query = {}, .range = std::nullopt, .body = {}});
    if (answer.status != 204 && answer.status != 200 && !is_missing(answer)) refuse(answer);
}

void S3Store::keep(const std::string& id, Draft& draft)
{
    put(checked_id(id), draft.read()->view());
}

std::shared_ptr<const Bytes> S3Store::fetch(const S3Request& request)
{
    Collected collected{*this};
    const auto answer = client_.ask(request, [&](std::string_view bytes) { collected.add(bytes); });
    if (is_missing(answer)) return nullptr;
    if (answer.status != (request.range ? 206 : 200)) refuse(answer);
    if (request.range && collected.size() != request.range->second)
        throw StoreUnavailable{"the storage for files gave another part than it was asked for"};
    return collected.done();
}

std::shared_ptr<const Bytes> S3Store::open(const std::string& id)
{
    return fetch({.method = "GET", .key = checked_id(id), .query = {}, .range = std::nullopt, .body = {}});
}

std::shared_ptr<const Bytes> S3Store::open_part(const std::string& id, const Part& part)
{
    if (part.size <= 0) return open(id); // a range of nothing cannot be asked for
    return fetch(
        {.method = "GET", .key = checked_id(id), .query = {}, .range = std::pair{part.begin, part.size}, .body = {}});
}

std::optional<std::int64_t> S3Store::find_size(const std::string& id)
{
    const auto answer =
        client_.ask({.method = "HEAD", .key = checked_id(id), .query = {}, .range = std::nullopt, .body = {}});
    if (is_missing(answer)) return std::nullopt;
    if (answer.status != 200) refuse(answer);
    return answer.length;
}

void S3Store::remove(const std::string& id)
{
    erase(checked_id(id));
}

std::vector<std::string> S3Store::list(const std::string& after, std::size_t limit)
{
    const auto& prefix = client_.options().prefix;
    std::vector<std::string> ids;
    auto behind = after;
    while (ids.size() < limit) {
        auto query = fmt::format("list-type=2&max-keys={}", std::min(limit, longest_list));
        if (!prefix.empty()) query += "&prefix=" + encoded(prefix);
        if (!behind.empty()) query += "&start-after=" + encoded(prefix + behind);
        const auto answer =
            client_.ask({.method = "GET", .key = {}, .query = query, .range = std::nullopt, .body = {}});
        if (answer.status != 200) refuse(answer);
        const auto keys = keys_in(answer.words, prefix);
        for (const auto& key : keys)
            if (base::is_uuid(key) && key > behind && ids.size() < limit) ids.push_back(key);
        if (keys.empty() || keys.back() <= behind || !answer.words.contains("<IsTruncated>true")) break;
        behind = keys.back();
    }
    return ids;
}

void S3Store::probe()
{
    const std::string key{probe_key};
    put(key, "written by assetbuddy doctor");
    const auto read = fetch(
        {.method = "GET", .key = key, .query = {}, .range = std::pair<std::int64_t, std::int64_t>{0, 7}, .body = {}});
    if (!read || read->view() != "written")
        throw StoreUnavailable{"the storage for files does not give back what was put there"};
    (void)list({}, 10);
    erase(key);
}

} // namespace assetbuddy::platform::files
