#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "access/search.h"
#include "base/result.h"
#include "invitations/invitation.h"
#include "invitations/limits.h"

namespace assetbuddy::invitations {

struct ListRequest {
    /// Pending, locked and expired ones: what the Users page shows (INV-12). `state` narrows further.
    enum class Which { all, open } which = Which::all;
    std::optional<State> state = {};
    std::optional<Delivery> delivery = {};
    std::optional<access::Role> role = {};
    std::optional<base::CompanyId> company = {};
    std::string query = {}; // words of name, email, company, job title, or parts of them
    std::int64_t limit = usual_page;
    std::string cursor = {}; // as `next_cursor` gave it; empty: from the start
    bool with_total = false;
    access::Apart apart = access::Apart::is_searched; // the verb decides, by the asker's rights
};

struct InvitationPage {
    std::vector<Invitation> invitations; // newest first
    std::string next_cursor;             // empty: the end
    std::optional<std::int64_t> total;
    /// A search found more than are gathered (`access::most_candidates`): page and total are of those.
    bool is_cut = false;
};

/// The organisation's invitations. Errors: forbidden (users:view), malformed (cursor).
base::Result<InvitationPage> list(access::Call& call, const ListRequest& request);

} // namespace assetbuddy::invitations
