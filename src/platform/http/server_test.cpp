#include "platform/http/server.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "platform/http/router.h"
#include "testing/raw_client.h"

namespace assetbuddy::platform::http {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;

/// A door that handlers stand behind until a test opens it.
class Gate {
  public:
    void open()
    {
        const std::scoped_lock lock{mutex_};
        is_open_ = true;
        changed_.notify_all();
    }
    void pass()
    {
        std::unique_lock lock{mutex_};
        ++arrived_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return is_open_; });
    }
    void wait_for_arrivals(int count)
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return arrived_ >= count; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = false;
    int arrived_ = 0;
};

struct Outcome {
    int status;
    std::string method;
    std::string client;
};

class ServerTest : public ::testing::Test {
  protected:
    ~ServerTest() override { gate_.open(); }

    void start(ServerOptions options = {},
               workers::WorkerPool::Limits limits = {.running = 2, .parked = 4, .queue = 64})
    {
        workers_ = std::make_unique<workers::WorkerPool>(limits);
        server_ = std::make_unique<Server>(std::move(options), callbacks(), *workers_);
        server_->start();
    }

    Server::Callbacks callbacks()
    {
        return {
            .handle = [this](Request& request) { return router_(request); },
            .refuse = [](int status, const std::string& code, const Request&) { return Response::text(code, status); },
            .finished =
                [this](const Request& request, const Response& response, std::chrono::microseconds) {
                    const std::scoped_lock lock{mutex_};
                    finished_.push_back(
                        {response.status, std::string{to_text(request.method)}, request.client_address});
                },
            .on_fault = [](const std::exception& fault, const Request&) { return Response::text(fault.what(), 500); }};
    }

    Response echo(const Request& request)
    {
        std::string body = request.path + "\n" + request.body;
        for (const auto& [name, value] : request.query) body += "\n" + name + "=" + value;
        return Response::text(body);
    }

