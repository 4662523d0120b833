#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace assetbuddy::platform::json {

/// A stable code of contract.md with its status and the title people read.
struct Code {
    std::string_view code;
    int status;
    std::string_view title;
};

/// Every code the program answers with. Sorted, so that a missing or doubled one shows at a glance.
inline constexpr std::array codes{
    Code{"accepted", 410, "This has already been accepted"},
    Code{"already_imported", 409, "This table was imported before"},
    Code{"already_invited", 409, "This address has an open invitation"},
    Code{"already_user", 409, "This address already has a place here"},
    Code{"cross_site", 403, "The request came from another site"},
    Code{"declined", 410, "This was declined"},
    Code{"email_unconfirmed", 403, "Your email address is not confirmed yet"},
    Code{"expired", 410, "This has expired"},
    Code{"forbidden", 403, "You are not allowed to do this"},
    Code{"held", 423, "This is on hold"},
    Code{"idempotency_conflict", 422, "This key was used for another request"},
    Code{"in_use", 409, "Something still uses this"},
    Code{"inactive", 403, "This place is not active"},
    Code{"internal", 500, "Something went wrong on our side"},
    Code{"invalid", 422, "Some of what was entered cannot be accepted"},
    Code{"is_owner", 409, "The Owner cannot be changed this way"},
    Code{"length_required", 411, "The length of the body is missing"},
    Code{"locked", 423, "This is locked"},
    Code{"malformed", 400, "The request cannot be read"},
    Code{"method_not_allowed", 405, "This address does not take that method"},
    Code{"misdirected", 421, "This server does not answer for that host"},
    Code{"name_taken", 409, "This name is already used"},
    Code{"not_found", 404, "Nothing is here"},
    Code{"not_implemented", 501, "The server does not know this kind of request"},
    Code{"range_not_satisfiable", 416, "That part of the file is not there"},
    Code{"rate_limited", 429, "Too many requests"},
    Code{"reauthenticate", 403, "Please enter your password again"},
    Code{"replaced", 410, "This was replaced by a newer one"},
    Code{"request_timeout", 408, "The request took too long"},
    Code{"revoked", 410, "This was revoked"},
    Code{"role_above_own", 403, "That role can do more than you can"},
    Code{"second_factor_missing", 403, "Set up a second factor first"},
    Code{"second_factor_required", 401, "A second factor is needed"},
    Code{"sign_in_required", 401, "Please sign in"},
    Code{"site_in_use", 409, "People still belong to this site"},
    Code{"stale", 412, "This was changed by somebody else meanwhile"},
    Code{"storage_full", 503, "The server has no space left"},
    Code{"too_large", 413, "The request is too large"},
    Code{"too_many", 409, "There are as many as there may be"},
    Code{"too_many_headers", 431, "The request has too many headers"},
    Code{"unavailable", 503, "The service is busy"},
    Code{"unsupported_media_type", 415, "This kind of body is not taken here"},
    Code{"uri_too_long", 414, "The address is too long"},
    Code{"used", 410, "This has already been used"},
    Code{"weak_password", 422, "This password is too easy to guess"},
    Code{"wrong_code", 422, "The code is not right"},
    Code{"wrong_credentials", 401, "Email or password is not right"},
    Code{"wrong_offset", 409, "The upload stands elsewhere"},
    Code{"wrong_state", 409, "This cannot be done any more"},
};

constexpr const Code* find_code(std::string_view code)
{
    const auto found = std::ranges::lower_bound(codes, code, {}, &Code::code);
    return found != codes.end() && found->code == code ? &*found : nullptr;
}

} // namespace assetbuddy::platform::json
