#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/files/s3_options.h"

namespace assetbuddy::platform::files {

struct S3Request {
    const char* method = "GET";                                 // GET, HEAD, PUT, DELETE
    std::string key;                                            // of the object; empty: the bucket
    std::string query;                                          // encoded, its members in order
    std::optional<std::pair<std::int64_t, std::int64_t>> range; // first byte and number of bytes
    std::string_view body;                                      // of a PUT
};

struct S3Answer {
    int status = 0;
    std::int64_t length = -1; // as the head said; -1: it did not
    std::string words;        // the body of an answer that is no success, and what is not taken by `take`
};

/// Speaks to one bucket, requests signed by libcurl (AWS Signature Version 4, the body's hash included). Blocks, and
/// says so to the worker pool; connections are kept and used again. Thread-safe.
class S3Client {
  public:
    explicit S3Client(S3Options options);
    ~S3Client();
    S3Client(const S3Client&) = delete;
    S3Client& operator=(const S3Client&) = delete;

    /// `take` gets the bytes of a success; what it throws ends the request and comes out here. Tried again twice after
    /// a broken connection, 429 or 5xx, as long as `take` got nothing. Throws StoreUnavailable when no whole answer
    /// came.
    S3Answer ask(const S3Request& request, const std::function<void(std::string_view)>& take = {});
    [[nodiscard]] const S3Options& options() const { return options_; }

  private:
    struct Connections;
    S3Options options_;
    std::unique_ptr<Connections> connections_;
};

} // namespace assetbuddy::platform::files
