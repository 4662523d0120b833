#pragma once

#include <string>

#include "base/id.h"
#include "defects/contractor_dashboard.h"
#include "defects/defect.h"
#include "platform/html/html.h"
#include "platform/html/url.h"

namespace assetbuddy::defects {

platform::html::Url url_of(const base::DefectId& id);
platform::html::Url url_of(const base::DefectId& id, std::string_view step);
platform::html::Html severity_badge(Severity severity);
platform::html::Html status_badge(Status status);
/// "30 November 2026", and "Overdue" in words where it is (DEF-4); a dash without a date.
platform::html::Html due_words(const Defect& defect, const std::string& today);
/// Their name over what a tap calls or writes to.
platform::html::Html contact_of(const SiteContact& contact);
/// "Dana Fitter, Lift Services Ltd", "(invited)" while they have not come; "Nobody yet".
std::string assignee_words(const Defect& defect);

} // namespace assetbuddy::defects