    Router make_router()
    {
        return Router{
            {{Method::get, "/hello", [](Request&) { return Response::text("hello"); }},
             {Method::get, "/number/{n}", [](Request& request) { return Response::text(request.parameter("n")); }},
             {Method::post, "/echo", [this](Request& request) { return echo(request); }},
             {Method::post, "/import", [this](Request& request) { return echo(request); }},
             {Method::get, "/echo", [this](Request& request) { return echo(request); }},
             {Method::get, "/client",
              [](Request& request) {
                  return Response::text(request.client_address + (request.from_loopback ? " loopback" : ""));
              }},
             {Method::get, "/fault", [](Request&) -> Response { throw std::runtime_error{"broken"}; }},
             {Method::get, "/odd-fault", [](Request&) -> Response { throw 7; }},
             {Method::get, "/empty", [](Request&) { return Response{204}; }},
             {Method::get, "/unchanged", [](Request&) { return std::move(Response{304}.set("ETag", "\"1\"")); }},
             {Method::get, "/wait",
              [this](Request&) {
                  gate_.pass();
                  return Response::text("waited");
              }},
             {Method::get, "/long", [](Request&) { return Response::html(std::string(100'000, 'a')); }},
             {Method::get, "/huge",
              [](Request&) {
                  Response response;
                  static const std::string bytes(16 * 1024 * 1024, 'x');
                  response.static_body = bytes;
                  return response;
              }}},
            [](Request&) { return Response::text("nothing here", 404); }};
    }

    RawClient connect() { return RawClient{server_->port()}; }

    std::vector<Outcome> finished()
    {
        const std::scoped_lock lock{mutex_};
        return finished_;
    }

    Gate gate_;
    Router router_ = make_router();
    std::mutex mutex_;
    std::vector<Outcome> finished_;
    std::unique_ptr<workers::WorkerPool> workers_;
    std::unique_ptr<Server> server_;
};

std::string get(std::string_view target, std::string_view more = {})
{
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more} + "\r\n";
}

std::string post(std::string_view headers, std::string_view body)
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + std::string{headers} + "\r\n" + std::string{body};
}

std::string chunked(std::string_view body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

enum class Then { usable, closed };
struct Case {
    std::string name;
    std::string sent;
    int status;
    Then then;
};

std::string headers_of(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) text += "X-" + std::to_string(i) + ": 1\r\n";
    return text;
}

std::vector<Case> cases()
{
    const std::string host = "Host: localhost\r\n";
    const auto raw = [](std::string_view line, std::string_view headers) {
        return std::string{line} + "\r\n" + std::string{headers} + "\r\n";
    };
    const auto with = [&](std::string_view headers) { return raw("GET /hello HTTP/1.1", host + std::string{headers}); };
    const auto target = [&](std::string_view text) { return raw("GET " + std::string{text} + " HTTP/1.1", host); };
    const auto hosted = [&](std::string_view text) {
        return raw("GET /hello HTTP/1.1", "Host: " + std::string{text} + "\r\n");
    };
    return {
        // the line
        {"plain", with(""), 200, Then::usable},
        {"one empty line before", "\r\n" + with(""), 200, Then::usable},
        {"two empty lines before", "\r\n\r\n" + with(""), 400, Then::closed},
        {"two blanks in the line", raw("GET  /hello HTTP/1.1", host), 400, Then::closed},
        {"blank at the end of the line", raw("GET /hello HTTP/1.1 ", host), 400, Then::closed},
        {"tab in the line", raw("GET\t/hello HTTP/1.1", host), 400, Then::closed},
        {"blank in the target", raw("GET /hel lo HTTP/1.1", host), 400, Then::closed},
        {"no version", raw("GET /hello", host), 400, Then::closed},
        {"version in lower case", raw("GET /hello http/1.1", host), 400, Then::closed},
        {"version 2.0", raw("GET /hello HTTP/2.0", host), 505, Then::closed},
        {"version 0.9", raw("GET /hello HTTP/0.9", host), 505, Then::closed},
        {"version 1.10", raw("GET /hello HTTP/1.10", host), 400, Then::closed},
        {"bare LF after the line", "GET /hello HTTP/1.1\nHost: localhost\r\n\r\n", 400, Then::closed},
        {"bare CR in a value", with("X-A: a\rb\r\n"), 400, Then::closed},
        {"bare LF in a value", with("X-A: a\nb\r\n"), 400, Then::closed},
        {"NUL in a value", with(std::string{"X-A: a\0b\r\n", 10}), 400, Then::closed},
        {"ESC in a value", with("X-A: \x1b[1m\r\n"), 400, Then::closed},
        {"DEL in a value", with("X-A: \x7f\r\n"), 400, Then::closed},
        {"overlong UTF-8 in a value", with("X-A: \xC0\xAF\r\n"), 400, Then::closed},
        {"UTF-8 in a value", with("X-A: \xC3\xA9\r\n"), 200, Then::usable},
        {"blank before the colon", with("X-A : 1\r\n"), 400, Then::closed},
        {"no colon", with("X-A\r\n"), 400, Then::closed},
        {"no name", with(": 1\r\n"), 400, Then::closed},
        {"bad name", with("X(A): 1\r\n"), 400, Then::closed},
        {"folded value", with("X-A: 1\r\n 2\r\n"), 400, Then::closed},
        {"folded first line", raw("GET /hello HTTP/1.1", " Host: localhost\r\n"), 400, Then::closed},
        // methods (R-API-5)
        {"TRACE", raw("TRACE /hello HTTP/1.1", host), 405, Then::closed},
        {"CONNECT", raw("CONNECT localhost:80 HTTP/1.1", host), 405, Then::closed},
        {"unknown method", raw("BREW /hello HTTP/1.1", host), 501, Then::closed},
        {"method in lower case", raw("get /hello HTTP/1.1", host), 501, Then::closed},
        {"known but unsupported", raw("DELETE /hello HTTP/1.1", host), 405, Then::usable},
        {"options of a path", raw("OPTIONS /hello HTTP/1.1", host), 204, Then::usable},
        {"options of all", raw("OPTIONS * HTTP/1.1", host), 204, Then::usable},
        {"GET of all", raw("GET * HTTP/1.1", host), 400, Then::closed},
        // Host (R-HTTP-2)
        {"no Host", raw("GET /hello HTTP/1.1", ""), 400, Then::closed},
        {"no Host on 1.0", raw("GET /hello HTTP/1.0", ""), 400, Then::closed},
        {"two Hosts", with("Host: localhost\r\n"), 400, Then::closed},
        {"empty Host", hosted(""), 400, Then::closed},
        {"another Host", hosted("example.org"), 400, Then::closed},
        {"Host with a port", hosted("localhost:8080"), 200, Then::usable},
        {"Host in capitals", hosted("LOCALHOST"), 200, Then::usable},
        {"loopback by number", hosted("127.0.0.1:1"), 200, Then::usable},
        {"loopback by number 6", hosted("[::1]:1"), 200, Then::usable},
        {"Host with a bad port", hosted("localhost:80a"), 400, Then::closed},
        {"Host with a long port", hosted("localhost:123456"), 400, Then::closed},
        {"Host with a user", hosted("me@localhost"), 400, Then::closed},
        {"Host with a blank", hosted("localhost evil"), 400, Then::closed},
        {"Host with a path", hosted("localhost/x"), 400, Then::closed},
        {"Host with a bad bracket", hosted("[::1"), 400, Then::closed},
        {"Host list", hosted("localhost, evil"), 400, Then::closed},
        {"absolute, ours", target("http://localhost/hello"), 200, Then::usable},
        {"absolute, in capitals", target("HTTP://LOCALHOST:99/hello"), 200, Then::usable},
        {"absolute, another's", target("http://example.org/hello"), 421, Then::closed},
        {"absolute ours, Host another's", raw("GET http://localhost/hello HTTP/1.1", "Host: evil\r\n"), 400,
         Then::closed},
        {"absolute with a user", target("http://a@localhost/hello"), 400, Then::closed},
        {"absolute, another scheme", target("ftp://localhost/hello"), 400, Then::closed},
        {"authority form", target("localhost:80"), 400, Then::closed},
        // target (R-HTTP-8)
        {"bad escape", target("/hel%zzlo"), 400, Then::closed},
        {"cut escape", target("/hello%2"), 400, Then::closed},
        {"escaped NUL", target("/hello%00"), 400, Then::closed},
        {"escaped line end", target("/hello%0d%0a"), 400, Then::closed},
        {"overlong UTF-8", target("/%c0%af"), 400, Then::closed},
        {"surrogate", target("/%ed%a0%80"), 400, Then::closed},
        {"C1 control", target("/%c2%85"), 400, Then::closed},
        {"escaped slash", target("/number/a%2fb"), 400, Then::closed},
        {"escaped backslash", target("/number/a%5Cb"), 400, Then::closed},
        {"dot segments", target("/x/../hello"), 400, Then::closed},
        {"escaped dot segments", target("/x/%2e%2e/hello"), 400, Then::closed},
        {"fragment", target("/hello#x"), 400, Then::closed},
        {"raw bytes", target("/h\xC3\xA9llo"), 400, Then::closed},
        {"angle brackets", target("/<script>"), 400, Then::closed},
        {"escaped letter", target("/%68ello"), 200, Then::usable},
        {"escaped twice stays", target("/number/%2568"), 200, Then::usable},
        {"bad escape in the query", target("/echo?a=%"), 400, Then::closed},
        {"NUL in the query", target("/echo?a=%00"), 400, Then::closed},
        {"quote in the query", target("/echo?a=\""), 400, Then::closed},
        {"query as browsers write it", target("/echo?a={x}|[y]"), 200, Then::usable},
        {"101 parameters", target([] {
             std::string text = "/echo?";
             for (int i = 0; i < 101; ++i) text += "a=1&";
             return text;
         }()),
         400, Then::closed},
        // sizes (R-HTTP-4)
        {"line of 8 KiB", target("/echo?" + std::string(8192 - 19, 'a')), 200, Then::usable},
        {"line over 8 KiB", target("/echo?" + std::string(8192 - 18, 'a')), 414, Then::closed},
        {"line without end", "GET /" + std::string(9000, 'a'), 414, Then::closed},
        {"100 fields", raw("GET /hello HTTP/1.1", host + headers_of(99)), 200, Then::usable},
        {"101 fields", raw("GET /hello HTTP/1.1", host + headers_of(100)), 431, Then::closed},
        {"head over 16 KiB", with("X-A: " + std::string(16 * 1024, 'a') + "\r\n"), 431, Then::closed},
        {"head without end", raw("GET /hello HTTP/1.1", "X-A: " + std::string(17 * 1024, 'a')), 431, Then::closed},
        {"body of 64 KiB", post("Content-Length: 65536\r\n", std::string(65536, 'b')), 200, Then::usable},
        {"body over 64 KiB", post("Content-Length: 65537\r\n", ""), 413, Then::closed},
        {"import over 64 KiB",
         raw("POST /import?a=1 HTTP/1.1", host + "Content-Length: 70000\r\n") + std::string(70000, 'b'), 200,
         Then::usable},
        {"import over 8 MiB", raw("POST /import HTTP/1.1", host + "Content-Length: 8388609\r\n"), 413, Then::closed},
        {"table over 64 KiB elsewhere", post("Content-Type: text/csv\r\nContent-Length: 65537\r\n", ""), 413,
         Then::closed},
        {"elsewhere under an import", raw("POST /import/x HTTP/1.1", host + "Content-Length: 65537\r\n"), 413,
         Then::closed},
        {"chunks over 64 KiB", chunked("10000\r\n" + std::string(65536, 'b') + "\r\n1\r\nb\r\n0\r\n\r\n"), 413,
         Then::closed},
        {"length beyond numbers", post("Content-Length: 99999999999999999999\r\n", ""), 400, Then::closed},
        // framing (R-HTTP-3)
        {"no body", post("", ""), 200, Then::usable},
        {"length", post("Content-Length: 2\r\n", "ab"), 200, Then::usable},
        {"length with a sign", post("Content-Length: +2\r\n", "ab"), 400, Then::closed},
        {"negative length", post("Content-Length: -2\r\n", "ab"), 400, Then::closed},
        {"length in hex", post("Content-Length: 0x2\r\n", "ab"), 400, Then::closed},
        {"empty length", post("Content-Length:\r\n", ""), 400, Then::closed},
        {"length with a blank", post("Content-Length: 1 2\r\n", "ab"), 400, Then::closed},
        {"two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "abc"), 400, Then::closed},
        {"two equal lengths", post("Content-Length: 2\r\nContent-Length: 2\r\n", "ab"), 400, Then::closed},
        {"list of lengths", post("Content-Length: 2, 2\r\n", "ab"), 400, Then::closed},
        {"chunked", chunked("2\r\nab\r\n0\r\n\r\n"), 200, Then::usable},
        {"chunked in capitals", post("Transfer-Encoding: CHUNKED\r\n", "2\r\nab\r\n0\r\n\r\n"), 200, Then::usable},
        {"chunked and a length", post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
         Then::closed},
        {"a length and chunked", post("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "0\r\n\r\n"), 400,
         Then::closed},
        {"unknown encoding", post("Transfer-Encoding: gzip\r\n", ""), 501, Then::closed},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501, Then::closed},
        {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", ""), 501, Then::closed},
        {"chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 501, Then::closed},
        {"chunked on two lines", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
         Then::closed},
        {"empty encoding", post("Transfer-Encoding:\r\n", ""), 501, Then::closed},
        {"chunked with a parameter", post("Transfer-Encoding: chunked;a=b\r\n", "0\r\n\r\n"), 501, Then::closed},
        {"quoted encoding", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 501, Then::closed},
        {"chunked on 1.0", "POST /echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
         Then::closed},
        {"bad chunk size", chunked("zz\r\nab\r\n0\r\n\r\n"), 400, Then::closed},
        {"chunk size beyond numbers", chunked("fffffffffffffffff\r\n"), 400, Then::closed},
        {"large chunk announced", chunked("ffffffff\r\n" + std::string(70000, 'b')), 413, Then::closed},
        {"chunk with a bare LF", chunked("2\nab\r\n0\r\n\r\n"), 400, Then::closed},
        {"chunk longer than its size", chunked("2\r\nabc\r\n0\r\n\r\n"), 400, Then::closed},
        {"short chunk extension", chunked("2;a=b\r\nab\r\n0\r\n\r\n"), 200, Then::usable},
        {"long chunk extension", chunked("2;a=" + std::string(300, 'x') + "\r\nab\r\n0\r\n\r\n"), 400, Then::closed},
        {"chunk extension without end", chunked("2;a=" + std::string(9000, 'x')), 400, Then::closed},
        {"trailers", chunked("2\r\nab\r\n0\r\nX-A: 1\r\n\r\n"), 200, Then::usable},
        {"trailers over 8 KiB", chunked("0\r\nX-A: " + std::string(8200, 'x') + "\r\n\r\n"), 400, Then::closed},
        {"trailers without end", chunked("0\r\nX-A: " + std::string(9000, 'x')), 400, Then::closed},
        {"trailing length", chunked("0\r\nContent-Length: 3\r\n\r\n"), 400, Then::closed},
        {"strange expectation", post("Expect: tea\r\nContent-Length: 2\r\n", "ab"), 417, Then::closed},
        {"two content types", post("Content-Type: a/b\r\nContent-Type: c/d\r\n", ""), 400, Then::closed},
        // what becomes of the connection
        {"close asked for", with("Connection: close\r\n"), 200, Then::closed},
        {"close in a list", with("Connection: x, CLOSE\r\n"), 200, Then::closed},
        {"1.0 closes", raw("GET /hello HTTP/1.0", host), 200, Then::closed},
        {"1.0 kept alive", raw("GET /hello HTTP/1.0", host + "Connection: keep-alive\r\n"), 200, Then::usable},
        {"upgrade is passed over", with("Connection: upgrade\r\nUpgrade: h2c\r\n"), 200, Then::usable},
        {"handler's fault", target("/fault"), 500, Then::usable},
        {"handler's odd fault", target("/odd-fault"), 500, Then::usable},
        {"nothing there", target("/nothing"), 404, Then::usable},
        {"TLS hello", std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15}, 400, Then::closed},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, Then::closed},
    };
}

TEST_F(ServerTest, answersEveryHostileRequestAsTheRulesSay)
{
    start({.import_paths = {"/import"}});
    for (const auto& [name, sent, status, then] : cases()) {
        SCOPED_TRACE(name);
        auto client = connect();
        client.send(sent);
        const auto answer = client.receive();
        if (!answer) {
            ADD_FAILURE() << "no answer";
            continue;
        }
        EXPECT_EQ(answer->status, status);
        EXPECT_EQ(answer->header("x-request-id").size(), 32U);
        EXPECT_EQ(answer->header("date").size(), 29U);
        EXPECT_EQ(answer->header("server"), "");
        if (status == 405) {
            EXPECT_NE(answer->header("allow"), "");
        }
        EXPECT_EQ(answer->header("connection"), then == Then::closed ? "close" : "keep-alive");
        if (then == Then::usable) {
            client.send(get("/hello"));
            const auto next = client.receive();
            EXPECT_TRUE(next && next->body == "hello");
        } else {
            client.half_close();
            EXPECT_TRUE(client.is_closed_within(5s));
        }
    }
}

TEST_F(ServerTest, readsRequestsWhereverTheBytesAreCut)
{
    start();
    const auto sent = "\r\n" + chunked("2;x=y\r\nab\r\n3\r\ncde\r\n0\r\nX-A: 1\r\n\r\n") + get("/hello");
    for (std::size_t cut = 1; cut < sent.size(); ++cut) {
        auto client = connect();
        client.send(std::string_view{sent}.substr(0, cut));
        std::this_thread::sleep_for(1ms);
        client.send(std::string_view{sent}.substr(cut));
        const auto first = client.receive();
        const auto second = client.receive();
        ASSERT_TRUE(first && first->body == "/echo\nabcde") << cut;
        ASSERT_TRUE(second && second->body == "hello") << cut;
    }
}

TEST_F(ServerTest, keepsTheOrderOfPipelinedRequests)
{
    start();
    auto client = connect();
    std::string sent;
    for (int i = 0; i < 100; ++i) sent += get("/number/" + std::to_string(i));
    client.send(sent);
    for (int i = 0; i < 100; ++i) {
        const auto answer = client.receive();
        ASSERT_TRUE(answer) << i;
        EXPECT_EQ(answer->body, std::to_string(i));
    }
}

TEST_F(ServerTest, asksForABodyThatWaitsForIt)
{
    start();
    auto client = connect();
    client.send(post("Expect: 100-continue\r\nContent-Length: 2\r\n", ""));
    const auto go_on = client.receive(RawClient::Body::none);
    ASSERT_TRUE(go_on);
    EXPECT_EQ(go_on->status, 100);
    client.send("ab");
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "/echo\nab");
}

TEST_F(ServerTest, refusesABodyTooLongBeforeItIsSent)
{
    start();
    auto client = connect();
    client.send(post("Expect: 100-continue\r\nContent-Length: 1000000\r\n", ""));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
}

TEST_F(ServerTest, answersHeadAsGetWithoutABody)
{
    start();
    auto client = connect();
    client.send("HEAD /long HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n" +
                get("/long", "Accept-Encoding: br\r\n"));
    const auto head = client.receive(RawClient::Body::none);
    const auto whole = client.receive();
    ASSERT_TRUE(head && whole);
    EXPECT_EQ(head->header("content-length"), std::to_string(whole->body.size()));
    EXPECT_EQ(head->header("content-encoding"), "br");
    EXPECT_EQ(whole->header("vary"), "Accept-Encoding");
}

TEST_F(ServerTest, sendsNoBodyWith204And304)
{
    start();
    auto client = connect();
    client.send(get("/empty") + get("/unchanged") + get("/hello"));
    const auto empty = client.receive();
    const auto unchanged = client.receive();
    const auto hello = client.receive();
    ASSERT_TRUE(empty && unchanged && hello);
    EXPECT_EQ(empty->status, 204);
    EXPECT_EQ(empty->header("content-length"), "");
    EXPECT_EQ(unchanged->status, 304);
    EXPECT_EQ(unchanged->header("etag"), "\"1\"");
    EXPECT_EQ(hello->body, "hello");
}

TEST_F(ServerTest, givesEveryAnswerItsOwnId)
{
    start();
    auto client = connect();
    std::set<std::string> ids;
    for (int i = 0; i < 600; ++i) {
        client.send(get("/hello", "X-Request-Id: mine\r\n"));
        const auto answer = client.receive();
        ASSERT_TRUE(answer);
        ids.insert(answer->header("x-request-id"));
    }
    EXPECT_EQ(ids.size(), 600U);
}

TEST_F(ServerTest, answersAClientThatHasSaidAllItWillSay)
{
    start();
    auto client = connect();
    client.send(get("/hello") + get("/number/2"));
    client.half_close();
    const auto first = client.receive();
    const auto second = client.receive();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(second->body, "2");
    EXPECT_TRUE(client.is_closed_within(5s));
}

TEST_F(ServerTest, outlivesClientsThatGoAway)
{
    start();
    for (int i = 0; i < 50; ++i) {
        auto client = connect();
        client.send(i % 2 == 0 ? get("/huge") : get("/hello").substr(0, 20));
        client.reset();
    }
    auto client = connect();
    client.send(get("/hello"));
    EXPECT_TRUE(client.receive());
}

TEST_F(ServerTest, saysItIsBusyAtOnceWhenTheQueueIsFull)
{
    start({}, {.running = 1, .parked = 1, .queue = 1});
    auto working = connect();
    working.send(get("/wait"));
    gate_.wait_for_arrivals(1);
    auto queued = connect();
    queued.send(get("/hello"));
    while (workers_->waiting() == 0) std::this_thread::sleep_for(1ms);
    auto refused = connect();
    refused.send(get("/hello"));
    const auto busy = refused.receive();
    ASSERT_TRUE(busy);
    EXPECT_EQ(busy->status, 503);
    EXPECT_EQ(busy->header("retry-after"), "2");
    gate_.open();
    ASSERT_TRUE(working.receive());
    const auto late = queued.receive();
    EXPECT_TRUE(late && late->status == 200);
    refused.send(get("/hello"));
    const auto again = refused.receive();
    EXPECT_TRUE(again && again->status == 200);
}

TEST_F(ServerTest, givesUpOnAHandlerThatTakesTooLong)
{
    start({.handler_deadline = 50ms});
    auto client = connect();
    client.send(get("/wait"));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    gate_.open();
    EXPECT_TRUE(client.is_closed_within(5s));
    ASSERT_EQ(finished().size(), 1U);
    EXPECT_EQ(finished().front().status, 503);
}

TEST_F(ServerTest, closesOnSlowHeads)
{
    start({.headers_deadline = 100ms});
    auto silent = connect();
    auto slow = connect();
    slow.send("GET /hello HTTP/1.1\r\n");
    std::thread drip{[&] {
        for (int i = 0; i < 400 && slow.send("X-A: 1\r\n"); ++i) std::this_thread::sleep_for(10ms);
    }};
    const auto answer = slow.receive();
    EXPECT_TRUE(answer && answer->status == 408);
    EXPECT_TRUE(slow.is_closed_within(8s));
    drip.join();
    EXPECT_TRUE(silent.is_closed_within(5s));
}

TEST_F(ServerTest, closesOnBodiesThatComeTooSlowly)
{
    start({.body_grace = 100ms, .body_bytes_per_second = 5000});
    auto client = connect();
    client.send(post("Content-Length: 60000\r\n", "a"));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 408);
    EXPECT_EQ(answer->header("connection"), "close");
}

TEST_F(ServerTest, closesOnBodiesThatTakeTooLongInAll)
{
    start({.body_deadline = 100ms});
    auto client = connect();
    client.send(post("Content-Length: 60000\r\n", std::string(50000, 'a')));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 408);
}

