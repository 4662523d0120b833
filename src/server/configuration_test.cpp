#include "server/configuration.h"

#include <gtest/gtest.h>

namespace assetbuddy::server {
namespace {

struct Case {
    const char* what;
    Options options;
    const char* says; // part of the refusal; empty: accepted
};

Options with(auto&& change)
{
    Options options;
    change(options);
    return options;
}

class ConfigurationTable : public testing::TestWithParam<Case> {};

TEST_P(ConfigurationTable, IsAcceptedOrRefusedInOneLine)
{
    const auto configuration = checked(GetParam().options);
    const std::string says = GetParam().says;
    if (says.empty()) {
        EXPECT_TRUE(configuration.has_value()) << configuration.error().detail;
        return;
    }
    ASSERT_FALSE(configuration.has_value());
    EXPECT_NE(configuration.error().detail.find(says), std::string::npos) << configuration.error().detail;
    EXPECT_EQ(configuration.error().detail.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Options, ConfigurationTable,
    testing::Values(
        Case{"defaults", {}, ""}, Case{"port 0", with([](auto& o) { o.listen = "127.0.0.1:0"; }), ""},
        Case{"IPv6", with([](auto& o) { o.listen = "[::1]:8080"; }), ""},
        Case{"no port", with([](auto& o) { o.listen = "127.0.0.1"; }), "--listen"},
        Case{"a name", with([](auto& o) { o.listen = "example.org:80"; }), "--listen"},
        Case{"port too large", with([](auto& o) { o.listen = "127.0.0.1:70000"; }), "--listen"},
        Case{"public without base URL", with([](auto& o) { o.listen = "0.0.0.0:8080"; }), "--base-url is missing"},
        Case{"public with base URL", with([](auto& o) { o.listen = "0.0.0.0:80", o.base_url = "https://a.example/"; }),
             ""},
        Case{"base URL with a path", with([](auto& o) { o.base_url = "https://a.example/app"; }), "--base-url"},
        Case{"base URL of another kind", with([](auto& o) { o.base_url = "ftp://a.example"; }), "--base-url"},
        Case{"demo in public",
             with([](auto& o) { o.listen = "0.0.0.0:80", o.base_url = "https://a.example", o.demo = true; }), "--demo"},
        Case{"unknown database", with([](auto& o) { o.database = "mysql://x"; }), "--database"},
        Case{"sqlite without a path", with([](auto& o) { o.database = "sqlite:"; }), "--database"},
        Case{"unknown sign-up", with([](auto& o) { o.sign_up = "never"; }), "--sign-up"},
        Case{"two send limits", with([](auto& o) { o.send_limits = "1,2"; }), "--send-limits"},
        Case{"send limit of nought", with([](auto& o) { o.send_limits = "0,1,1"; }), "--send-limits"},
        Case{"send limits in words", with([](auto& o) { o.send_limits = "many,1,1"; }), "--send-limits"},
        Case{"guess limit of nought", with([](auto& o) { o.guess_limit = 0; }), "--guess-limit"},
        Case{"proxy that is no network", with([](auto& o) { o.trusted_proxies = "10.0.0.0/40"; }), "--trusted-proxies"},
        Case{"two proxies", with([](auto& o) { o.trusted_proxies = "10.0.0.0/8, 192.0.2.5"; }), ""},
        Case{"no mailbox", with([](auto& o) { o.mail_from = "AssetBuddy"; }), "--mail-from"},
        Case{"unknown cost", with([](auto& o) { o.password_cost = "cheap"; }), "--password-cost"},
        Case{"unknown log format", with([](auto& o) { o.log_format = "xml"; }), "--log-format"},
        Case{"too many workers", with([](auto& o) { o.workers = 1000; }), "--workers"}),
    [](const auto& tested) {
        std::string name = tested.param.what;
        for (auto& letter : name)
            if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
        return name;
    });

TEST(Configuration, DemoKeepsItsOwnData)
{
    Options options;
    options.demo = true;
    const auto configuration = checked(options);
    ASSERT_TRUE(configuration.has_value());
    EXPECT_EQ(configuration->data_dir, "data/demo");
    EXPECT_EQ(configuration->database_url, "sqlite:data/demo/assetbuddy.db");
    EXPECT_EQ(configuration->key_file, "data/demo/key");
}

} // namespace
} // namespace assetbuddy::server
