#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "cli/ask.h"
#include "cli/progress.h"
#include "platform/clock/clock.h"
#include "platform/crypto/key_file.h"
#include "platform/json/json.h"
#include "server/keys.h"

namespace assetbuddy::cli {
namespace {

namespace json = boost::json;
using platform::json::text_of;
using Clock = std::chrono::steady_clock;

/// Servers say within seconds that they hold the new key; after this the administrator has something to do.
constexpr std::chrono::seconds longest_wait{40};
constexpr std::chrono::milliseconds pause{250};

std::vector<std::string> waits_of(const json::object& answer)
{
    std::vector<std::string> waits;
    for (const auto& words : answer.at("waits_for").as_array()) waits.emplace_back(words.as_string());
    return waits;
}

/// Until the new key has taken over, or something else has to happen first.
Answered follow(const server::Configuration& configuration, Answered answered)
{
    Progress progress{"Sealing anew"};
    auto last_move = Clock::now();
    std::int64_t done = -1;
    while (answered.code == 0 && answered.answer.at("rotating").as_bool()) {
        const auto& answer = answered.answer;
        if (const auto now_done = answer.at("done").as_int64(); now_done != done) {
            done = now_done;
            last_move = Clock::now();
            progress.show(done, answer.at("total").as_int64());
        }
        if (!waits_of(answer).empty() && Clock::now() - last_move > longest_wait) break;
        if (answer.at("total").as_int64() == 0) std::this_thread::sleep_for(pause); // servers are taking the key up
        auto next = ask(configuration, {{"command", "key.go_on"}});
        if (next.code == 0 && !next.answer.at("rotating").as_bool() && text_of(next.answer, "from").empty()) {
            next.answer["from"] = answer.at("from"); // the server was quicker and has forgotten
            next.answer["to"] = answer.at("to");
            next.answer["done"] = answer.at("done");
        }
        answered = std::move(next);
    }
    return answered;
}

int print_waiting(const json::object& answer)
{
    for (const auto& words : waits_of(answer)) std::cerr << "assetbuddy: " << words << "\n";
    return complain("the new key does not seal yet, everything works with the old one; when the above is done, servers "
                    "that run go on by themselves, and assetbuddy key status shows how far it is",
                    1);
}

int print_done(const server::Configuration& configuration, const json::object& answer, Output output)
{
    const auto from = text_of(answer, "from");
    const auto former = platform::crypto::former_key_file(configuration.key_file, from);
    const bool is_kept = std::filesystem::exists(former);
    if (output == Output::json) {
        json::object told{{"key_id", answer.at("key_id")},
                          {"former_key_id", from},
                          {"former_key_file", nullptr},
                          {"sealed_anew", answer.at("done")}};
        if (is_kept) told["former_key_file"] = former.string();
        std::cout << json::serialize(told) << "\n";
        return 0;
    }
    std::cout << fmt::format("Key {} has taken over from {}; {} sealed values were sealed anew.\n",
                             text_of(answer, "key_id"), from, answer.at("done").as_int64())
              << fmt::format("Keep a copy of {} now, apart from the backups.\n", configuration.key_file.string());
    if (is_kept)
        std::cout << fmt::format("The old key is in {}: backups made until now need it. Move it to where you keep the "
                                 "copies of your keys, and delete it with the last of those backups.\n",
                                 former.string());
    return 0;
}

} // namespace

int rotate_key(const server::Configuration& configuration, Output output)
{
    const auto answered = follow(configuration, ask(configuration, {{"command", "key.rotate"}}));
    if (answered.code != 0) return answered.code;
    if (answered.answer.at("rotating").as_bool()) return print_waiting(answered.answer);
    return print_done(configuration, answered.answer, output);
}

int show_key(const server::Configuration& configuration, Output output)
{
    const auto opened = open_to_read(configuration);
    if (!opened.world) return opened.code;
    const auto state = server::find_key_state(opened.world->database(), platform::clock::SystemClock{}.now());
    if (output == Output::json) {
        std::cout << json::serialize(json::object{{"key_id", state.id},
                                                  {"rotating", state.is_rotating},
                                                  {"from", state.from},
                                                  {"to", state.to},
                                                  {"done", state.done},
                                                  {"total", state.total}})
                  << "\n";
        return 0;
    }
    std::cout << fmt::format("Key {} seals.\n", state.id.empty() ? "none yet" : state.id);
    if (state.is_rotating)
        std::cout << fmt::format("Key {} is taking over from {}: {} of {} sealed values are done.\n", state.to,
                                 state.from, state.done, state.total);
    for (const auto& words : state.waits_for) std::cout << "It waits: " << words << ".\n";
    return 0;
}

} // namespace assetbuddy::cli