TEST_F(ServerTest, closesOnReadersThatDoNotRead)
{
    start({.write_progress = 100ms});
    auto client = connect();
    client.shrink_receive_buffer();
    client.send(get("/huge"));
    for (int i = 0; i < 1000 && server_->connections() > 0; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(ServerTest, sendsLongAnswersWhole)
{
    start();
    auto client = connect();
    client.send(get("/huge"));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body.size(), 16U * 1024 * 1024);
}

TEST_F(ServerTest, closesIdleConnectionsWithoutAWord)
{
    start({.idle = 50ms});
    auto client = connect();
    client.send(get("/hello"));
    ASSERT_TRUE(client.receive());
    EXPECT_TRUE(client.is_closed_within(5s));
    EXPECT_EQ(finished().size(), 1U);
}

TEST_F(ServerTest, closesTheLongestIdleWhenItIsFull)
{
    start({.connections = 3});
    std::vector<RawClient> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(connect());
        clients.back().send(get("/hello"));
        ASSERT_TRUE(clients.back().receive()) << i;
    }
    EXPECT_TRUE(clients.front().is_closed_within(5s));
    clients[1].send(get("/hello"));
    EXPECT_TRUE(clients[1].receive());
    EXPECT_EQ(server_->connections(), 3U);
}

TEST_F(ServerTest, exemptsTheLoopbackFromTheCapOfAnAddress)
{
    start({.connections_per_address = 2});
    std::vector<RawClient> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(connect());
        clients.back().send(get("/hello"));
        ASSERT_TRUE(clients.back().receive()) << i;
    }
}

