#pragma once

#include <string_view>
#include <vector>

// R-CPP-2: what reads bytes from outside takes any bytes. A target reads `bytes` and calls `require` for what must hold
// of the result; a broken promise, an exception or a fault found by a sanitizer ends the run.
//
// ./dev fuzz builds one libFuzzer program of all of them (Clang, AddressSanitizer, UndefinedBehaviorSanitizer) and runs
// each target for a while. ./dev test runs each over fuzz/seeds/TARGET/ and a few thousand changed copies of those.

namespace assetbuddy::fuzz {

struct Target {
    std::string_view name;
    void (*run)(std::string_view bytes);
};

/// Every target, by name.
const std::vector<Target>& targets();

/// Ends the program with `what` when it does not hold.
void require(bool holds, const char* what);

void http_request(std::string_view bytes);
void json_body(std::string_view bytes);
void form_body(std::string_view bytes);
void cookies(std::string_view bytes);
void addresses(std::string_view bytes);
void email_address(std::string_view bytes);
void codes(std::string_view bytes);
void mail_message(std::string_view bytes);
void passkey(std::string_view bytes);
void csv_table(std::string_view bytes);
void text_rules(std::string_view bytes);
void times(std::string_view bytes);
void html_text(std::string_view bytes);

} // namespace assetbuddy::fuzz
