#pragma once

#include <string>

#include "access/call.h"
#include "companies/list.h"
#include "platform/html/html.h"
#include "ui/page.h"

namespace assetbuddy::people {

/// Where a company's page is.
ui::Url url_of(const base::CompanyId& id);
/// An address to write to; nothing for none.
ui::Html email_link(const std::string& email);

/// What is known of a company, in a white box.
ui::Html company_card(const companies::Listed& company);
/// Its people, how to reach them as far as the asker may see that, and what is open with each.
ui::Html people_card(access::Call& call, const companies::Listed& company);
/// To its insurance and other papers, for whoever may see them.
ui::Html files_link(access::Call& call, const companies::Listed& company);

} // namespace assetbuddy::people