/// An IPv4 address of this machine that is not the loopback's; empty when it has none.
std::string outer_address()
{
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0) return {};
    std::string found;
    for (const auto* each = all; each != nullptr && found.empty(); each = each->ifa_next) {
        if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET || (each->ifa_flags & IFF_LOOPBACK) != 0)
            continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        const auto* address = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
        if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) != nullptr) found = text.data();
    }
    ::freeifaddrs(all);
    return found;
}

TEST_F(ServerTest, holdsOneAddressToItsCap)
{
    const auto address = outer_address();
    if (address.empty()) GTEST_SKIP() << "this machine has only the loopback, which is exempt";
    start({.address = "0.0.0.0", .connections_per_address = 2});
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) clients.emplace_back(server_->port(), address);
    EXPECT_TRUE(clients[2].is_closed_within(5s));
    clients[0].send(get("/client"));
    const auto answer = clients[0].receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, address);
    clients[0].half_close();
    EXPECT_TRUE(clients[0].is_closed_within(5s));
    RawClient next{server_->port(), address};
    next.send(get("/hello"));
    EXPECT_TRUE(next.receive()) << "a place that became free is given again";
}

TEST_F(ServerTest, believesForwardedForOnlyFromTrustedProxies)
{
    start();
    auto direct = connect();
    direct.send(get("/client"));
    EXPECT_EQ(direct.receive()->body, "127.0.0.1 loopback");
    direct.send(get("/client", "X-Forwarded-For: 192.0.2.1\r\n"));
    EXPECT_EQ(direct.receive()->body, "127.0.0.1");
}

