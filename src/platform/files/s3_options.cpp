#include "platform/files/s3_options.h"

#include <algorithm>

#include <boost/url/parse.hpp>
#include <fmt/format.h>

namespace assetbuddy::platform::files {
namespace {

std::unexpected<base::Error> wrong(std::string detail)
{
    return base::refused("invalid", {}, std::move(detail));
}

bool is_made_of(std::string_view text, std::string_view others)
{
    return std::ranges::all_of(text, [&](char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
               others.contains(each);
    });
}

bool is_loopback(std::string_view host)
{
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

base::Done check_endpoint(const std::string& text)
{
    const auto url = boost::urls::parse_uri(text);
    const bool fits = url.has_value() && (url->scheme() == "https" || url->scheme() == "http") &&
                      !url->host().empty() && url->path().empty() && !url->has_query() && !url->has_fragment() &&
                      !url->has_userinfo();
    if (!fits) return wrong("endpoint must be scheme and host alone, for example endpoint=https://s3.example.org");
    if (url->scheme() == "http" && !is_loopback(url->encoded_host()))
        return wrong("endpoint must begin with https:// unless it is on this machine");
    return {};
}

/// Nothing for a member that is not known.
std::string* member(S3Options& options, std::string_view name)
{
    if (name == "endpoint") return &options.endpoint;
    if (name == "region") return &options.region;
    return nullptr;
}

} // namespace

base::Result<S3Options> S3Options::parse(const std::string& text, const std::string& key_id, const std::string& secret)
{
    const auto url = boost::urls::parse_uri(text);
    if (!url || url->scheme() != "s3" || url->has_userinfo() || url->has_port())
        return wrong("write s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION");
    S3Options options{
        .endpoint = {}, .region = "us-east-1", .bucket = url->host(), .prefix = {}, .key_id = key_id, .secret = secret};
    for (const auto& parameter : url->params()) {
        auto* const value = member(options, parameter.key);
        if (value == nullptr) return wrong(fmt::format("{} is unknown; there are endpoint and region", parameter.key));
        *value = parameter.value;
    }
    if (options.bucket.size() < 3 || options.bucket.size() > 63 || !is_made_of(options.bucket, "-._"))
        return wrong("the bucket's name has 3 to 63 letters, digits, dots and dashes");
    options.prefix = url->path();
    while (options.prefix.starts_with('/')) options.prefix.erase(0, 1);
    if (!options.prefix.empty() && !options.prefix.ends_with('/')) options.prefix += '/';
    if (options.prefix.size() > 200 || !is_made_of(options.prefix, "-._/") || options.prefix.contains("//") ||
        options.prefix.contains(".."))
        return wrong("the prefix has letters, digits, dots, dashes and slashes");
    if (options.endpoint.empty()) return wrong("endpoint is missing: add ?endpoint=https://HOST of the storage");
    while (options.endpoint.ends_with('/')) options.endpoint.pop_back();
    if (auto fits = check_endpoint(options.endpoint); !fits) return std::unexpected(fits.error());
    if (options.region.empty() || !is_made_of(options.region, "-")) return wrong("region is no name of a region");
    if (!is_made_of(key_id, "-_./+=") || key_id.empty() || secret.empty())
        return wrong("the access key is missing: give ASSETBUDDY_FILES_KEY_ID and ASSETBUDDY_FILES_SECRET");
    return options;
}

std::string S3Options::shown() const
{
    return fmt::format("s3://{}/{} at {}", bucket, prefix, endpoint);
}

} // namespace assetbuddy::platform::files
