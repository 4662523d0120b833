#include <cstdio>
#include <cstdlib>

#include "target.h"

namespace assetbuddy::fuzz {

const std::vector<Target>& targets()
{
    static const std::vector<Target> all{
        {"addresses", addresses},
        {"codes", codes},
        {"cookies", cookies},
        {"csv_table", csv_table},
        {"email_address", email_address},
        {"form_body", form_body},
        {"html_text", html_text},
        {"http_request", http_request},
        {"json_body", json_body},
        {"mail_message", mail_message},
        {"passkey", passkey},
        {"text_rules", text_rules},
        {"times", times},
    };
    return all;
}

void require(bool holds, const char* what)
{
    if (holds) return;
    std::fprintf(stderr, "this must hold and does not: %s\n", what);
    std::abort();
}

} // namespace assetbuddy::fuzz
