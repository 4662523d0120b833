#include "notifications/notify.h"

#include <algorithm>
#include <stdexcept>

#include "access/role_sets.h"
#include "base/text.h"
#include "notifications/letter.h"
#include "notifications/limits.h"
#include "notifications/store.h"
#include "platform/html/url.h"

namespace assetbuddy::notifications {
namespace {

struct NotificationTag;

void check(const Notice& notice)
{
    if (find_kind(notice.kind) == nullptr) throw std::invalid_argument("add the kind of notice to notification.h");
    if (!platform::html::is_same_site_path(notice.path))
        throw std::invalid_argument("a notice leads to no path of ours");
}

bool is_work(const Notice& notice)
{
    return find_kind(notice.kind)->about == Kind::About::work;
}

void mail(access::Call& call, const Notice& notice, const store::Reader& reader, const std::string& id)
{
    outbox::enqueue(
        call,
        {.kind = notice.letter ? notice.letter->kind : std::string{notice_kind},
         .to = reader.email_key,
         .to_name = reader.name,
         .data = notice.letter ? notice.letter->data
                               : NoticeData{reader.name, reader.organisation_name, notice.title, notice.path}.to_json(),
         .expires_at = call.now + mail_life,
         .organisation = notice.organisation,
         .subject_id = id,
         .sender = {},
         .counted = is_work(notice) ? outbox::Letter::Counted::as_work : outbox::Letter::Counted::as_mail});
}

void tell(access::Call& call, const Notice& notice)
{
    const auto reader =
        store::find_reader(call.tx, notice.organisation, notice.to, notice.kind, call.now - std::chrono::days{1});
    const auto most_mails = is_work(notice) ? most_work_mails_a_day : most_mails_a_day;
    if (!reader) return;
    const auto id = call.make_id<base::Id<NotificationTag>>().text();
    const bool does_it = call.actor.signed_in() && call.actor.user() == notice.to;
    const bool mailed =
        !does_it && reader->mailed.value_or(find_kind(notice.kind)->mailed) && reader->mails < most_mails;
    store::insert(call.tx, {.id = id,
                            .organisation = notice.organisation,
                            .user = notice.to,
                            .kind = notice.kind,
                            .title = notice.title,
                            .path = notice.path,
                            .subject_id = notice.subject_id,
                            .about_email_key = notice.about_email_key,
                            .now = call.now,
                            .mailed = mailed});
    if (mailed) mail(call, notice, *reader, id);
}

} // namespace

void notify(access::Call& call, const Notice& notice)
{
    check(notice);
    tell(call, notice);
}

void notify_permission(access::Call& call, const base::OrganisationId& organisation, access::Permission permission,
                       Notice notice)
{
    notice.organisation = organisation;
    check(notice);
    const auto sets = access::grants_of_all(call, organisation);
    std::vector<access::Role> roles;
    for (const auto role : access::all_roles())
        if (sets.of(role).find(permission)) roles.push_back(role);
    for (const auto& holder : store::list_holders(call.tx, organisation, roles, most_holders)) {
        if (!sets.of(holder.role, holder.is_external).find(permission)) continue;
        notice.to = holder.user;
        tell(call, notice);
    }
}

void withdraw(access::Call& call, const base::OrganisationId& organisation, const base::UserId& user,
              const std::string& subject_id)
{
    for (const auto& id : store::delete_of_subject(call.tx, organisation, user, subject_id)) outbox::forget(call, id);
}

void forget(access::Call& call, const base::OrganisationId& organisation, const base::UserId& user,
            const std::string& email_key)
{
    store::delete_of_user(call.tx, organisation, user);
    if (email_key.empty()) return;
    for (const auto& id : store::delete_about(call.tx, organisation, email_key))
        outbox::forget(call, id); // their mails
}

} // namespace assetbuddy::notifications
