#pragma once

#include <vector>

#include "access/call.h"
#include "access/visit.h"
#include "base/result.h"
#include "invitations/list.h"
#include "ui/form.h"
#include "ui/page.h"
#include "users/list.h"

namespace assetbuddy::people {

enum class Tab { people, invitations };

/// The Users page with one of its tabs open and nothing in it yet: title, button and tabs (INV-2, INV-12).
ui::PageParts users_page(access::Call& call, Tab open);

/// Those who have a place here (USR-8). Errors: those of users::list.
base::Result<ui::PageParts> people_tab(access::Call& call, const users::ListRequest& request);

/// Those who are invited and have not answered, or in whatever state is asked for (INV-12). Errors: those of
/// invitations::list.
base::Result<ui::PageParts> invitations_tab(access::Visit& visit, access::Call& call,
                                            const invitations::ListRequest& request);

/// The roles as choices of a filter.
std::vector<ui::Option> role_choices();
/// Above a list whose search found more than is gathered (USR-8).
ui::Html narrow_your_search();

} // namespace assetbuddy::people