TEST_F(ServerTest, takesTheClientFromATrustedProxy)
{
    start({.trusted_proxies = {"127.0.0.0/8"}});
    auto proxy = connect();
    proxy.send(get("/client", "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-For: 192.0.2.1, 127.0.0.9\r\n"));
    EXPECT_EQ(proxy.receive()->body, "192.0.2.1");
    EXPECT_EQ(finished().back().client, "192.0.2.1");
}

TEST_F(ServerTest, finishesWhatIsUnderWayWhenItStops)
{
    start();
    auto idle = connect();
    idle.send(get("/hello"));
    ASSERT_TRUE(idle.receive());
    auto waiting = connect();
    waiting.send(get("/wait"));
    gate_.wait_for_arrivals(1);
    std::size_t cut = 99;
    std::thread stopping{[&] { cut = server_->stop(10s); }};
    EXPECT_TRUE(idle.is_closed_within(5s));
    gate_.open();
    const auto answer = waiting.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "waited");
    waiting.half_close();
    EXPECT_TRUE(waiting.is_closed_within(5s));
    stopping.join();
    EXPECT_EQ(cut, 0U);
}

TEST_F(ServerTest, cutsWhatDoesNotEndInTime)
{
    start();
    auto client = connect();
    client.send(get("/wait"));
    gate_.wait_for_arrivals(1);
    EXPECT_EQ(server_->stop(50ms), 1U);
    EXPECT_TRUE(client.is_closed_within(5s));
}

