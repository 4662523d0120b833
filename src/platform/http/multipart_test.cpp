#include "platform/http/multipart.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "platform/http/forms.h"

namespace assetbuddy::platform::http {
namespace {

Request posted(std::string body, const std::string& type = "multipart/form-data; boundary=----WebKitFormBoundaryAb3")
{
    Request request;
    request.method = Method::post;
    request.headers = {{"content-type", type}};
    request.body = std::move(body);
    return request;
}

const std::string boundary = "------WebKitFormBoundaryAb3";
const std::string end = boundary + "--\r\n";

std::string field(const std::string& name, const std::string& value)
{
    return boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}
std::string file(const std::string& name, const std::string& file_name, const std::string& content)
{
    return boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file_name +
           "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
}

TEST(Multipart, ReadsWhatBrowsersSend)
{
    const std::string bytes{"name\r\nN\xE9\0\r\n--x", 14};
    const auto request =
        posted(field("form_token", "abc") + field("csv", "one\r\ntwo\tthree") + file("file", "a%22b.csv", bytes) + end);
    const auto parts = read_multipart(request, 10);
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 3U);
    EXPECT_EQ(parts->at(2).file_name, "a\"b.csv");
    EXPECT_EQ(parts->at(2).content, bytes);
    EXPECT_EQ(uploaded_file(request, "file"), bytes);
    EXPECT_FALSE(uploaded_file(request, "csv")) << "a field is no file";

    const auto form = Form::parse(request);
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("form_token"), "abc");
    EXPECT_EQ(form->value("csv"), "one\ntwo\tthree");
    EXPECT_FALSE(form->has("file"));

    EXPECT_FALSE(uploaded_file(posted(file("file", "", "") + end), "file")) << "no file was chosen";
    EXPECT_TRUE(read_multipart(posted(field("a", "") + boundary + "--"), 10)) << "without a line end at the end";
    EXPECT_EQ(read_multipart(posted(end), 10)->size(), 0U);
    EXPECT_TRUE(read_multipart(posted("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n",
                                      "Multipart/Form-Data; boundary=\"x\""),
                               10));
}

TEST(Multipart, RefusesEverythingElse)
{
    const std::pair<const char*, std::string> bodies[] = {
        {"nothing", ""},
        {"no end", field("a", "1")},
        {"words before", "hello\r\n" + field("a", "1") + end},
        {"words after", field("a", "1") + end + "more"},
        {"another boundary", "--other\r\n\r\n--other--\r\n"},
        {"no name", boundary + "\r\nContent-Disposition: form-data\r\n\r\n1\r\n" + end},
        {"two names", boundary + "\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n" + end},
        {"no disposition", boundary + "\r\nContent-Type: text/plain\r\n\r\n1\r\n" + end},
        {"an attachment", boundary + "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" + end},
        {"an encoding", boundary +
                            "\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                            "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" +
                            end},
        {"a name without quotes", boundary + "\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n" + end},
        {"another file name",
         boundary + "\r\nContent-Disposition: form-data; name=\"a\"; filename*=\"b\"\r\n\r\n1\r\n" + end},
        {"LF alone", boundary + "\nContent-Disposition: form-data; name=\"a\"\n\n1\n" + end},
        {"a long head", boundary + "\r\nContent-Type: " + std::string(5000, 'x') + "\r\n\r\n1\r\n" + end},
    };
    for (const auto& [name, body] : bodies) EXPECT_FALSE(read_multipart(posted(body), 10)) << name;
    const auto sound = field("a", "1") + end;
    for (const auto* type : {"multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x",
                             "multipart/form-data; charset=utf-8; boundary=----WebKitFormBoundaryAb3",
                             "multipart/form-data; boundary=\"----WebKitFormBoundaryAb3"})
        EXPECT_FALSE(read_multipart(posted(sound, type), 10)) << type;

    std::string many;
    for (int i = 0; i < 11; ++i) many += field(std::to_string(i), "x");
    EXPECT_FALSE(read_multipart(posted(many + end), 10));
    EXPECT_EQ(Form::parse(posted(field("a", "1") + field("a", "2") + end)).error().code, "malformed");
    EXPECT_EQ(Form::parse(posted(field("a", "\xFF") + end)).error().code, "malformed");
    EXPECT_EQ(Form::parse(posted("garbage")).error().code, "malformed");
}

TEST(Multipart, AnswersEveryDamage)
{
    const auto sound = field("a", "1") + file("file", "b.csv", "x,y\r\n") + end;
    EXPECT_TRUE(rc::check("one damaged byte", [&](std::size_t at, char byte) {
        auto damaged = sound;
        damaged[at % damaged.size()] = byte;
        const auto request = posted(damaged);
        const auto parts = read_multipart(request, 10);
        if (!parts) return;
        for (const auto& part : *parts) RC_ASSERT(part.content.size() < damaged.size());
    }));
}

} // namespace
} // namespace assetbuddy::platform::http
