#include "platform/mail/kept_folder.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assetbuddy::platform::mail {
namespace {

namespace fs = std::filesystem;

class KeptMails : public ::testing::Test {
  protected:
    void SetUp() override
    {
        auto pattern = (fs::temp_directory_path() / "assetbuddy-kept-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
    }
    void TearDown() override { fs::remove_all(root_); }
    static Message mail(int number)
    {
        return {.from = "AssetBuddy <no-reply@localhost>",
                .to = "anna@example.org",
                .to_name = "Änna Ørsted",
                .subject = "Invitation " + std::to_string(number) + " für Sie",
                .text = "Grüße\nhttps://x.example/i\n",
                .html = "<p>Grüße</p>\n",
                .message_id = "letter." + std::to_string(number) + "@localhost",
                .date = base::from_microseconds(1'795'421'109'000'000 + number)};
    }
    fs::path root_;
};

TEST_F(KeptMails, AreKeptPrivateListedNewestFirstAndReadBack)
{
    const KeptFolder folder{root_ / "mail"};
    for (int i = 1; i <= 12; ++i) folder.keep(mail(i));
    folder.sync();
    const auto listed = folder.list(10);
    ASSERT_EQ(listed.size(), 10U);
    EXPECT_EQ(listed[0].subject, "Invitation 12 für Sie");
    EXPECT_EQ(listed[9].subject, "Invitation 3 für Sie");
    EXPECT_EQ(listed[0].to, "Änna Ørsted <anna@example.org>");

    const auto read = folder.read(listed[0].name);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->text, "Grüße\nhttps://x.example/i\n");
    EXPECT_EQ(read->html, "<p>Grüße</p>\n");
    EXPECT_EQ(read->from, "AssetBuddy <no-reply@localhost>");
    EXPECT_EQ(base::to_microseconds(read->date), 1'795'421'109'000'000);

    struct stat facts{};
    ASSERT_EQ(::stat((folder.folder() / listed[0].name).c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat(folder.folder().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0700U);
}

TEST_F(KeptMails, TheSameAgainReplacesItsFile)
{
    const KeptFolder folder{root_ / "mail"};
    EXPECT_EQ(folder.keep(mail(1)), folder.keep(mail(1)));
    EXPECT_EQ(folder.list().size(), 1U);
}

TEST_F(KeptMails, NamesCannotLeaveTheFolder)
{
    const KeptFolder folder{root_ / "mail"};
    std::ofstream{root_ / "secret.eml"} << "Subject: x\n\nx";
    auto nasty = mail(1);
    nasty.message_id = "../../../etc/passwd\\<x>@localhost";
    const auto name = folder.keep(nasty);
    EXPECT_EQ(name.find('/'), std::string::npos);
    EXPECT_TRUE(folder.read(name));
    fs::create_symlink(root_ / "secret.eml", folder.folder() / "link.eml");
    for (const auto* const bad :
         {"../secret.eml", "link.eml", "", ".eml", ".hidden.eml", "missing.eml", "x.txt", "a/b.eml"})
        EXPECT_FALSE(folder.read(bad)) << bad;
}

TEST_F(KeptMails, StrangeFilesDoNoHarm)
{
    const KeptFolder folder{root_ / "mail"};
    std::ofstream{folder.folder() / "20260101T000000.000000-empty.eml"}.flush();
    std::ofstream{folder.folder() / "20260101T000000.000001-noise.eml"} << std::string(2000, '\xff');
    std::ofstream{folder.folder() / "notes.txt"} << "x";
    fs::create_directory(folder.folder() / "folder.eml");
    folder.keep(mail(1));
    const auto listed = folder.list();
    ASSERT_FALSE(listed.empty());
    bool found = false;
    for (const auto& kept : listed) found = found || kept.subject == "Invitation 1 für Sie";
    EXPECT_TRUE(found);
}

TEST_F(KeptMails, SaysWhenItCannotKeep)
{
    std::ofstream{root_ / "file"} << "x";
    EXPECT_THROW(KeptFolder{root_ / "file"}, std::runtime_error);
    EXPECT_THROW(KeptFolder{root_ / "missing" / "mail"}, std::runtime_error);
    const KeptFolder folder{root_ / "mail"};
    fs::remove(folder.folder());
    EXPECT_THROW(folder.keep(mail(1)), std::runtime_error);
    EXPECT_TRUE(folder.list().empty());
}

} // namespace
} // namespace assetbuddy::platform::mail
