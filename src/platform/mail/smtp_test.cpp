#include "platform/mail/smtp.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "testing/smtp_sink.h"

namespace assetbuddy::platform::mail {
namespace {

using Kind = SmtpAnswer::Kind;
using Tls = SmtpOptions::Tls;
using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::SmtpSink;
using testing_support::SmtpSinkOptions;

Message mail(const std::string& to = "anna@example.org")
{
    return {.from = "AssetBuddy <no-reply@example.org>",
            .to = to,
            .to_name = "Anna",
            .subject = "Hello",
            .text = ".\n..\nhello\n.\n\n.dot\n",
            .html = ".<p>x</p>\n.\n",
            .message_id = "letter.1@example.org",
            .date = base::from_microseconds(1'795'421'109'000'000)};
}

SmtpOptions options_for(const SmtpSink& sink)
{
    auto options = SmtpOptions::parse(sink.url()).value();
    options.connect_timeout = std::chrono::seconds{2};
    options.command_timeout = std::chrono::seconds{2};
    options.end_timeout = std::chrono::seconds{3};
    options.total_timeout = std::chrono::seconds{20};
    return options;
}

TEST(Smtp, DeliversTheVeryBytesOverOneConnection)
{
    const SmtpSink sink;
    SmtpClient client{options_for(sink)};
    for (int i = 0; i < 5; ++i) {
        const auto answer = client.send(mail());
        EXPECT_EQ(answer.kind, Kind::accepted);
        EXPECT_EQ(answer.words, "250 2.0.0 taken as " + std::to_string(i + 1));
    }
    const auto mails = sink.mails();
    ASSERT_EQ(mails.size(), 5U);
    EXPECT_EQ(mails[4].bytes, to_bytes(mail()));
    EXPECT_EQ(mails[4].from, "no-reply@example.org");
    EXPECT_EQ(mails[4].to, std::vector<std::string>{"anna@example.org"});
    EXPECT_EQ(sink.connections(), 1);
}

struct Hostile {
    const char* step;
    const char* answer;
    Kind kind;
};

TEST(Smtp, EveryRefusalHasItsKindAndTheServersWords)
{
    for (const auto& [step, answer, kind] :
         std::vector<Hostile>{{"CONNECT", "421 4.3.2 closing", Kind::host_down},
                              {"CONNECT", "554 5.7.1 go away", Kind::host_down},
                              {"EHLO", "451 4.3.0 later", Kind::host_down},
                              {"EHLO", "550 5.7.1 not you", Kind::host_down},
                              {"MAIL", "451 4.3.0 later", Kind::temporary},
                              {"MAIL", "550 5.7.1 bad sender", Kind::permanent},
                              {"MAIL", "530 5.7.0 sign in first", Kind::host_down},
                              {"MAIL", "421 4.7.0 too many", Kind::host_down},
                              {"RCPT", "450 4.2.1 greylisted", Kind::temporary},
                              {"RCPT", "550 5.1.1 no such user", Kind::permanent},
                              {"RCPT", "421 4.3.2 closing", Kind::host_down},
                              {"DATA", "451 4.3.0 later", Kind::temporary},
                              {"DATA", "554 5.7.1 no", Kind::permanent},
                              {"END", "451 4.3.0 later", Kind::temporary},
                              {"END", "552-5.3.4 far\r\n552 5.3.4 too big", Kind::permanent},
                              {"END", "421 4.3.2 closing", Kind::host_down}}) {
        const SmtpSink sink{{.answers = {{step, answer}}}};
        SmtpClient client{options_for(sink)};
        const auto got = client.send(mail());
        EXPECT_EQ(got.kind, kind) << step << ' ' << answer << ": " << got.words;
        const std::string words{answer};
        EXPECT_EQ(got.words, words.substr(words.find('\n') + 1)) << step;
        EXPECT_TRUE(sink.mails().empty()) << step;
    }
}

TEST(Smtp, LostConnectionsAreTemporaryAndNeverAccepted)
{
    for (const auto& [step, answer, kind] : std::vector<Hostile>{{"CONNECT", "drop", Kind::host_down},
                                                                 {"EHLO", "drop", Kind::host_down},
                                                                 {"MAIL", "drop", Kind::temporary},
                                                                 {"RCPT", "drop", Kind::temporary},
                                                                 {"DATA", "drop", Kind::temporary},
                                                                 {"END", "drop", Kind::temporary},
                                                                 {"END", "swallow", Kind::temporary}}) {
        const SmtpSink sink{{.answers = {{step, answer}}}};
        SmtpClient client{options_for(sink)};
        const auto got = client.send(mail());
        EXPECT_EQ(got.kind, kind) << step << ": " << got.words;
        EXPECT_FALSE(got.words.empty());
        EXPECT_EQ(sink.mails().size(), answer == std::string_view{"swallow"} ? 1U : 0U);
    }
}

TEST(Smtp, GoesOnAfterARefusal)
{
    const SmtpSink sink{{.answers = {{"RCPT", "550 5.1.1 no such user"}}, .times = 1}};
    SmtpClient client{options_for(sink)};
    EXPECT_EQ(client.send(mail()).kind, Kind::permanent);
    EXPECT_EQ(client.send(mail()).kind, Kind::accepted);
}

TEST(Smtp, AKeptConnectionThatDiedIsReplaced)
{
    const SmtpSink sink{{.answers = {{"MAIL", "drop"}}, .times = 1}};
    SmtpClient client{options_for(sink)};
    EXPECT_EQ(client.send(mail()).kind, Kind::temporary) << "the first was fresh: no second try";
    EXPECT_EQ(client.send(mail()).kind, Kind::accepted);

    const SmtpSink forgetful{{.answers = {{"MAIL", "421 4.4.2 idle too long"}}, .times = 0}};
    SmtpClient other{options_for(forgetful)};
    EXPECT_EQ(other.send(mail()).kind, Kind::host_down);
}

TEST(Smtp, NobodyListens)
{
    auto options = SmtpOptions::parse("smtp://127.0.0.1:1").value();
    SmtpClient client{options};
    EXPECT_EQ(client.send(mail()).kind, Kind::host_down);
    options.host = "no-such-host.invalid";
    SmtpClient nowhere{options};
    EXPECT_EQ(nowhere.send(mail()).kind, Kind::host_down);
}

TEST(Smtp, SlowServersRunIntoTheirTimeouts)
{
    for (const auto& [step, kind] : std::vector<std::pair<std::string, Kind>>{
             {"CONNECT", Kind::host_down}, {"RCPT", Kind::temporary}, {"END", Kind::temporary}}) {
        const SmtpSink sink{{.delays = {{step, 30.0}}}};
        auto options = options_for(sink);
        options.connect_timeout = options.command_timeout = std::chrono::milliseconds{300};
        options.end_timeout = std::chrono::milliseconds{300};
        SmtpClient client{options};
        const auto begun = std::chrono::steady_clock::now();
        const auto got = client.send(mail());
        EXPECT_EQ(got.kind, kind) << step << ": " << got.words;
        EXPECT_THAT(got.words, HasSubstr("did not answer in time"));
        EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5}) << step;
    }
}

TEST(Smtp, CanBeAbandonedFromAnotherThread)
{
    const SmtpSink sink{{.delays = {{"RCPT", 30.0}}}};
    auto options = options_for(sink);
    options.command_timeout = std::chrono::seconds{30};
    SmtpClient client{options};
    const std::jthread stopper{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        client.abandon();
    }};
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(client.send(mail()).kind, Kind::temporary);
    EXPECT_EQ(client.send(mail()).kind, Kind::temporary);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
}

TEST(Smtp, HostileAddressesNeverReachTheWire)
{
    const SmtpSink sink;
    SmtpClient client{options_for(sink)};
    for (const auto& bad :
         {std::string{"a@b>\r\nRCPT TO:<x@y"}, std::string{"a@b\r\nDATA"}, std::string{"a b@c"},
          std::string{"a@b> SIZE=1"}, std::string{""}, std::string{"a"}, std::string{"@b"}, std::string{"a@"},
          std::string{"ä@b"}, std::string{"a@b\0", 4}, std::string(300, 'a') + "@b"})
        EXPECT_EQ(client.send(mail(bad)).kind, Kind::permanent) << bad;
    EXPECT_EQ(sink.connections(), 0);
}

TEST(SmtpTls, SignsInInsideStartTls)
{
    const SmtpSink sink{{.tls = SmtpSinkOptions::Tls::starttls_required, .user = "post@x", .password = "p:a/s s"}};
    auto options = options_for(sink);
    EXPECT_EQ(options.tls, Tls::starttls_when_offered) << "loopback";
    options.user = "post@x";
    options.password = "p:a/s s";
    options.tls = Tls::starttls_required;
    options.ca_file = sink.ca_file();
    SmtpClient client{options};
    for (int i = 0; i < 3; ++i) {
        const auto got = client.send(mail());
        EXPECT_EQ(got.kind, Kind::accepted) << got.words;
    }
    EXPECT_EQ(sink.connections(), 1);
    options.password = "wrong";
    SmtpClient wrong{options};
    const auto got = wrong.send(mail());
    EXPECT_EQ(got.kind, Kind::host_down) << "a wrong password is no reason to give up on any mail";
    EXPECT_THAT(got.words, HasSubstr("535"));
}

TEST(SmtpTls, SpeaksImplicitTls)
{
    const SmtpSink sink{{.tls = SmtpSinkOptions::Tls::implicit}};
    auto options = options_for(sink);
    EXPECT_EQ(options.tls, Tls::implicit);
    options.ca_file = sink.ca_file();
    SmtpClient client{options};
    EXPECT_EQ(client.send(mail()).kind, Kind::accepted);
}

TEST(SmtpTls, NeverSendsPlainWhereTlsFails)
{
    struct Case {
        const char* what;
        SmtpSinkOptions sink;
        bool trusted;
        Tls tls;
    };
    const std::vector<Case> cases{
        {"signed by itself", {.tls = SmtpSinkOptions::Tls::starttls}, false, Tls::starttls_when_offered},
        {"signed by itself", {.tls = SmtpSinkOptions::Tls::starttls}, false, Tls::starttls_required},
        {"signed by itself", {.tls = SmtpSinkOptions::Tls::implicit}, false, Tls::implicit},
        {"wrong name",
         {.tls = SmtpSinkOptions::Tls::starttls, .certificate_name = "other.example"},
         true,
         Tls::starttls_required},
        {"over", {.tls = SmtpSinkOptions::Tls::starttls, .certificate_expired = true}, true, Tls::starttls_required},
        {"no STARTTLS", {}, false, Tls::starttls_required},
        {"STARTTLS refused",
         {.tls = SmtpSinkOptions::Tls::starttls, .answers = {{"STARTTLS", "454 4.7.0 not now"}}},
         true,
         Tls::starttls_required},
    };
    for (const auto& [what, sink_options, trusted, tls] : cases) {
        const SmtpSink sink{sink_options};
        auto options = options_for(sink);
        options.tls = tls;
        if (trusted) options.ca_file = sink.ca_file();
        SmtpClient client{options};
        const auto got = client.send(mail());
        EXPECT_EQ(got.kind, Kind::temporary) << what << ": " << got.words;
        EXPECT_FALSE(got.words.empty()) << what;
        EXPECT_TRUE(sink.mails().empty()) << what;
    }
}

TEST(SmtpTls, SignsInPlainlyOnLoopbackOnly)
{
    const SmtpSink sink{{.user = "post", .password = "secret"}};
    SmtpClient client{options_for(sink)};
    const auto got = client.send(mail());
    EXPECT_EQ(got.kind, Kind::accepted) << got.words;
    EXPECT_FALSE(SmtpOptions::parse("smtp://u:p@mail.example.org:587?starttls=optional"));
}

TEST(SmtpUrl, IsReadAsTheContractSays)
{
    const auto far = SmtpOptions::parse("smtp://us%40er:p%3Ass@mail.example.org:587").value();
    EXPECT_EQ(far.host, "mail.example.org");
    EXPECT_EQ(far.port, 587);
    EXPECT_EQ(far.user, "us@er");
    EXPECT_EQ(far.password, "p:ss");
    EXPECT_EQ(far.tls, Tls::starttls_required);
    EXPECT_EQ(SmtpOptions::parse("smtp://mail.example.org").value().port, 25);
    EXPECT_EQ(SmtpOptions::parse("smtps://mail.example.org").value().port, 465);
    EXPECT_EQ(SmtpOptions::parse("smtps://mail.example.org:1465/").value().tls, Tls::implicit);
    EXPECT_EQ(SmtpOptions::parse("smtp://mail.example.org:25?starttls=optional").value().tls,
              Tls::starttls_when_offered);
    for (const auto* const near :
         {"smtp://localhost:25", "smtp://127.0.0.1:25", "smtp://127.8.8.8:25", "smtp://[::1]:25"})
        EXPECT_EQ(SmtpOptions::parse(near).value().tls, Tls::starttls_when_offered) << near;
    EXPECT_EQ(SmtpOptions::parse("smtp://127.evil.example:25").value().tls, Tls::starttls_required);
}

TEST(SmtpUrl, RefusesTheRestWithoutRepeatingPasswords)
{
    for (const auto* const bad :
         {"", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:0", "smtp://h:99999",
          "smtp://h:25/path", "smtp://u@h:25", "smtp://:geheim@h:25", "smtp://h:25?starttls=never",
          "smtps://h:465?starttls=optional", "smtp://u:geheim@h:25?starttls=optional", "smtp://h:x"}) {
        const auto got = SmtpOptions::parse(bad);
        ASSERT_FALSE(got) << bad;
        EXPECT_EQ(got.error().code, "invalid");
        EXPECT_FALSE(got.error().detail.empty());
        EXPECT_THAT(got.error().detail, Not(HasSubstr("geheim")));
    }
}

} // namespace
} // namespace assetbuddy::platform::mail
