#pragma once

// R-AUTHZ-1: who gets in where. One line a route; server/role_walk_test.cpp walks every route of server/routes.cpp as
// every role and compares. A route without a line fails the test, and so does a line without a route.
//
// A new route needs one line below, in the order of server/routes.cpp:
//
//     {get, "/roles/{role}", signed_in, none, "+++fff+f", "", ""},
//
// 1. method and pattern as in routes.cpp;
// 2. `signed_in`: a stranger, or somebody deactivated, is sent to sign in (401, or a page that leads there);
//    `open`: the address is there for everybody;
// 3. what `{id}` names: `user`, `invitation`, `site`, ... or `none` when the address names no record. A new kind of
// record
//    needs a name here and a maker in server/role_walk_test.cpp (Walk::make);
// 4. a letter a role, in the order owner, hs_admin, site_manager, engineering, supervisor, operator, director,
// contractor
//    (all of them belong to the site Harbour Yard), for a record of their own site;
// 5. the same for a record at another site of their organisation;
// 6. the same for a record of another organisation: never a `+`.
//    5 and 6 are empty where no record is named.
//
// Where an empty body is refused before anybody looks who asks, give a sound one in server/role_walk_test.cpp
// (Walk::sound_body).
//
// The letters: `+` let in (whatever the answer to an empty body is then), `f` 403, `n` 404, `s` asked to sign in.

#include <string_view>

#include "platform/http/message.h"

