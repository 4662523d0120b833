#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/kernel.h"
#include "base/id.h"
#include "base/time.h"

namespace assetbuddy::organisations {

/// An organisation as the operator sees it.
struct Listed {
    base::OrganisationId id;
    std::string name;
    std::string owner_name;
    std::string owner_email;
    base::Time created_at;
};

/// `assetbuddy organisation list`: those after an id (empty: from the start), oldest first, at most `most`.
std::vector<Listed> list(const access::Kernel& kernel, const base::OrganisationId& after, std::int64_t most);

} // namespace assetbuddy::organisations
