#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/bounded_count.h"
#include "access/call.h"
#include "audit/entry.h"
#include "base/id.h"
#include "base/result.h"
#include "dashboard/cards.h"
#include "dashboard/first_steps.h"
#include "defects/figures.h"

namespace assetbuddy::dashboard {

/// A number and the list it counts: the same filters make the list at `page` and at `api`.
struct Card {
    const CardKind* kind = nullptr;
    std::vector<std::pair<std::string, std::string>> filters;
    access::BoundedCount count;
};

struct Dashboard {
    std::optional<base::SiteId> site; // what it is about; nothing: every site in reach
    std::string site_name;
    bool may_choose_site = false;
    std::vector<Card> cards;
    /// Nothing without defects:view.
    std::vector<defects::KindCount> kinds;
    std::vector<defects::WeekCount> weeks;
    /// Nothing for who may not read the audit log, and where one site was chosen: the log knows no sites.
    std::optional<std::vector<audit::Entry>> activity;
    std::vector<FirstStep> first_steps; // empty: all taken, or not the caller's to take
};

/// Where the people of one site start, with dashboard:view of a narrower scope than the organisation: their own site.
/// Nothing: every site.
std::optional<base::SiteId> own_site(const access::Actor& actor);

/// The caller's dashboard (DSH-1), at one site where they choose one. Whatever stands on it is what their other
/// permissions show them. Errors: forbidden, not_found (a site out of reach).
base::Result<Dashboard> build(access::Call& call, const std::optional<base::SiteId>& chosen);

} // namespace assetbuddy::dashboard
