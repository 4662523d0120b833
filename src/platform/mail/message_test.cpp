#include "platform/mail/message.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assetbuddy::platform::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Message invitation()
{
    return {.from = "AssetBuddy <no-reply@example.org>",
            .to = "anna@example.org",
            .to_name = "Anna",
            .subject = "Smith Ltd invites you",
            .text = "Hello\n\nhttps://example.org/invitations/" + std::string(43, 'x') + "\n\nInvite code: ABCD-EFGH\n",
            .html = "<p>Hello</p>",
            .message_id = "letter.1@example.org",
            .date = base::from_microseconds(1'795'421'109'000'000)};
}

void expect_proper_lines(const std::string& bytes)
{
    std::size_t line = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n') {
            ASSERT_TRUE(i > 0 && bytes[i - 1] == '\r') << "bare LF at " << i;
            ASSERT_LE(line - 1, 998U);
            line = 0;
        } else {
            ASSERT_TRUE(bytes[i] != '\r' || (i + 1 < bytes.size() && bytes[i + 1] == '\n')) << "bare CR at " << i;
            ASSERT_NE(bytes[i], '\0');
            ASSERT_LT(static_cast<unsigned char>(bytes[i]), 0x80);
            ++line;
        }
    }
}

/// What Python's email package, written from the standards by others, makes of the mails.
boost::json::array read_by_python(const std::vector<std::string>& mails)
{
    namespace fs = std::filesystem;
    auto pattern = (fs::temp_directory_path() / "assetbuddy-mails-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    const fs::path folder = pattern;
    for (std::size_t i = 0; i < mails.size(); ++i)
        std::ofstream{folder / std::to_string(i), std::ios::binary} << mails[i];
    std::ofstream{folder / "read.py"} << R"(
import email, email.policy, email.utils, email.header, json, os, sys
out = []
def words(text):  # the address parser of Python 3.11 mixes up several encoded words in one name
    return str(email.header.make_header(email.header.decode_header(text)))
def body(mail, kind):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")
for number in range(int(sys.argv[2])):
    with open(os.path.join(sys.argv[1], str(number)), "rb") as file:
        content = file.read()
    mail = email.message_from_bytes(content, policy=email.policy.default)
    name, address = email.utils.parseaddr(email.message_from_bytes(content)["To"].replace("\\r\\n", ""))
    defects = [str(d) for part in mail.walk() for d in part.defects] + [str(d) for h in mail.values() for d in h.defects]
    out.append({"to_name": words(name), "to": address, "count": len(mail["To"].addresses),
                "subject": str(mail["Subject"]), "defects": defects, "keys": mail.keys(),
                "text": body(mail, "plain"), "html": body(mail, "html")})
print(json.dumps(out))
)";
    const auto command = "/usr/bin/python3 " + (folder / "read.py").string() + " " + folder.string() + " " +
                         std::to_string(mails.size());
    auto* const pipe = ::popen(command.c_str(), "r");
    std::string output;
    std::array<char, 65536> part{};
    while (const auto got = std::fread(part.data(), 1, part.size(), pipe)) output.append(part.data(), got);
    EXPECT_EQ(::pclose(pipe), 0);
    fs::remove_all(folder);
    return boost::json::parse(output).as_array();
}

void append_utf8(std::string& text, char32_t point)
{
    const auto byte = [&](char32_t value) { text += static_cast<char>(value); };
    if (point < 0x80) return byte(point);
    if (point < 0x800) {
        byte(0xc0 | (point >> 6U));
    } else {
        if (point < 0x10000) {
            byte(0xe0 | (point >> 12U));
        } else {
            byte(0xf0 | (point >> 18U));
            byte(0x80 | ((point >> 12U) & 0x3fU));
        }
        byte(0x80 | ((point >> 6U) & 0x3fU));
    }
    byte(0x80 | (point & 0x3fU));
}

/// Names as people have them and as nobody has: single blanks inside, none at the ends.
std::string random_name(std::mt19937& dice)
{
    static const std::u32string symbols =
        U"abcdeXYZ äöüßéñøÆŁđžПриветΩ李小龙佐藤한글אבגדعمر😀🏭 .,;:<>()[]\"\\'@=?_-+&%#!/|~^`{}$*0129 ";
    std::string name;
    bool blank = true;
    const auto length = std::uniform_int_distribution<int>{1, 60}(dice);
    for (int i = 0; i < length; ++i) {
        auto point = symbols[std::uniform_int_distribution<std::size_t>{0, symbols.size() - 1}(dice)];
        if (point == U' ' && (blank || i + 1 == length)) point = U'n';
        blank = point == U' ';
        append_utf8(name, point);
    }
    return name;
}

TEST(MailMessage, TwoThousandNamesAreReadBackByPython)
{
    std::mt19937 dice{20261123};
    std::vector<std::string> names;
    std::vector<std::string> mails;
    for (int i = 0; i < 2000; ++i) {
        auto message = invitation();
        names.push_back(random_name(dice));
        message.to_name = names.back();
        message.subject = names.back() + " invites you to " + names.back();
        message.text = ".\n" + names.back() + "\n.\n\n..\n--=_letter1exampleorg\nFrom here\n";
        message.html = "<p>" + names.back() + "</p>\n.\n";
        mails.push_back(to_bytes(message));
        expect_proper_lines(mails.back());
        ASSERT_FALSE(::testing::Test::HasFatalFailure());
    }
    const auto read = read_by_python(mails);
    for (std::size_t i = 0; i < mails.size(); ++i) {
        const auto& mail = read[i].as_object();
        ASSERT_EQ(mail.at("to_name").as_string(), names[i]) << mails[i];
        ASSERT_EQ(mail.at("to").as_string(), "anna@example.org") << mails[i];
        ASSERT_EQ(mail.at("count").as_int64(), 1);
        ASSERT_EQ(mail.at("subject").as_string(), names[i] + " invites you to " + names[i]) << mails[i];
        ASSERT_EQ(mail.at("text").as_string(), ".\n" + names[i] + "\n.\n\n..\n--=_letter1exampleorg\nFrom here\n");
        ASSERT_EQ(mail.at("html").as_string(), "<p>" + names[i] + "</p>\n.\n");
        ASSERT_TRUE(mail.at("defects").as_array().empty()) << boost::json::serialize(mail.at("defects")) << mails[i];
    }
}

