// The moves of the workflow, as POST /api/v1/defects/{id}/...

#include <functional>

#include <boost/json/serialize.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "defects/api.h"
#include "defects/assign.h"
#include "defects/close_out.h"
#include "defects/edge.h"
#include "defects/edit.h"
#include "defects/find.h"
#include "defects/parts.h"
#include "defects/reassign.h"
#include "defects/report.h"
#include "defects/verify.h"
#include "defects/view.h"
#include "platform/http/etag.h"
#include "platform/json/json.h"

namespace assetbuddy::defects::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::RepeatableAnswer;
using base::Result;
using EmptyBody = json::Decoder::EmptyBody;

RepeatableAnswer answer_of(access::Call& call, const Defect& defect, int status)
{
    const auto body = to_json(defect, today_in(call.now, call.actor.facts().time_zone));
    RepeatableAnswer answer{
        .status = status, .body = boost::json::serialize(body), .location = {}, .etag = http::etag_of(defect.version)};
    if (status == 201) answer.location = "/api/v1/defects/" + defect.id.text();
    return answer;
}

/// One move of one defect: reads the body, does the verb once (Idempotency-Key), shows the defect as it is now.
template <class Body>
http::Response step(access::Visit& visit, std::optional<Action> action,
                    const std::function<Result<Body>(json::Decoder&)>& read_body,
                    const std::function<Result<Defect>(access::Call&, const base::DefectId&, const Body&)>& verb)
{
    const auto id = read_id(visit.request);
    auto decoder = json::Decoder::parse(visit.request, EmptyBody::is_empty_object);
    Result<Body> body = decoder ? read_body(*decoder) : base::refused(decoder.error());
    if (decoder && body)
        if (auto read = decoder->finish(); !read) body = base::refused(read.error());
    const auto answer = visit.change([&](access::Call& call) -> Result<RepeatableAnswer> {
        // Whoever may not see it learns nothing: from a body that cannot be read, nor from an answer given when they
        // could (EXT-2).
        const auto seen = find_visible(call, id);
        if (!seen) return base::refused(seen.error());
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!body && action && !covers(call.actor, permission_for(*action), *seen))
                return base::refused("forbidden", {}, "Your role does not let you do this to the defect.");
            if (!body) return base::refused(body.error());
            const auto defect = verb(call, id, *body);
            if (!defect) return base::refused(defect.error());
            return answer_of(call, *defect, 200);
        });
    });
    return access::answered(visit, answer);
}

struct Nothing {};

http::Response plain_step(access::Visit& visit,
                          Result<Defect> (*verb)(access::Call&, const base::DefectId&, std::optional<std::int64_t>))
{
    return step<Nothing>(
        visit, {}, [](json::Decoder&) { return Result<Nothing>{}; },
        [&](access::Call& call, const base::DefectId& id, const Nothing&) {
            return verb(call, id, http::expected_version(visit.request));
        });
}

Result<ReportRequest> read_report(const http::Request& request)
{
    auto body = json::Decoder::parse(request);
    if (!body) return base::refused(body.error());
    ReportRequest report{.asset = base::AssetId::parse(body->text("asset_id")),
                         .fields = {.title = body->text("title"),
                                    .severity = body->text("severity"),
                                    .description = body->text("description"),
                                    .due_on = body->text("due_on"),
                                    .isolates = body->flag("isolate_asset", false)}};
    if (auto read = body->finish(); !read) return base::refused(read.error());
    return report;
}

/// `{user_id}`, `{invitation_id}`, or `{user_id: null}` for nobody.
Result<Assignee> read_assignee(json::Decoder& body)
{
    const bool names_user = body.has("user_id");
    const auto user = body.optional_text("user_id").value_or("");
    const auto invitation = body.optional_text("invitation_id").value_or("");
    if (!user.empty() && !invitation.empty())
        return base::invalid({{"invitation_id", "not_available", "Give either a user or an invitation."}});
    if (!invitation.empty())
        return Assignee{.invitation = base::InvitationId::parse(invitation).value_or(base::InvitationId{})};
    if (!user.empty()) return Assignee{.user = base::UserId::parse(user).value_or(base::UserId{})};
    if (!names_user) return base::invalid({{"user_id", "required", "Say who gets it; null for nobody."}});
    return Assignee{};
}

} // namespace

http::Response report(access::Visit& visit)
{
    const auto request = read_report(visit.request);
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!request && call.actor.may(access::Permission::defects_create)) return base::refused(request.error());
            const auto defect = defects::report(call, request.value_or(ReportRequest{}));
            if (!defect) return base::refused(defect.error());
            return answer_of(call, *defect, 201);
        });
    });
    return access::answered(visit, answer);
}

http::Response assign(access::Visit& visit)
{
    return step<Assignee>(visit, Action::assign, read_assignee,
                          [&](access::Call& call, const base::DefectId& id, const Assignee& to) {
                              return defects::assign(call, id, to, http::expected_version(visit.request));
                          });
}

http::Response reassign(access::Visit& visit)
{
    auto body = json::Decoder::parse(visit.request);
    Result<Assignee> to = body ? Result<Assignee>{Assignee{}} : base::refused(body.error());
    ReassignRequest request;
    if (body) {
        request.from = base::UserId::parse(body->text("from_user_id")).value_or(base::UserId{});
        if (const auto ids = body->optional_texts("defect_ids", most_reassigned))
            request.only.emplace(ids->begin(), ids->end());
        to = read_assignee(*body);
        if (auto read = body->finish(); !read) to = base::refused(read.error());
    }
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            if (!to && call.actor.may(access::Permission::defects_assign)) return base::refused(to.error());
            request.to = to.value_or(Assignee{});
            const auto done = defects::reassign(call, request);
            if (!done) return base::refused(done.error());
            const boost::json::object told{
                {"reassigned", done->moved}, {"left", done->left}, {"has_more", done->has_more}};
            return RepeatableAnswer{.body = boost::json::serialize(told)};
        });
    });
    return access::answered(visit, answer);
}

http::Response await_parts(access::Visit& visit)
{
    return plain_step(visit, defects::await_parts);
}

http::Response resume(access::Visit& visit)
{
    return plain_step(visit, defects::resume);
}

http::Response close_out(access::Visit& visit)
{
    return step<CloseoutFields>(
        visit, Action::close_out,
        [](json::Decoder& body) {
            return Result<CloseoutFields>{CloseoutFields{.notes = body.text("notes"),
                                                         .parts_cost = body.text("parts_cost"),
                                                         .labour_cost = body.text("labour_cost"),
                                                         .repaired_by = body.text("repaired_by")}};
        },
        [&](access::Call& call, const base::DefectId& id, const CloseoutFields& fields) {
            return defects::close_out(call, id, fields, http::expected_version(visit.request));
        });
}

http::Response approve(access::Visit& visit)
{
    return plain_step(visit, defects::approve);
}

http::Response reject(access::Visit& visit)
{
    return step<std::string>(
        visit, Action::reject, [](json::Decoder& body) { return Result<std::string>{body.text("reason")}; },
        [&](access::Call& call, const base::DefectId& id, const std::string& reason) {
            return defects::reject(call, id, reason, http::expected_version(visit.request));
        });
}

http::Response close(access::Visit& visit)
{
    return plain_step(visit, defects::close);
}

http::Response write_note(access::Visit& visit)
{
    return step<std::string>(
        visit, {}, [](json::Decoder& body) { return Result<std::string>{body.text("text")}; },
        [&](access::Call& call, const base::DefectId& id, const std::string& text) {
            return defects::write_note(call, id, text);
        });
}

} // namespace assetbuddy::defects::api
