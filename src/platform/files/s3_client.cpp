#include "platform/files/s3_client.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <curl/curl.h>
#include <fmt/format.h>

#include "platform/crypto/crypto.h"
#include "platform/files/files.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::files {
namespace {

constexpr long connect_seconds = 5;
/// Slower than this for so long is as good as silent; and no request takes longer than the last.
constexpr long slowest_bytes = 1024;
constexpr long patience_seconds = 10;
constexpr long longest_seconds = 120;
constexpr std::array pauses{std::chrono::milliseconds{200}, std::chrono::milliseconds{800}};
constexpr std::size_t longest_words = 256 * 1024; // of a list of objects
constexpr std::size_t most_idle = 8;

void start_curl()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::runtime_error("libcurl cannot be started");
    });
}

struct EndCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, EndCurl>;
using Headers = std::unique_ptr<curl_slist, EndCurl>;

void add(Headers& headers, const std::string& line)
{
    auto* const longer = curl_slist_append(headers.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc{};
    (void)headers.release();
    headers.reset(longer);
}

/// One request under way.
struct Exchange {
    const S3Request& request;
    const std::function<void(std::string_view)>& take;
    CURL* curl = nullptr;
    S3Answer answer = {};
    std::size_t sent = 0;
    bool has_taken = false;
    std::exception_ptr fault = {};

    std::size_t write(std::string_view bytes)
    try {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        if (take && (status == 200 || status == 206)) {
            has_taken = true;
            take(bytes);
        } else if (answer.words.size() + bytes.size() <= longest_words) {
            answer.words += bytes;
        } else {
            return 0;
        }
        return bytes.size();
    } catch (...) {
        fault = std::current_exception();
        return 0;
    }
    std::size_t read(char* buffer, std::size_t room)
    {
        const auto part = request.body.substr(sent, room);
        std::memcpy(buffer, part.data(), part.size());
        sent += part.size();
        return part.size();
    }
};

std::size_t write_body(char* bytes, std::size_t size, std::size_t count, void* exchange)
{
    return static_cast<Exchange*>(exchange)->write({bytes, size * count});
}

std::size_t read_body(char* buffer, std::size_t size, std::size_t count, void* exchange)
{
    return static_cast<Exchange*>(exchange)->read(buffer, size * count);
}

/// libcurl asks for it when a connection it used again turns out to be dead.
int rewind_body(void* exchange, curl_off_t offset, int origin)
{
    if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_FAIL;
    static_cast<Exchange*>(exchange)->sent = static_cast<std::size_t>(offset);
    return CURL_SEEKFUNC_OK;
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value)
{
    if (const auto done = curl_easy_setopt(curl, option, value); done != CURLE_OK)
        throw std::runtime_error(fmt::format("libcurl takes no option {}", static_cast<int>(option)));
}

void set_usual(CURL* curl)
{
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_PROXY, "");
    set(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    set(curl, CURLOPT_LOW_SPEED_LIMIT, slowest_bytes);
    set(curl, CURLOPT_LOW_SPEED_TIME, patience_seconds);
    set(curl, CURLOPT_TIMEOUT, longest_seconds);
    set(curl, CURLOPT_USERAGENT, "AssetBuddy");
}

void set_method(CURL* curl, Exchange& exchange)
{
    const std::string_view method = exchange.request.method;
    if (method == "PUT") {
        set(curl, CURLOPT_UPLOAD, 1L);
        set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(exchange.request.body.size()));
        set(curl, CURLOPT_READFUNCTION, read_body);
        set(curl, CURLOPT_READDATA, static_cast<void*>(&exchange));
        set(curl, CURLOPT_SEEKFUNCTION, rewind_body);
        set(curl, CURLOPT_SEEKDATA, static_cast<void*>(&exchange));
    } else if (method == "HEAD") {
        set(curl, CURLOPT_NOBODY, 1L);
    } else {
        set(curl, CURLOPT_HTTPGET, 1L);
        if (method != "GET") set(curl, CURLOPT_CUSTOMREQUEST, exchange.request.method);
    }
    set(curl, CURLOPT_WRITEFUNCTION, write_body);
    set(curl, CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
}

/// 7.88 signs the host without its port and not every body by itself: both are given.
Headers headers_of(const S3Options& options, std::string_view body)
{
    Headers headers;
    add(headers, "Host: " + options.endpoint.substr(options.endpoint.find("://") + 3));
    add(headers, "x-amz-content-sha256: " + crypto::sha256(body));
    return headers;
}

bool is_worth_another_try(CURLcode outcome, int status)
{
    if (outcome == CURLE_OK) return status == 429 || status >= 500;
    return outcome == CURLE_COULDNT_CONNECT || outcome == CURLE_COULDNT_RESOLVE_HOST || outcome == CURLE_GOT_NOTHING ||
           outcome == CURLE_RECV_ERROR || outcome == CURLE_SEND_ERROR || outcome == CURLE_PARTIAL_FILE;
}

} // namespace

