#pragma once

#include <string>

#include "access/visit.h"
#include "base/id.h"
#include "platform/html/html.h"
#include "platform/http/message.h"
#include "ui/page.h"
#include "users/user.h"

namespace assetbuddy::people {

/// Where a person's page is.
ui::Url url_of(const base::UserId& id);
/// What is known of them, in a white box.
ui::Html details_of(access::Call& call, const users::User& user);
/// "Active", "External" with the company (EXT-1).
ui::Html state_of(const users::User& user);

/// The page of one person with the steps the asker may take; `notice` stands above them after a refusal.
platform::http::Response person_page(access::Visit& visit, const base::UserId& id, const ui::Html& notice = {},
                                     int status = 200);

/// What a refused step on this person looks like: their page, with what happened and the next step; or the usual page
/// of a refusal where it is not about them.
platform::http::Response refused_step(access::Visit& visit, const base::UserId& id, const base::Error& error);

/// The id in the address; one that is none finds nobody.
base::UserId read_id(const access::Visit& visit);

} // namespace assetbuddy::people