TEST(MailMessage, EncodedWordsAreShortAndWhole)
{
    auto message = invitation();
    for (int i = 0; i < 80; ++i) message.subject += "ü😀";
    const auto bytes = to_bytes(message);
    std::size_t words = 0;
    for (auto at = bytes.find("=?"); at != std::string::npos; at = bytes.find("=?", at + 2)) {
        const auto end = bytes.find("?=", bytes.find('?', bytes.find('?', at + 2) + 1) + 1);
        EXPECT_LE(end + 2 - at, 75U);
        at = end;
        ++words;
    }
    EXPECT_GT(words, 5U);
    EXPECT_EQ(read_by_python({bytes})[0].at("subject").as_string(), message.subject);
}

TEST(MailMessage, HasTheHeadersOfAMachine)
{
    const auto bytes = to_bytes(invitation());
    for (const auto* const header :
         {"Date: Mon, 23 Nov 2026 08:05:09 +0000\r\n", "From: AssetBuddy <no-reply@example.org>\r\n",
          "To: Anna <anna@example.org>\r\n", "Subject: Smith Ltd invites you\r\n",
          "Message-ID: <letter.1@example.org>\r\n", "Auto-Submitted: auto-generated\r\n", "MIME-Version: 1.0\r\n",
          "Content-Type: multipart/alternative;"}) {
        EXPECT_THAT(bytes, HasSubstr(header));
    }
    EXPECT_THAT(bytes, Not(HasSubstr("List-Unsubscribe")));
    EXPECT_EQ(to_bytes(invitation()), bytes) << "a repeated mail is the same mail";
}

TEST(MailMessage, TheTextPartStaysReadable)
{
    const auto bytes = to_bytes(invitation());
    EXPECT_THAT(bytes, HasSubstr("\r\nhttps://example.org/invitations/" + std::string(43, 'x') + "\r\n"));
    EXPECT_THAT(bytes, HasSubstr("\r\nInvite code: ABCD-EFGH\r\n"));
}

TEST(MailMessage, LongLinesAndOddNewlinesAreMended)
{
    auto message = invitation();
    message.text = std::string(5000, 'a') + "\r\nb\rc\n\n";
    message.html = std::string(3000, 'z') + " ü";
    const auto bytes = to_bytes(message);
    expect_proper_lines(bytes);
    const auto read = read_by_python({bytes})[0].as_object();
    EXPECT_EQ(read.at("text").as_string(), std::string(5000, 'a') + "\nb\nc\n\n");
    EXPECT_EQ(read.at("html").as_string(), std::string(3000, 'z') + " ü\n");
}

TEST(MailMessage, FurtherHeadersAreWritten)
{
    auto message = invitation();
    message.headers = {{"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
    EXPECT_THAT(to_bytes(message), HasSubstr("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

TEST(MailMessage, LongAddressesInHeadersAreNeitherFoldedNorEncoded)
{
    auto message = invitation();
    const auto address = "<https://assets.example/unsubscribe/" + std::string(400, 'x') + ">";
    message.headers = {{"List-Unsubscribe", address}};
    EXPECT_NE(to_bytes(message).find("\r\nList-Unsubscribe: " + address + "\r\n"), std::string::npos);
}

TEST(MailMessage, RefusesControlsInEveryHeader)
{
    for (const auto& bad : {std::string{"a\r\nBcc: x@y"}, std::string{"a\nb"}, std::string{"a\rb"},
                            std::string{"a\0b", 3}, std::string{"a\x7f"}, std::string{"a\tb"}}) {
        for (int field = 0; field < 7; ++field) {
            auto message = invitation();
            if (field == 0) message.from = bad + " <a@b.example>";
            if (field == 1) message.to = bad;
            if (field == 2) message.to_name = bad;
            if (field == 3) message.subject = bad;
            if (field == 4) message.message_id = bad;
            if (field == 5) message.headers = {{"X-Test", bad}};
            if (field == 6) message.headers = {{bad, "value"}};
            EXPECT_THROW(to_bytes(message), std::invalid_argument) << field;
        }
    }
    for (const auto* const name : {"", "a b", "a:b", "ä"}) {
        auto message = invitation();
        message.headers = {{name, "value"}};
        EXPECT_THROW(to_bytes(message), std::invalid_argument) << name;
    }
}

TEST(MailMessage, AddressOfAMailbox)
{
    EXPECT_EQ(address_of("AssetBuddy <no-reply@localhost>"), "no-reply@localhost");
    EXPECT_EQ(address_of("\"A <b> c\" <x@y.example>"), "x@y.example");
    EXPECT_EQ(address_of(" x@y.example "), "x@y.example");
    EXPECT_EQ(address_of(""), "");
    EXPECT_EQ(address_of("Name <x@y"), "x@y");
}

} // namespace
} // namespace assetbuddy::platform::mail
