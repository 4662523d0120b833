#include "outbox/forgotten_mails.h"

#include <algorithm>

#include "access/call.h"
#include "outbox/limits.h"
#include "outbox/store.h"
#include "platform/mail/kept_folder.h"

namespace assetbuddy::outbox {

void remove_forgotten_mails(const access::Kernel& kernel, const std::filesystem::path& folder)
{
    const auto mails =
        access::look_as_nobody(kernel, access::nobody_asked, "kept mails that were forgotten", [](access::Call& call) {
            return store::list_forgotten_mails(call.tx, most_forgotten_at_once);
        });
    if (mails.empty()) return;
    if (std::filesystem::is_directory(folder)) {
        const platform::mail::KeptFolder kept{folder};
        for (const auto& mail : mails) kept.remove(mail.created_at, mail.message_id);
    }
    const auto done = access::change_as_nobody(
        kernel, access::nobody_asked, "kept mails that were forgotten", [&](access::Call& call) -> base::Done {
            store::delete_forgotten_mails(call.tx, std::min<base::Time>(call.now - forgetting, mails.back().noted_at));
            return {};
        });
    if (!done) throw std::logic_error("nobody refuses this");
}

} // namespace assetbuddy::outbox
