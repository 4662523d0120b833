#pragma once

#include <string>

#include "base/result.h"

namespace assetbuddy::platform::files {

/// Where a bucket is and who we are there.
struct S3Options {
    std::string endpoint; // https://host[:port], no slash at the end
    std::string region;
    std::string bucket;
    std::string prefix; // empty, or ends with a slash
    std::string key_id;
    std::string secret;

    /// `s3://BUCKET[/PREFIX]?endpoint=https://HOST[:PORT][&region=REGION]`; region `us-east-1` when it is missing.
    /// Errors: invalid, whose detail says what is wrong and never shows the secret. Plain http only to loopback.
    static base::Result<S3Options> parse(const std::string& url, const std::string& key_id, const std::string& secret);
    /// For people: bucket, prefix and endpoint.
    [[nodiscard]] std::string shown() const;
};

} // namespace assetbuddy::platform::files
