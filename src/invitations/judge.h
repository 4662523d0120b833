#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/call.h"
#include "invitations/import.h"
#include "invitations/invitation.h"

namespace assetbuddy::invitations {

/// What sending would say to one row, and what it would send.
struct Judged {
    AskedRow asked; // `site_id` is a site's id now, where the site was found
    Verdict verdict = Verdict::ok;
    std::vector<base::FieldError> errors = {};
    std::optional<Offer> offer = {}; // when ok
    std::string site_name = {};
};

/// Whether the sites that rows name may still close before the verdict is acted on, or are held open until the commit.
enum class SitesFor { looking, inviting };

/// Judges rows by the rules of the form and of `send` (INV-3, INV-4, INV-11, and each address once), in a handful of
/// statements however many they are. Asks no permission but the reach each role needs: the caller has.
std::vector<Judged> judge(access::Call& call, std::vector<AskedRow> rows, SitesFor purpose);

} // namespace assetbuddy::invitations
