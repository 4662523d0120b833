#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "access/visit.h"
#include "invitations/choices.h"
#include "invitations/invitation.h"
#include "invitations/preview.h"
#include "platform/http/forms.h"
#include "platform/http/message.h"
#include "ui/form.h"

namespace assetbuddy::invitations::pages {

// The fields of an offer (INV-3), which inviting and editing have in common.

/// `preview` stands below role, site and the tick for external users. `present` is the invitation that is edited: a
/// site it names is offered although it was deactivated.
void add_offer_fields(ui::Form& form, const Choices& choices, const ui::Html& preview,
                      const Invitation* present = nullptr);

/// The choices a preview depends on.
PreviewRequest read_preview(const ui::Entered& entered);
/// What the chosen role, site and tick will let the person see and do (INV-20). With script it follows the choices; the
/// button sends the whole form to `action`, which answers the same page with everything as it was typed.
ui::Html preview_of(const ui::Url& action, const base::Result<users::Outlook>& outlook);

/// What the fields of `form` ask for.
OfferRequest read_offer(const platform::http::Form& form);

/// A number of a form; nothing when it is empty, 0 (no version, out of every range) when it is none.
std::optional<std::int64_t> read_number(const std::string& text);

/// What the fields show for an invitation.
ui::Entered entered_of(const Invitation& invitation);

/// What was typed, with the tick that a Contractor brings along.
ui::Entered entered_of(const platform::http::Form& form);

/// INV-11: the way on from a refusal that names somebody who is here already.
ui::Html way_on(access::Visit& visit, const base::Error& error);

/// Whether the form itself shows this refusal.
bool is_shown_by_form(const base::Error& error);

} // namespace assetbuddy::invitations::pages
