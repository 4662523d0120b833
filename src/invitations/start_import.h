#pragma once

#include "access/call.h"
#include "base/result.h"
#include "invitations/check_import.h"
#include "invitations/import.h"

namespace assetbuddy::invitations {

/// Writes the rows of a checked file, a few hundred in one transaction so that nobody waits long for the database, as
/// an import that nobody sees yet. Answers it as `open_import` wants it. Errors: forbidden (users:invite),
/// email_unconfirmed.
base::Result<Import> load_import(const access::Kernel& kernel, const access::Credential& credential,
                                 const access::Origin& origin, const ImportCheck& check, OnError on_error);

/// Lets a loaded import begin: from here on the background invites its valid rows. With OnError::none and a row that
/// cannot be invited it is `refused` at once and invites nobody; without any valid row it is `done`. Errors: forbidden
/// (users:invite), email_unconfirmed, not_found (it was loaded more than an hour ago).
base::Result<Import> open_import(access::Call& call, const Import& loaded);

} // namespace assetbuddy::invitations
