#include "users/shown.h"

#include "access/contact.h"

namespace assetbuddy::users {

User shown_to(const access::Actor& asker, User user)
{
    if (!user.is_external || user.id == asker.user() || access::may_reach_outsiders(asker)) return user;
    user.email.clear();
    user.pending_email.reset();
    user.phone.clear();
    user.is_contact_hidden = true;
    return user;
}

} // namespace assetbuddy::users