struct S3Client::Connections {
    std::mutex mutex;
    std::vector<Handle> idle;

    Handle take()
    {
        {
            const std::scoped_lock lock{mutex};
            if (!idle.empty()) {
                auto handle = std::move(idle.back());
                idle.pop_back();
                return handle;
            }
        }
        Handle handle{curl_easy_init()};
        if (!handle) throw std::bad_alloc{};
        return handle;
    }
    void give_back(Handle handle)
    {
        curl_easy_reset(handle.get()); // its connections live on
        const std::scoped_lock lock{mutex};
        if (idle.size() < most_idle) idle.push_back(std::move(handle));
    }
};

S3Client::S3Client(S3Options options) : options_(std::move(options)), connections_(std::make_unique<Connections>())
{
    start_curl();
}

S3Client::~S3Client() = default;

S3Answer S3Client::ask(const S3Request& request, const std::function<void(std::string_view)>& take)
{
    const workers::Parked parked;
    const auto path = request.key.empty() ? "" : "/" + options_.prefix + request.key;
    const auto query = request.query.empty() ? "" : "?" + request.query;
    const auto url = options_.endpoint + "/" + options_.bucket + path + query;
    const auto range =
        request.range ? fmt::format("{}-{}", request.range->first, request.range->first + request.range->second - 1)
                      : std::string{};
    const auto headers = headers_of(options_, request.body);
    for (std::size_t tries = 0;; ++tries) {
        auto handle = connections_->take();
        auto* const curl = handle.get();
        Exchange exchange{.request = request, .take = take, .curl = curl};
        set_usual(curl);
        set_method(curl, exchange);
        set(curl, CURLOPT_URL, url.c_str());
        if (!range.empty()) set(curl, CURLOPT_RANGE, range.c_str());
        set(curl, CURLOPT_HTTPHEADER, headers.get());
        set(curl, CURLOPT_AWS_SIGV4, ("aws:amz:" + options_.region + ":s3").c_str());
        set(curl, CURLOPT_USERNAME, options_.key_id.c_str());
        set(curl, CURLOPT_PASSWORD, options_.secret.c_str());
        const auto outcome = curl_easy_perform(curl);
        if (exchange.fault) std::rethrow_exception(exchange.fault);
        long status = 0;
        curl_off_t length = -1;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
        exchange.answer.status = static_cast<int>(status);
        exchange.answer.length = length;
        const bool again = !exchange.has_taken && is_worth_another_try(outcome, exchange.answer.status);
        if (outcome == CURLE_OK) connections_->give_back(std::move(handle));
        if (again && tries < pauses.size()) {
            std::this_thread::sleep_for(pauses.at(tries));
            continue;
        }
        if (outcome != CURLE_OK)
            throw StoreUnavailable{
                fmt::format("the storage for files did not answer: {}", curl_easy_strerror(outcome))};
        return std::move(exchange.answer);
    }
}

} // namespace assetbuddy::platform::files