TEST_F(ServerTest, stopsUnderLoadWithoutABrokenAnswer)
{
    start();
    std::atomic<int> broken = 0;
    std::atomic<int> answered = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            auto client = connect();
            while (client.send(get("/hello"))) {
                const auto answer = client.receive();
                if (!answer) break;
                if (answer->status != 200 || answer->body != "hello") ++broken;
                ++answered;
            }
        });
    while (answered < 200) std::this_thread::sleep_for(1ms);
    EXPECT_EQ(server_->stop(10s), 0U);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(broken, 0);
}

TEST_F(ServerTest, saysWhichAddressItCannotHave)
{
    start();
    Server second{{.port = server_->port()}, callbacks(), *workers_};
    try {
        second.start();
        FAIL() << "bound twice";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string_view{error.what()}.find("127.0.0.1:" + std::to_string(server_->port())),
                  std::string_view::npos);
        EXPECT_EQ(std::string_view{error.what()}.find('\n'), std::string_view::npos);
    }
}

double processor_seconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Leaves the process no descriptor to open, until it goes.
class NoDescriptors {
  public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const int next = ::dup(0);
        ::close(next);
        const rlimit none{.rlim_cur = static_cast<rlim_t>(next), .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    NoDescriptors(const NoDescriptors&) = delete;
    NoDescriptors& operator=(const NoDescriptors&) = delete;

  private:
    rlimit before_{};
};

TEST_F(ServerTest, restsWhenDescriptorsRunOutAndRecovers)
{
    start();
    auto served = connect();
    served.send(get("/wait"));
    gate_.wait_for_arrivals(1); // under way, so it is not closed to make room
    {
        std::optional<NoDescriptors> none;
        std::optional<RawClient> refused;
        const int spare = ::dup(0);
        none.emplace();
        ::close(spare);                   // one below the limit for the client's own end
        refused.emplace(server_->port()); // the kernel completes it; the server cannot take it
        const auto before = processor_seconds();
        std::this_thread::sleep_for(500ms);
        EXPECT_LT(processor_seconds() - before, 0.25);
        gate_.open();
        const auto answer = served.receive();
        EXPECT_TRUE(answer && answer->body == "waited");
        none.reset();
        refused->send(get("/hello"));
        const auto late = refused->receive();
        EXPECT_TRUE(late && late->body == "hello");
    }
}

} // namespace
} // namespace assetbuddy::platform::http
