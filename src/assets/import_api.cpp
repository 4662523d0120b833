#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "access/problem.h"
#include "assets/api.h"
#include "assets/import.h"
#include "platform/http/query.h"
#include "platform/json/json.h"

namespace assetbuddy::assets::api {
namespace {

namespace http = platform::http;
namespace json = platform::json;
using Verdict = ImportLine::Verdict;

std::string_view to_text(Verdict verdict)
{
    switch (verdict) {
    case Verdict::fits:
        return "fits";
    case Verdict::known:
        return "known";
    case Verdict::disposed:
        return "disposed";
    case Verdict::wrong:
        return "wrong";
    }
    return {};
}

boost::json::object to_json(const ImportLine& line)
{
    boost::json::array errors;
    for (const auto& each : line.errors)
        errors.push_back(boost::json::object{{"field", each.field}, {"code", each.code}, {"message", each.message}});
    return {{"line", line.line},
            {"verdict", to_text(line.verdict)},
            {"name", line.name},
            {"code", json::or_null(line.code)},
            {"errors", std::move(errors)}};
}

boost::json::object to_json(const ImportReport& report, bool is_added)
{
    boost::json::array lines;
    for (const auto& each : report.lines) lines.push_back(to_json(each));
    const auto fits = report.count(Verdict::fits);
    return {{"added", is_added ? fits : 0},
            {"fits", fits},
            {"known", report.count(Verdict::known)},
            {"disposed", report.count(Verdict::disposed)},
            {"wrong", report.count(Verdict::wrong)},
            {"imported_before", report.earlier.has_value()},
            {"lines", std::move(lines)}};
}

} // namespace

http::Response import_table(access::Visit& visit)
{
    http::Query query{visit.request};
    const bool is_dry_run = query.flag("dry_run").value_or(false);
    const auto read = query.finish();
    const auto step = is_dry_run || !read ? ImportStep::look : ImportStep::add;
    const auto report = assets::import_table(visit.kernel, visit.credential, visit.origin, visit.request.body, step);
    // Who may not import is told that first, whatever the query holds.
    if (!report && (read || report.error().code != "invalid")) return access::problem(visit, report.error());
    if (!read) return access::problem(visit, read.error());
    return json::answer(to_json(*report, !is_dry_run));
}

} // namespace assetbuddy::assets::api
