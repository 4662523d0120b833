#include "defects/view.h"

#include "defects/money.h"
#include "platform/json/json.h"

namespace assetbuddy::defects {
namespace {

namespace json = boost::json;
using platform::json::or_null;
using platform::json::text_or_null;

json::value cost(const std::optional<std::int64_t>& pence)
{
    if (!pence) return nullptr;
    return json::string{to_pounds(*pence)};
}

json::value time_or_null(const std::optional<base::Time>& time)
{
    if (!time) return nullptr;
    return json::string{base::to_rfc3339(*time)};
}

json::value person(const std::optional<Named>& named)
{
    if (!named) return nullptr;
    return json::object{{"id", named->id.text()}, {"name", named->name}};
}

json::object assignee(const Assignee& to, const std::string& name, const std::string& company)
{
    json::object object{{"user_id", nullptr}, {"invitation_id", nullptr}, {"name", name}};
    if (to.user) object["user_id"] = to.user->text();
    if (to.invitation) object["invitation_id"] = to.invitation->text();
    object["company_name"] = or_null(company);
    return object;
}

json::value assignee_of(const Defect& defect)
{
    if (defect.assignee.is_nobody()) return nullptr;
    return assignee(defect.assignee, defect.assignee_name, defect.assignee_company);
}

} // namespace

json::object to_json(const Defect& defect, const std::string& today)
{
    return {{"id", defect.id.text()},
            {"reference", defect.reference()},
            {"asset_id", defect.asset.text()},
            {"asset_code", defect.asset_code},
            {"asset_name", defect.asset_name},
            {"site_id", defect.site.text()},
            {"site_name", defect.site_name},
            {"title", defect.title},
            {"description", or_null(defect.description)},
            {"severity", to_text(defect.severity)},
            {"status", to_text(defect.status)},
            {"due_on", text_or_null(defect.due_on)},
            {"is_overdue", defect.is_overdue(today)},
            {"isolate_asset", defect.isolates},
            {"assignee", assignee_of(defect)},
            {"notes", or_null(defect.closeout_notes)},
            {"parts_cost", cost(defect.parts_cost)},
            {"labour_cost", cost(defect.labour_cost)},
            {"repaired_by", or_null(defect.repaired_by)},
            {"closed_out_by", person(defect.closed_out_by)},
            {"closed_out_at", time_or_null(defect.closed_out_at)},
            {"rejected_reason", or_null(defect.rejected_reason)},
            {"verified_by", person(defect.verified_by)},
            {"verification", or_null(std::string{to_text(defect.verification)})},
            {"reported_by", person(defect.reported_by)},
            {"created_at", base::to_rfc3339(defect.created_at)},
            {"closed_at", time_or_null(defect.closed_at)}};
}

json::object to_json(const Candidate& candidate)
{
    return assignee(candidate.assignee, candidate.name, candidate.company_name);
}

json::object to_json(const Event& event)
{
    return {{"id", event.id},
            {"what", to_text(event.what)},
            {"at", base::to_rfc3339(event.at)},
            {"by", or_null(event.actor_name)},
            {"words", or_null(event.words)},
            {"title", in_words(event)}};
}

json::value to_json(const std::optional<Contact>& contact)
{
    if (!contact) return nullptr;
    return json::object{{"email", contact->email}, {"phone", or_null(contact->phone)}};
}

} // namespace assetbuddy::defects
