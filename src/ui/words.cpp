#include "ui/words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "platform/json/statuses.h"

namespace assetbuddy::ui {
namespace {

struct Words {
    std::string_view code;
    std::string_view title;
    std::string_view advice;
};

constexpr std::array words{
    Words{"sign_in_required", "Please sign in", "You are not signed in any more. Sign in, then open the page again."},
    Words{"forbidden", "You cannot open this",
          "Your role does not include this. If you need it, ask the person who manages users in your organisation."},
    Words{"role_above_own", "That role is above yours",
          "You can only give roles that do no more than your own. Choose another role, or ask your Owner."},
    Words{"not_found", "There is nothing here", "The address may be mistyped, or what was here has been removed."},
    Words{"cross_site", "Please send that again",
          "The page had been open for a long time, or the request came from another site. Go back, reload the page and "
          "try once more."},
    Words{"malformed", "That could not be read",
          "Something in the request was not what this page expects. Go back and try once more."},
    Words{"method_not_allowed", "That does not work here",
          "This address cannot be used that way. Go back and use the buttons on the page."},
    Words{"unsupported_media_type", "That could not be read", "This page does not take that kind of content."},
    Words{"too_large", "That is too much at once",
          "What you sent is larger than this page takes. Send less, or in smaller parts."},
    Words{"too_many", "There are as many as there may be", "Remove what is not needed any more, then add another."},
    Words{"too_many_headers", "Your browser sent too much",
          "It keeps too many cookies for this address. Delete the cookies of this site, then sign in again."},
    Words{"length_required", "That could not be read",
          "The request did not say how long it is. Go back and try once more."},
    Words{"uri_too_long", "The address is too long", "Go back and shorten what you searched for."},
    Words{"inactive", "Your place is not active", "Ask the person who manages users in your organisation."},
    Words{"email_unconfirmed", "Confirm your email first",
          "Enter the code we sent you when you signed up; then you can do this."},
    Words{"reauthenticate", "Please enter your password again", "This is a big step, so we want to be sure it is you."},
    Words{"second_factor_required", "One more step",
          "Show your second factor as well: a code from your app, or a recovery code."},
    Words{"second_factor_missing", "Please set up a second step",
          "Your organisation asks everybody for a second step when signing in."},
    Words{"rate_limited", "Please wait a little",
          "There were too many attempts in a short time. Wait a minute, then try again."},
    Words{"stale", "Somebody changed this meanwhile",
          "Reload the page to see what it says now, then make your change again."},
    Words{"wrong_state", "This cannot be done any more",
          "Something changed meanwhile. Reload the page to see how things stand."},
    Words{"name_taken", "That name is already used", "Choose another name, or open the one that has it."},
    Words{"in_use", "Something still uses this", "Move or remove what belongs to it first."},
    Words{"wrong_offset", "The upload was interrupted", "Choose the file again; nothing of it was kept."},
    Words{"range_not_satisfiable", "That part of the file is not there", "Download the whole file again."},
    Words{"idempotency_conflict", "This was sent before with other content",
          "Reload the page, then make your change again."},
    Words{"site_in_use", "People still belong to this site", "Choose what happens to them first."},
    Words{"expired", "This has expired", "Ask for a new one."},
    Words{"revoked", "This was withdrawn", "Ask the person who sent it."},
    Words{"declined", "This was declined", "Ask the person who sent it if you have changed your mind."},
    Words{"accepted", "This has already been used", "You can sign in."},
    Words{"used", "This has already been used", "Ask for a new link if you need one."},
    Words{"replaced", "There is a newer one", "Use the link in the newest email."},
    Words{"locked", "This is locked", "There were too many wrong attempts. Ask for a new one."},
    Words{"held", "This is on hold", "Somebody in the organisation has to look at it first."},
    Words{"wrong_code", "The code is not right", "Check the code and type it again."},
    Words{"wrong_credentials", "Email or password is not right", "Check both and try again."},
    Words{"weak_password", "That password is too easy to guess",
          "Choose a longer one: four or more words that do not belong together work well."},
    Words{"already_imported", "This table was imported before", "Take out what is in the register already."},
    Words{"already_invited", "This address is already invited", "You can send the invitation again, or change it."},
    Words{"already_user", "This person is already here", "The address already has a place in your organisation."},
    Words{"is_owner", "The Owner cannot be changed this way",
          "An organisation always has one active Owner. Transfer the ownership to somebody else first."},
    Words{"unavailable", "The service is busy", "Nothing was lost. Wait a few seconds, then try again."},
    Words{"storage_full", "The server is full", "Nothing can be saved at the moment. Tell whoever runs this server."},
    Words{"misdirected", "This is not the address of this service",
          "Use the address in your invitation, or ask whoever runs this server for the right one."},
    Words{"not_implemented", "That does not work here",
          "Your browser or program asked in a way this server does not know."},
    Words{"request_timeout", "That took too long", "Check your connection, then try again."},
    Words{"invalid", "Please check what you entered", "Some of what was entered cannot be accepted."},
    Words{"internal", "Something went wrong on our side",
          "It is not your fault, and nothing was half done. Please try again in a moment."},
};

static_assert(std::ranges::all_of(platform::json::codes,
                                  [](const auto& known) {
                                      return std::ranges::find(words, known.code, &Words::code) != words.end();
                                  }),
              "a code the program answers with that a page has no words for");
static_assert(std::ranges::all_of(words,
                                  [](const auto& each) { return platform::json::find_code(each.code) != nullptr; }),
              "words for a code the program never answers with");

const Words& of(std::string_view code)
{
    for (const auto& each : words) {
        if (each.code == code) return each;
    }
    return words.back();
}

} // namespace

std::string title_in_words(const base::Error& error)
{
    return std::string{of(error.code).title};
}

std::string in_words(const base::Error& error)
{
    return error.detail.empty() ? std::string{of(error.code).advice} : error.detail;
}

} // namespace assetbuddy::ui
