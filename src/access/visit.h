#pragma once

// What an HTTP handler of any room is given. Handlers are thin (house rule 8): parse, one verb, show.

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/call.h"
#include "access/kernel.h"
#include "platform/http/forms.h"
#include "platform/http/message.h"

namespace assetbuddy::access {

/// One HTTP request on its way through a handler. Made by server/middleware after limits, host and same-origin checks.
class Visit {
  public:
    Visit(platform::http::Request& request, const Kernel& kernel);

    platform::http::Request& request;
    const Kernel& kernel;
    Credential credential;
    Origin origin;
    /// Set-Cookie values to go out with whatever answer the handler makes.
    std::vector<platform::http::Cookie> cookies;

    template <class Work>
    auto look(Work&& work)
    {
        return access::look(kernel, credential, origin, std::forward<Work>(work));
    }
    template <class Work>
    auto change(Work&& work)
    {
        return access::change(kernel, credential, origin, std::forward<Work>(work));
    }

    [[nodiscard]] bool secure() const { return kernel.policy.secure(); }
    [[nodiscard]] bool signed_in_claimed() const { return credential.kind != Credential::Kind::none; }

    /// A form token bound to the session (or, before one, to the form cookie, which is then set), masked anew each
    /// time.
    std::string form_token();
    /// True when `token` was made for the cookie this request carries.
    [[nodiscard]] bool is_form_token(std::string_view token) const;

    /// Puts the session cookie on the answer; empty token: takes it away.
    void set_session_cookie(std::string_view token);
    /// The accept cookie (30 minutes, section 4): carries the sealed invite token. Empty: takes it away.
    void set_accept_cookie(std::string_view invite_token);
    /// The invite token of the accept cookie; empty when there is none, it is over 30 minutes old or not ours.
    [[nodiscard]] std::string accept_token() const;
    /// Text that travels sealed in a cookie of this name and dies after `life`, whatever the browser does with it.
    /// Empty text takes the cookie away. Names: `__Host-` in front when `secure()`.
    void set_sealed_cookie(std::string_view name, std::string_view text, std::chrono::seconds life);
    [[nodiscard]] std::string sealed_cookie(std::string_view name) const;
    /// One message for the next page ("Invitation sent to ..."), sealed in a short-lived cookie. Read by the shell
    /// once.
    void flash(std::string_view message);
    std::string take_flash();

  private:
    [[nodiscard]] std::string binding() const;
    [[nodiscard]] std::string sealed(std::string_view purpose, std::string_view text, base::Duration life) const;
    [[nodiscard]] std::string unsealed(std::string_view purpose, std::string_view box) const;
    std::string fresh_form_binding_;
};

/// What form tokens are hashed for.
inline constexpr std::string_view form_purpose = "form-token";
std::string_view session_cookie_name(bool secure); // __Host-assetbuddy | assetbuddy
std::string_view accept_cookie_name(bool secure);  // __Host-inv | assetbuddy_inv

} // namespace assetbuddy::access
