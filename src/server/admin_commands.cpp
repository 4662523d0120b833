#include <array>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/operator.h"
#include "accounts/reset_link.h"
#include "accounts/second_factor_reset.h"
#include "base/email_address.h"
#include "invitations/find.h"
#include "invitations/resend.h"
#include "invitations/view.h"
#include "organisations/create.h"
#include "platform/json/json.h"
#include "platform/log/log.h"
#include "server/admin.h"
#include "users/deactivate.h"
#include "users/find.h"
#include "users/view.h"

namespace assetbuddy::server {
namespace {

namespace json = boost::json;
using base::refused;
using base::Result;
using platform::json::text_of;

std::string refusal(const base::Error& error)
{
    json::array errors;
    for (const auto& field : error.errors)
        errors.push_back(json::object{{"field", field.field}, {"message", field.message}});
    return json::serialize(
        json::object{{"ok", false}, {"code", error.code}, {"detail", error.detail}, {"errors", std::move(errors)}});
}

Result<json::object> create_organisation(const access::Kernel& kernel, const json::object& request)
{
    const auto created = organisations::create(kernel, access::command_line,
                                               {.name = text_of(request, "name"),
                                                .owner_name = text_of(request, "owner_name"),
                                                .owner_email = text_of(request, "owner_email")});
    if (!created) return refused(created.error());
    return json::object{
        {"organisation_id", created->organisation.text()}, {"user_id", created->owner.text()}, {"link", created->link}};
}

Result<base::UserId> find_user(access::Call& call, const std::string& called)
{
    if (const auto id = base::UserId::parse(called)) return *id;
    const auto email = base::EmailAddress::parse(called);
    if (!email) return refused("invalid", {}, "Give the person's email address or id.");
    const auto user = users::find_by_email(call, call.organisation(), *email);
    if (!user)
        return refused("not_found", {},
                       "Nobody of " + call.actor.facts().organisation_name +
                           " has this address; assetbuddy user list shows who is there.");
    return user->id;
}

Result<json::object> deactivate_user(const access::Kernel& kernel, const json::object& request)
{
    return access::change_as_operator(kernel, access::command_line, text_of(request, "organisation"),
                                      [&](access::Call& call) -> Result<json::object> {
                                          const auto id = find_user(call, text_of(request, "user"));
                                          if (!id) return refused(id.error());
                                          const auto user = users::deactivate(call, *id);
                                          if (!user) return refused(user.error());
                                          return json::object{{"organisation", call.actor.facts().organisation_name},
                                                              {"user", users::to_json(*user)}};
                                      });
}

Result<json::object> reset_password(const access::Kernel& kernel, const json::object& request)
{
    const auto made = accounts::make_reset_link(kernel, access::command_line, text_of(request, "email"));
    if (!made) return refused(made.error());
    return json::object{{"link", made->link}, {"expires_at", base::to_rfc3339(made->expires_at)}};
}

Result<json::object> reset_second_factor(const access::Kernel& kernel, const json::object& request)
{
    const auto done = accounts::reset_second_factor(kernel, access::command_line, text_of(request, "email"));
    if (!done) return refused(done.error());
    return json::object{};
}

Result<base::InvitationId> find_invitation(access::Call& call, const std::string& called)
{
    if (const auto id = base::InvitationId::parse(called)) return *id;
    const auto email = base::EmailAddress::parse(called);
    if (!email) return refused("invalid", {}, "Give the invited email address or the invitation's id.");
    const auto invitation = invitations::find_open_to(call, *email);
    if (!invitation) return refused(invitation.error());
    return invitation->id;
}

Result<json::object> resend_invitation(const access::Kernel& kernel, const json::object& request)
{
    return access::change_as_operator(kernel, access::command_line, text_of(request, "organisation"),
                                      [&](access::Call& call) -> Result<json::object> {
                                          const auto id = find_invitation(call, text_of(request, "invitation"));
                                          if (!id) return refused(id.error());
                                          const auto sent = invitations::resend(call, *id);
                                          if (!sent) return refused(sent.error());
                                          return json::object{{"organisation", call.actor.facts().organisation_name},
                                                              {"invitation", invitations::to_json(*sent, call.now)}};
                                      });
}

json::object to_json(const KeyState& state)
{
    json::array waits;
    for (const auto& words : state.waits_for) waits.emplace_back(words);
    return {{"key_id", state.id}, {"rotating", state.is_rotating}, {"from", state.from},           {"to", state.to},
            {"done", state.done}, {"total", state.total},          {"waits_for", std::move(waits)}};
}

/// A line's answer has ten seconds: far less.
constexpr std::chrono::milliseconds key_slice{500};

std::optional<Result<json::object>> run_key_command(KeyKeeper& keys, std::string_view wanted)
{
    if (wanted == "key.go_on") return to_json(keys.go_on(key_slice));
    if (wanted != "key.rotate") return std::nullopt;
    const auto state = keys.rotate(key_slice);
    if (!state) return refused(state.error());
    return to_json(*state);
}

struct Command {
    std::string_view name;
    Result<json::object> (*run)(const access::Kernel&, const json::object&);
};
constexpr std::array commands{
    Command{"organisation.create", create_organisation}, Command{"user.deactivate", deactivate_user},
    Command{"user.reset_password", reset_password}, Command{"user.reset_second_factor", reset_second_factor},
    Command{"invitation.resend", resend_invitation}};

std::string answered(Result<json::object> answer)
{
    if (!answer) return refusal(answer.error());
    answer->insert_or_assign("ok", true);
    return json::serialize(*answer);
}

} // namespace

std::string run_admin_command(const access::Kernel& kernel, KeyKeeper& keys, const std::string& text)
try {
    boost::system::error_code bad;
    const auto value = json::parse(text, bad);
    if (bad || !value.is_object()) return refusal({"malformed", {}, "the command could not be read"});
    const auto& request = value.as_object();
    const auto wanted = text_of(request, "command");
    for (const auto& command : commands) {
        if (command.name == wanted) return answered(command.run(kernel, request));
    }
    if (auto answer = run_key_command(keys, wanted)) return answered(*std::move(answer));
    return refusal({"not_found", {}, "the running server does not know this command; is it an older version?"});
} catch (const std::exception& fault) {
    platform::log::error("admin.failed", {{"what", fault.what()}});
    return refusal({"internal", {}, fault.what()});
}

} // namespace assetbuddy::server
