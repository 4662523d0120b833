#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "access/idempotency.h"
#include "access/problem.h"
#include "access/record_answers.h"
#include "invitations/api.h"
#include "invitations/check_import.h"
#include "invitations/find_import.h"
#include "invitations/start_import.h"
#include "invitations/stop_import.h"
#include "platform/http/ascii.h"
#include "platform/http/query.h"
#include "platform/json/json.h"

namespace assetbuddy::invitations::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using access::problem;
using access::RepeatableAnswer;
using base::Result;

bool is_csv(const http::Request& request)
{
    const auto type = request.header("content-type").value_or("");
    return http::is_same_name(http::without_blanks(type.substr(0, type.find(';'))), "text/csv");
}

boost::json::array to_json(const std::vector<base::FieldError>& errors)
{
    boost::json::array list;
    for (const auto& each : errors)
        list.push_back(boost::json::object{{"field", each.field}, {"code", each.code}, {"message", each.message}});
    return list;
}

boost::json::object to_json(const ImportCheck& check)
{
    boost::json::array rows;
    for (const auto& row : check.rows)
        rows.push_back(boost::json::object{
            {"line", row.asked.line}, {"status", to_text(row.verdict)}, {"errors", to_json(row.errors)}});
    return {{"rows", std::move(rows)},
            {"valid", check.valid},
            {"invalid", check.invalid()},
            {"last_leaves_at", base::to_rfc3339(check.last_leaves_at)}};
}

boost::json::object to_json(const ImportReport& report)
{
    boost::json::array rows;
    for (const auto& row : report.rows)
        rows.push_back(boost::json::object{
            {"line", row.line},
            {"status", to_text(row.state)},
            {"errors", to_json(row.errors)},
            {"invitation_id",
             json::text_or_null(row.invitation ? std::optional{row.invitation->text()} : std::nullopt)}});
    const auto& import = report.import;
    const auto finished_at = import.finished_at ? std::optional{base::to_rfc3339(*import.finished_at)} : std::nullopt;
    const auto reason = import.reason.empty() ? std::nullopt : std::optional{import.reason};
    return {{"id", import.id.text()},
            {"state", to_text(import.state)},
            {"reason", json::text_or_null(reason)},
            {"on_error", to_text(import.on_error)},
            {"total", import.total},
            {"created", import.created},
            {"skipped", import.skipped},
            {"failed", import.failed},
            {"started_by", {{"id", import.started_by.text()}, {"name", import.started_by_name}}},
            {"created_at", base::to_rfc3339(import.created_at)},
            {"finished_at", json::text_or_null(finished_at)},
            {"rows", std::move(rows)}};
}

struct Wishes {
    bool is_dry_run = false;
    OnError on_error = OnError::none;
};

Result<Wishes> read_wishes(const http::Request& request)
{
    http::Query query{request};
    Wishes wishes{.is_dry_run = query.flag("dry_run").value_or(false)};
    if (const auto text = query.text("on_error"); !text.empty()) {
        const auto choice = read_on_error(text);
        if (!choice) query.note_unknown("on_error", "none or skip");
        wishes.on_error = choice.value_or(OnError::none);
    }
    if (auto read = query.finish(); !read) return base::refused(read.error());
    if (!is_csv(request)) return base::refused("unsupported_media_type", {}, "An import is text/csv.");
    return wishes;
}

http::Response begin(access::Visit& visit, const ImportCheck& check, OnError on_error)
{
    const auto loaded = load_import(visit.kernel, visit.credential, visit.origin, check, on_error);
    if (!loaded) return problem(visit, loaded.error());
    const auto answer = visit.change([&](access::Call& call) {
        return access::answer_once(call, visit.request, [&]() -> Result<RepeatableAnswer> {
            const auto import = open_import(call, *loaded);
            if (!import) return base::refused(import.error());
            return RepeatableAnswer{.status = 202,
                                    .body =
                                        boost::json::serialize(boost::json::object{{"import_id", import->id.text()}}),
                                    .location = "/api/v1/invitations/imports/" + import->id.text()};
        });
    });
    return access::answered(visit, answer);
}

} // namespace

http::Response start_import(access::Visit& visit)
{
    const auto wishes = read_wishes(visit.request);
    // Who may not ask at all is told that first, whatever the body holds.
    const auto check = visit.look([&](access::Call& call) -> Result<ImportCheck> {
        if (!wishes && call.actor.may(access::Permission::users_invite)) return base::refused(wishes.error());
        return check_import(call, visit.request.body);
    });
    if (!check) return problem(visit, check.error());
    return wishes->is_dry_run ? json::answer(to_json(*check)) : begin(visit, *check, wishes->on_error);
}

http::Response show_import(access::Visit& visit)
{
    const auto id = ImportId::parse(visit.request.parameter("id"));
    const auto report = visit.look([&](access::Call& call) -> Result<ImportReport> {
        if (!id) return base::refused("not_found", {}, "There is no such import.");
        return find_import(call, *id);
    });
    return report ? json::answer(to_json(*report)) : problem(visit, report.error());
}

http::Response stop_import(access::Visit& visit)
{
    const auto id = ImportId::parse(visit.request.parameter("id"));
    const auto report = visit.change([&](access::Call& call) -> Result<ImportReport> {
        if (!id) return base::refused("not_found", {}, "There is no such import.");
        if (auto stopped = invitations::stop_import(call, *id); !stopped) return base::refused(stopped.error());
        return find_import(call, *id);
    });
    return report ? json::answer(to_json(*report)) : problem(visit, report.error());
}

} // namespace assetbuddy::invitations::api
