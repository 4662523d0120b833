#pragma once

#include <string>

#include "access/call.h"
#include "base/id.h"

namespace assetbuddy::access {

/// Erasure (USR-5, AUD-2): what entries tell of this person goes, the chain still verifies. Of entries about them every
/// personal value, of entries by them their name and network address.
void forget_person(Call& call, const base::OrganisationId& organisation, const base::UserId& user);
/// The personal values of the entries about one record, except who wrote them: an invitation that became the person.
void forget_record(Call& call, const base::OrganisationId& organisation, const std::string& record_type,
                   const std::string& record_id);

} // namespace assetbuddy::access
