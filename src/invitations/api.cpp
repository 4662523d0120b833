#include "invitations/api.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "invitations/ask_anew.h"
#include "invitations/decline.h"
#include "invitations/edge.h"
#include "invitations/edit.h"
#include "invitations/find.h"
#include "invitations/inspect.h"
#include "invitations/join.h"
#include "invitations/keep.h"
#include "invitations/list.h"
#include "invitations/new_code.h"
#include "invitations/preview.h"
#include "invitations/resend.h"
#include "invitations/revoke.h"
#include "invitations/send.h"
#include "invitations/view.h"
#include "platform/crypto/crypto.h"
#include "platform/http/etag.h"
#include "platform/http/query.h"
#include "platform/json/json.h"
#include "platform/json/list.h"
#include "users/view.h"

namespace assetbuddy::invitations::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using base::Result;

RepeatableAnswer answer_of(const Invitation& invitation, base::Time now, int status)
{
    return {.status = status,
            .body = boost::json::serialize(to_json(invitation, now)),
            .etag = http::etag_of(invitation.version)};
}

http::Response shown(access::Visit& visit, const Result<Invitation>& invitation)
{
    if (!invitation) return problem(visit, invitation.error());
    return answer_of(*invitation, visit.kernel.clock.now(), 200).to_response();
}

Result<OfferRequest> read_offer(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    OfferRequest offer{.name = body->text("name"),
                       .email = body->text("email"),
                       .role = body->text("role"),
                       .site_id = body->text("site_id"),
                       .job_title = body->text("job_title"),
                       .phone = body->text("phone"),
                       .is_external = body->optional_flag("is_external"),
                       .company_name = body->text("company_name"),
                       .company_address = body->text("company_address"),
                       .access_ends_on = body->text("access_ends_on"),
                       .message = body->text("message"),
                       .lifetime_days = body->optional_integer("lifetime_days")};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return offer;
}

Result<PreviewRequest> read_preview(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    PreviewRequest preview{.role = body->text("role"),
                           .site_id = body->text("site_id"),
                           .is_external = body->optional_flag("is_external")};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return preview;
}

Result<EditRequest> read_edit(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    EditRequest edit{.name = body->optional_text("name"),
                     .email = body->optional_text("email"),
                     .role = body->optional_text("role"),
                     .site_id = body->optional_text("site_id"),
                     .job_title = body->optional_text("job_title"),
                     .phone = body->optional_text("phone"),
                     .is_external = body->optional_flag("is_external"),
                     .company_name = body->optional_text("company_name"),
                     .company_address = body->optional_text("company_address"),
                     .access_ends_on = body->optional_text("access_ends_on"),
                     .message = body->optional_text("message"),
                     .lifetime_days = body->optional_integer("lifetime_days"),
                     .expected_version = http::expected_version(request)};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return edit;
}

ListRequest read_list(http::Query& query)
{
    ListRequest request;
    if (const auto text = query.text("state"); text == "open") {
        request.which = ListRequest::Which::open;
    } else if (!text.empty()) {
        request.state = read_state(text);
        if (!request.state)
            query.note_unknown("state", "open, pending, locked, accepted, declined, revoked or expired");
    }
    if (const auto text = query.text("delivery"); !text.empty()) {
        request.delivery = read_delivery(text);
        if (!request.delivery) query.note_unknown("delivery", "queued, sent, kept, failed or cancelled");
    }
    if (const auto text = query.text("role"); !text.empty()) {
        request.role = access::read_role(text);
        if (!request.role) query.note_unknown("role", "the name of a role, such as supervisor");
    }
    request.query = query.text("q");
    request.limit = query.limit(usual_page, longest_page);
    request.cursor = query.text("cursor");
    request.with_total = query.flag("total").value_or(false);
    return request;
}

/// The record of `{id}`; an id that is no UUID is like an unknown one.
Result<base::InvitationId> read_id(const http::Request& request)
{
    if (auto id = base::InvitationId::parse(request.parameter("id"))) return *id;
    return base::refused("not_found", {}, "There is no such invitation.");
}

/// Resend, revoke, keep and code: no body, or an empty object.
base::Done read_nothing(const http::Request& request)
{
    if (request.body.empty()) return {};
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    return body->finish();
}

template <class Verb>
http::Response change_one(access::Visit& visit, Verb verb)
{
    const auto id = read_id(visit.request);
    if (!id) return problem(visit, id.error());
    if (auto read = read_nothing(visit.request); !read) return problem(visit, read.error());
    const auto expected = http::expected_version(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            const auto invitation = verb(call, *id, expected);
            if (!invitation) return base::refused(invitation.error());
            return answer_of(*invitation, call.now, 200);
        });
    });
    return access::answered(visit, answer);
}

} // namespace

