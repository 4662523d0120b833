#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/id.h"
#include "base/result.h"
#include "defects/defect.h"

namespace assetbuddy::defects {

/// Whom somebody from outside may ask at the site (EXT-2); what is not known is empty.
struct SiteContact {
    std::string name = {};
    std::string phone = {};
    std::string email = {};
    [[nodiscard]] bool is_known() const { return !name.empty() || !phone.empty() || !email.empty(); }
};

/// A defect of the asker's own, narrowed to what they may know of it (EXT-2).
struct OwnDefect {
    Defect defect = {};
    SiteContact contact = {};
};

/// One of the three lists, up to `most_on_dashboard`; the whole of it is in the list of defects.
struct OwnDefects {
    std::vector<OwnDefect> defects = {};
    bool has_more = false;
};

/// What a person from outside works on (EXT-4): what they have to do, the earliest due date first and what has none at
/// the end; what they closed out and nobody verified yet, and what was closed in the last thirty days, both the newest
/// first.
struct ContractorDashboard {
    OwnDefects open = {};
    OwnDefects awaiting_verification = {};
    OwnDefects recently_closed = {};
};

/// Only what is assigned to the asker now. Errors: forbidden (contractor_dashboard:view).
base::Result<ContractorDashboard> contractor_dashboard(access::Call& call);

/// Another organisation the asker works for.
struct ElsewhereOpen {
    base::OrganisationId organisation = {};
    std::string organisation_name = {};
    /// How many defects they have to do there, counted to a hundred.
    std::int64_t to_do = 0;
};
/// Their other active places, by name.
std::vector<ElsewhereOpen> list_elsewhere(access::Call& call);

} // namespace assetbuddy::defects
