#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "access/kernel.h"
#include "base/result.h"
#include "server/keys.h"

namespace assetbuddy::server {

/// A command of the command line that writes. One JSON object in, one out; the same function serves it inside a running
/// server and directly (server/admin_commands.cpp).
///   {"command": "organisation.create", "name": …, "owner_name": …, "owner_email": …}
///   {"command": "user.deactivate", "organisation": NAME or ID or "", "user": EMAIL or ID}
///   {"command": "user.reset_password", "email": …}
///   {"command": "user.reset_second_factor", "email": …}
///   {"command": "invitation.resend", "organisation": NAME or ID or "", "invitation": EMAIL or ID}
///   {"command": "key.rotate"}, {"command": "key.go_on"}: work for a moment each, until "rotating" is false
///   → {"ok": true, …} or {"ok": false, "code": …, "detail": …, "errors": […]}
std::string run_admin_command(const access::Kernel& kernel, KeyKeeper& keys, const std::string& request);

/// DATA_DIR/admin.sock (0600): the way of such commands into the server that runs. One line each way; at most 64 KiB,
/// 10 seconds. Starts a thread of its own.
class AdminSocket {
  public:
    AdminSocket(std::filesystem::path path, const access::Kernel& kernel, KeyKeeper& keys);
    ~AdminSocket();
    AdminSocket(const AdminSocket&) = delete;
    AdminSocket& operator=(const AdminSocket&) = delete;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Sends a command to the server that runs; nothing when none listens there.
std::optional<std::string> ask_server(const std::filesystem::path& socket, const std::string& request);

} // namespace assetbuddy::server