http::Response send(access::Visit& visit)
{
    const auto offer = read_offer(visit.request);
    // Who may not ask at all is told that first, whatever the body holds.
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!offer && call.actor.may(access::Permission::users_invite)) return base::refused(offer.error());
            const auto invitation = invitations::send(call, offer.value_or(OfferRequest{}));
            if (!invitation) return base::refused(invitation.error());
            auto made = answer_of(*invitation, call.now, 201);
            made.location = "/api/v1/invitations/" + invitation->id.text();
            return made;
        });
    });
    return access::answered(visit, answer);
}

http::Response preview(access::Visit& visit)
{
    const auto request = read_preview(visit.request);
    if (!request) return problem(visit, request.error());
    const auto outlook = visit.look([&](access::Call& call) { return invitations::preview(call, *request); });
    if (!outlook) return problem(visit, outlook.error());
    return json::answer(users::to_json(*outlook));
}

http::Response list(access::Visit& visit)
{
    http::Query query{visit.request};
    const auto request = read_list(query);
    if (auto read = query.finish(); !read) return problem(visit, read.error());
    const auto page = visit.look([&](access::Call& call) { return invitations::list(call, request); });
    if (!page) return problem(visit, page.error());
    auto body = json::list_of(
        page->invitations, [&](const auto& invitation) { return to_json(invitation, visit.kernel.clock.now()); },
        page->next_cursor, page->total);
    if (!request.query.empty()) body["is_cut"] = page->is_cut;
    return json::answer(body);
}

http::Response show(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    return shown(visit, visit.look([&](access::Call& call) -> Result<Invitation> {
        if (!id) return base::refused(id.error());
        return find_visible(call, *id);
    }));
}

http::Response resend(access::Visit& visit)
{
    return change_one(
        visit, [](auto& call, const auto& id, auto expected) { return invitations::resend(call, id, expected); });
}

http::Response revoke(access::Visit& visit)
{
    return change_one(
        visit, [](auto& call, const auto& id, auto expected) { return invitations::revoke(call, id, expected); });
}

http::Response keep(access::Visit& visit)
{
    return change_one(visit,
                      [](auto& call, const auto& id, auto expected) { return invitations::keep(call, id, expected); });
}

http::Response edit(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    const auto request = read_edit(visit.request);
    // Who may not ask at all is told that first, whatever the body holds.
    return shown(visit, visit.change([&](access::Call& call) -> Result<Invitation> {
        if (!id) return base::refused(id.error());
        if (auto found = find_visible(call, *id); !found) return found;
        if (!request && call.actor.may(access::Permission::users_edit)) return base::refused(request.error());
        return invitations::edit(call, *id, request.value_or(EditRequest{}));
    }));
}

http::Response make_new_code(access::Visit& visit)
{
    const auto id = read_id(visit.request);
    if (!id) return problem(visit, id.error());
    if (auto read = read_nothing(visit.request); !read) return problem(visit, read.error());
    const auto expected = http::expected_version(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            const auto made = invitations::make_new_code(call, *id, expected);
            if (!made) return base::refused(made.error());
            const boost::json::object body{{"code", platform::crypto::shown_code(made->code)}};
            return RepeatableAnswer{.body = boost::json::serialize(body),
                                    .etag = http::etag_of(made->invitation.version)};
        });
    });
    return access::answered(visit, answer);
}

http::Response decline(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto token = body->text("token");
    const auto code = body->text("code");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    if (token.empty()) return problem(visit, missing_token());
    const auto declined = invitations::decline(visit.kernel, visit.origin, token, code);
    return access::no_content(visit, declined);
}

http::Response ask_anew(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto token = body->text("token");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    if (token.empty()) return problem(visit, missing_token());
    const auto asked = invitations::ask_anew(visit.kernel, visit.origin, token);
    return asked ? http::Response{202} : problem(visit, asked.error());
}

http::Response join(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto email = body->text("email");
    const auto code = body->text("code");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto asked = ask_for_link(visit.kernel, visit.origin, email, code);
    // What cannot be an address or a code fits nothing, like a wrong one (contract.md); the page helps with typing.
    const bool fits_nothing = !asked && asked.error().code == "invalid" && !email.empty() && !code.empty();
    return asked || fits_nothing ? http::Response{202} : problem(visit, asked.error());
}

http::Response inspect(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    if (!body) return problem(visit, body.error());
    const auto token = body->text("token");
    if (auto read = body->finish(); !read) return problem(visit, read.error());
    const auto seen = invitations::inspect(visit.kernel, visit.origin, token);
    if (!seen) return problem(visit, seen.error());
    return json::answer(boost::json::object{
        {"organisation", {{"id", seen->invitation.organisation.text()}, {"name", seen->invitation.organisation_name}}},
        {"invited_by", {{"id", seen->invitation.invited_by.text()}, {"name", seen->invitation.invited_by_name}}},
        {"role", access::to_text(seen->invitation.role)},
        {"email", seen->invitation.email},
        {"state", to_text(seen->state)},
        {"held", seen->is_held},
        {"account_exists", seen->account.has_value()},
        {"expires_at", base::to_rfc3339(seen->invitation.expires_at)},
    });
}

} // namespace assetbuddy::invitations::api