namespace assetbuddy::testing_support::role_walk {

enum class Door { signed_in, open };
enum class Record { none, user, invitation, site, people_import, location, asset, defect };

struct Line {
    platform::http::Method method;
    std::string_view pattern;
    Door door;
    Record record;
    std::string_view own;
    std::string_view other_site;
    std::string_view other_organisation;
};

using enum Door;
using enum Record;
using enum platform::http::Method;

inline constexpr std::string_view everybody = "++++++++";
inline constexpr std::string_view nobody_sees = "nnnnnnnn";

// clang-format off
inline constexpr Line lines[] = {
    {get,   "/sign-up", open, none, "ffffffff", "", ""},
    {post,  "/sign-up", open, none, "ffffffff", "", ""},
    {get,   "/confirm", open, none, everybody, "", ""},
    {post,  "/confirm", open, none, everybody, "", ""},
    {get,   "/confirm/{token}", open, none, everybody, "", ""},
    {post,  "/confirm/email", open, none, everybody, "", ""},
    {post,  "/confirm/resend", signed_in, none, everybody, "", ""},
    {get,   "/profile", signed_in, none, everybody, "", ""},
    {post,  "/profile", signed_in, none, everybody, "", ""},
    {get,   "/sign-in", open, none, everybody, "", ""},
    {post,  "/sign-in", open, none, everybody, "", ""},
    {get,   "/sign-in/second-factor", open, none, everybody, "", ""},
    {post,  "/sign-in/second-factor", open, none, everybody, "", ""},
    {post,  "/sign-in/passkey", open, none, everybody, "", ""},
    {post,  "/sign-out", open, none, everybody, "", ""},
    {post,  "/session/switch", open, none, nobody_sees, "", ""},
    {get,   "/forgot-password", open, none, everybody, "", ""},
    {post,  "/forgot-password", open, none, everybody, "", ""},
    {get,   "/reset/{token}", open, none, everybody, "", ""},
    {get,   "/reset", open, none, everybody, "", ""},
    {post,  "/reset", open, none, everybody, "", ""},
    {get,   "/profile/email", signed_in, none, everybody, "", ""},
    {post,  "/profile/email", signed_in, none, everybody, "", ""},
    {get,   "/profile/password", signed_in, none, everybody, "", ""},
    {post,  "/profile/password", signed_in, none, everybody, "", ""},
    {get,   "/confirm-password", signed_in, none, everybody, "", ""},
    {post,  "/confirm-password", signed_in, none, everybody, "", ""},
    {get,   "/profile/sessions", signed_in, none, everybody, "", ""},
    {post,  "/profile/sessions/end-others", signed_in, none, everybody, "", ""},
    {post,  "/profile/sessions/{id}/end", signed_in, none, everybody, "", ""},
    {get,   "/profile/second-factor", signed_in, none, everybody, "", ""},
    {post,  "/profile/second-factor/app", signed_in, none, everybody, "", ""},
    {get,   "/profile/second-factor/app", signed_in, none, everybody, "", ""},
    {post,  "/profile/second-factor/app/confirm", signed_in, none, everybody, "", ""},
    {post,  "/profile/second-factor/app/remove", signed_in, none, everybody, "", ""},
    {post,  "/profile/second-factor/recovery-codes", signed_in, none, everybody, "", ""},
    {post,  "/profile/second-factor/recovery-codes/file", signed_in, none, everybody, "", ""},
    {get,   "/profile/second-factor/passkeys/new", signed_in, none, everybody, "", ""},
    {post,  "/profile/second-factor/passkeys", signed_in, none, everybody, "", ""},
    {get,   "/profile/second-factor/passkeys/{id}", signed_in, none, nobody_sees, "", ""},
    {post,  "/profile/second-factor/passkeys/{id}", signed_in, none, nobody_sees, "", ""},
    {post,  "/profile/second-factor/passkeys/{id}/remove", signed_in, none, nobody_sees, "", ""},
    {get,   "/profile/tokens", signed_in, none, everybody, "", ""},
    {get,   "/profile/tokens/new", signed_in, none, everybody, "", ""},
    {post,  "/profile/tokens/new", signed_in, none, everybody, "", ""},
    {post,  "/profile/tokens/{id}/end", signed_in, none, nobody_sees, "", ""},
    {get,   "/profile/notifications", signed_in, none, everybody, "", ""},
    {post,  "/profile/notifications", signed_in, none, everybody, "", ""},
    {get,   "/notifications", signed_in, none, everybody, "", ""},
    {post,  "/notifications/read", signed_in, none, everybody, "", ""},
    {post,  "/notifications/{id}/open", signed_in, none, nobody_sees, "", ""},
    {get,   "/users", signed_in, none, "+++fff+f", "", ""},
    {get,   "/users/{id}", signed_in, user, "+++nnn+n", "+++nnn+n", nobody_sees},
    {get,   "/users/{id}/edit", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/{id}/edit", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/{id}/deactivate", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/{id}/reactivate", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {get,   "/users/{id}/delete", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/{id}/delete", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {get,   "/users/{id}/erase", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/{id}/erase", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {get,   "/users/{id}/make-owner", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/{id}/make-owner", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {get,   "/users/deleted", signed_in, none, "+fffffff", "", ""},
    {get,   "/users/export", signed_in, none, "+++fff+f", "", ""},
    {get,   "/users/invite", signed_in, none, "+fffffff", "", ""},
    {post,  "/users/invite", signed_in, none, "+fffffff", "", ""},
    {post,  "/users/invite/preview", signed_in, none, "+fffffff", "", ""},
    {get,   "/users/invite/import", signed_in, none, "+fffffff", "", ""},
    {post,  "/users/invite/import", signed_in, none, "+fffffff", "", ""},
    {get,   "/users/invite/import/template", signed_in, none, "+fffffff", "", ""},
    {get,   "/users/invite/imports/{id}", signed_in, people_import, "+nnnnnnn", "+nnnnnnn", nobody_sees},
    {get,   "/users/invitations/{id}", signed_in, invitation, "+++nnn+n", "+++nnn+n", nobody_sees},
    {post,  "/users/invitations/{id}/resend", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/invitations/{id}/revoke", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/invitations/{id}/keep", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {get,   "/users/invitations/{id}/edit", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/invitations/{id}/edit", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/users/invitations/{id}/edit/preview", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    // The organisation does not allow codes by phone unless it says so.
    {post,  "/users/invitations/{id}/code", signed_in, invitation, "fffnnnfn", "fffnnnfn", nobody_sees},
    {post,  "/accept/decline", open, none, everybody, "", ""},
    {post,  "/accept/ask-anew", open, none, everybody, "", ""},
    {get,   "/join", open, none, everybody, "", ""},
    {post,  "/join", open, none, everybody, "", ""},
    {get,   "/invitations/{token}", open, none, nobody_sees, "", ""},
    {get,   "/accept", open, none, everybody, "", ""},
    {post,  "/accept", open, none, everybody, "", ""},
    {post,  "/accept/sign-out", open, none, everybody, "", ""},
    {get,   "/welcome", signed_in, none, everybody, "", ""},
    {get,   "/sites", signed_in, none, "+++++++f", "", ""},
    {get,   "/sites/new", signed_in, none, "+++fffff", "", ""},
    {post,  "/sites/new", signed_in, none, "+++fffff", "", ""},
    {get,   "/sites/{id}", signed_in, site, "+++++++n", "+++++++n", nobody_sees},
    {post,  "/sites/{id}", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {post,  "/sites/{id}/deactivate", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {post,  "/sites/{id}/delete", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {post,  "/sites/{id}/reactivate", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {get,   "/sites/{id}/locations/new", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {post,  "/sites/{id}/locations/new", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {get,   "/locations/{id}", signed_in, location, "+++ffffn", "+++ffffn", nobody_sees},
    {post,  "/locations/{id}", signed_in, location, "+++ffffn", "+++ffffn", nobody_sees},
    {post,  "/locations/{id}/delete", signed_in, location, "+++ffffn", "+++ffffn", nobody_sees},
    {get,   "/defects", signed_in, none, everybody, "", ""},
    {get,   "/defects/new", signed_in, none, "++++++ff", "", ""},
    {get,   "/assets/{id}/report", signed_in, asset, "++++++nn", "++++nnnn", nobody_sees},
    {post,  "/assets/{id}/report", signed_in, asset, "++++++nn", "++++nnnn", nobody_sees},
    {get,   "/defects/{id}", signed_in, defect, "+++++++n", "++n+nn+n", nobody_sees},
    {get,   "/defects/{id}/edit", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {post,  "/defects/{id}/edit", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {get,   "/defects/{id}/assign", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {post,  "/defects/{id}/assign", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {get,   "/defects/{id}/close-out", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/close-out", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {get,   "/defects/{id}/reject", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/reject", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/await-parts", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/resume", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/approve", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/close", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/defects/{id}/notes", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {get,   "/audit", signed_in, none, "+++fff+f", "", ""},
    {get,   "/audit/export", signed_in, none, "+++fff+f", "", ""},
    {get,   "/settings", signed_in, none, "+fffffff", "", ""},
    {post,  "/settings", signed_in, none, "+fffffff", "", ""},
    {get,   "/roles", signed_in, none, "+++fff+f", "", ""},
    {get,   "/roles/{role}", signed_in, none, "+++fff+f", "", ""},
    {post,  "/roles/{role}", signed_in, none, "+fffffff", "", ""},
    {post,  "/roles/{role}/reset", signed_in, none, "+fffffff", "", ""},
    {post,  "/appearance", open, none, everybody, "", ""},
    {get,   "/static/{file}", open, none, nobody_sees, "", ""},
    {get,   "/favicon.ico", open, none, everybody, "", ""},
    {get,   "/favicon.svg", open, none, everybody, "", ""},
    {get,   "/api", open, none, everybody, "", ""},
    {post,  "/api/v1/organisations", open, none, "ffffffff", "", ""},
    {get,   "/api/v1/audit", signed_in, none, "+++fff+f", "", ""},
    {get,   "/api/v1/audit/export", signed_in, none, "+++fff+f", "", ""},
    {get,   "/api/v1/organisation", signed_in, none, "+fffffff", "", ""},
    {patch, "/api/v1/organisation", signed_in, none, "+fffffff", "", ""},
    {post,  "/api/v1/organisation/transfer-ownership", signed_in, none, "+fffffff", "", ""},
    {post,  "/api/v1/session", open, none, everybody, "", ""},
    // Nothing to go on from: the password comes first.
    {post,  "/api/v1/session/second-factor", open, none, "ssssssss", "", ""},
    {put,   "/api/v1/session", signed_in, none, nobody_sees, "", ""},
    {del,   "/api/v1/session", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/session/confirm", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/session/confirm/resend", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/session/confirm-password", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/password/forgot", open, none, everybody, "", ""},
    {post,  "/api/v1/password/reset", open, none, nobody_sees, "", ""},
    {get,   "/api/v1/me", signed_in, none, everybody, "", ""},
    {patch, "/api/v1/me", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/me/email", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/me/password", signed_in, none, everybody, "", ""},
    {get,   "/api/v1/me/sessions", signed_in, none, everybody, "", ""},
    {del,   "/api/v1/me/sessions", signed_in, none, everybody, "", ""},
    {del,   "/api/v1/me/sessions/{id}", signed_in, none, nobody_sees, "", ""},
    {get,   "/api/v1/me/second-factor", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/me/second-factor/app", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/me/second-factor/app/confirm", signed_in, none, everybody, "", ""},
    {del,   "/api/v1/me/second-factor/app", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/me/second-factor/recovery-codes", signed_in, none, everybody, "", ""},
    {get,   "/api/v1/me/passkeys", signed_in, none, everybody, "", ""},
    {patch, "/api/v1/me/passkeys/{id}", signed_in, none, everybody, "", ""}, // an empty name is refused first
    {del,   "/api/v1/me/passkeys/{id}", signed_in, none, nobody_sees, "", ""},
    {get,   "/api/v1/me/notifications", signed_in, none, everybody, "", ""},
    {patch, "/api/v1/me/notifications", signed_in, none, everybody, "", ""},
    {get,   "/api/v1/api-tokens", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/api-tokens", signed_in, none, everybody, "", ""},
    {del,   "/api/v1/api-tokens/{id}", signed_in, none, nobody_sees, "", ""},
    {get,   "/api/v1/notifications", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/notifications/read", signed_in, none, everybody, "", ""},
    {patch, "/api/v1/notifications/{id}", signed_in, none, nobody_sees, "", ""},
    {post,  "/api/v1/invitations", signed_in, none, "+fffffff", "", ""},
    {get,   "/api/v1/invitations", signed_in, none, "+++fff+f", "", ""},
    {post,  "/api/v1/invitations/import", signed_in, none, "+fffffff", "", ""},
    {get,   "/api/v1/invitations/imports/{id}", signed_in, people_import, "+nnnnnnn", "+nnnnnnn", nobody_sees},
    {post,  "/api/v1/invitations/preview", signed_in, none, "+fffffff", "", ""},
    {post,  "/api/v1/invitations/inspect", open, none, nobody_sees, "", ""},
    {post,  "/api/v1/invitations/accept", open, none, everybody, "", ""},
    {post,  "/api/v1/invitations/decline", open, none, everybody, "", ""},
    {post,  "/api/v1/invitations/ask-anew", open, none, everybody, "", ""},
    {post,  "/api/v1/join", open, none, everybody, "", ""},
    {patch, "/api/v1/invitations/{id}", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/api/v1/invitations/{id}/keep", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/api/v1/invitations/{id}/code", signed_in, invitation, "fffnnnfn", "fffnnnfn", nobody_sees},
    {get,   "/api/v1/invitations/{id}", signed_in, invitation, "+++nnn+n", "+++nnn+n", nobody_sees},
    {post,  "/api/v1/invitations/{id}/resend", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/api/v1/invitations/{id}/revoke", signed_in, invitation, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {get,   "/api/v1/users", signed_in, none, "+++fff+f", "", ""},
    {get,   "/api/v1/users/export", signed_in, none, "+++fff+f", "", ""},
    {get,   "/api/v1/users/{id}", signed_in, user, "+++nnn+n", "+++nnn+n", nobody_sees},
    {get,   "/api/v1/users/{id}/access", signed_in, user, "+++nnn+n", "+++nnn+n", nobody_sees},
    {patch, "/api/v1/users/{id}", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {del,   "/api/v1/users/{id}", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/api/v1/users/{id}/erase", signed_in, user, "+ffnnnfn", "+ffnnnfn", nobody_sees},
    {post,  "/api/v1/email-changes/confirm", open, none, everybody, "", ""},
    {get,   "/api/v1/sites", signed_in, none, "+++++++f", "", ""},
    {post,  "/api/v1/sites", signed_in, none, "+++fffff", "", ""},
    {get,   "/api/v1/sites/{id}", signed_in, site, "+++++++n", "+++++++n", nobody_sees},
    {patch, "/api/v1/sites/{id}", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {del,   "/api/v1/sites/{id}", signed_in, site, "+++ffffn", "+++ffffn", nobody_sees},
    {get,   "/api/v1/locations", signed_in, none, "+++++++f", "", ""},
    {post,  "/api/v1/locations", signed_in, none, "+++fffff", "", ""},
    {get,   "/api/v1/locations/{id}", signed_in, location, "+++++++n", "+++++++n", nobody_sees},
    {patch, "/api/v1/locations/{id}", signed_in, location, "+++ffffn", "+++ffffn", nobody_sees},
    {del,   "/api/v1/locations/{id}", signed_in, location, "+++ffffn", "+++ffffn", nobody_sees},
    {get,   "/api/v1/defects", signed_in, none, everybody, "", ""},
    {post,  "/api/v1/defects", signed_in, none, "++++++ff", "", ""},
    {get,   "/api/v1/defects/{id}", signed_in, defect, "+++++++n", "++n+nn+n", nobody_sees},
    {patch, "/api/v1/defects/{id}", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {get,   "/api/v1/defects/{id}/events", signed_in, defect, "+++++++n", "++n+nn+n", nobody_sees},
    {post,  "/api/v1/defects/{id}/assign", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/await-parts", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/resume", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/close-out", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/approve", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/reject", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/close", signed_in, defect, "+++ffffn", "++nfnnfn", nobody_sees},
    {post,  "/api/v1/defects/{id}/notes", signed_in, defect, "+++++ffn", "++n+nnfn", nobody_sees},
    {get,   "/api/v1/assignees", signed_in, none, "nnnnnfff", "", ""},
    {get,   "/api/v1/roles", signed_in, none, "+++fff+f", "", ""},
    {get,   "/api/v1/roles/{role}", signed_in, none, "+++fff+f", "", ""},
    {put,   "/api/v1/roles/{role}/permissions", signed_in, none, "+fffffff", "", ""},
    {del,   "/api/v1/roles/{role}/permissions", signed_in, none, "+fffffff", "", ""},
    {get,   "/healthz", open, none, everybody, "", ""},
    {get,   "/readyz", open, none, everybody, "", ""},
    {get,   "/metrics", open, none, nobody_sees, "", ""},
    {get,   "/", open, none, everybody, "", ""},
};
// clang-format on

} // namespace assetbuddy::testing_support::role_walk
