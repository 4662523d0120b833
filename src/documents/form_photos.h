#pragma once

#include <string>
#include <vector>

#include "access/visit.h"
#include "base/result.h"
#include "documents/document.h"
#include "ui/form.h"

namespace assetbuddy::documents {

/// The name of the field that brings photos with another form.
inline constexpr const char* photos_field = "photos";

/// The photos of a record so far and a field for more, within the form of one of its steps; nothing where the asker may
/// add none.
void add_photos(ui::Form& form, access::Call& call, const Record& record);

/// Hangs the photos that such a form brought on the record, each by itself. Answers what is wrong with those that could
/// not be taken, as mistakes of the field; the others are there. Errors: those of take_in that are about the record.
base::Result<std::vector<base::FieldError>> take_in_photos(access::Visit& visit, const Record& record);

} // namespace assetbuddy::documents
