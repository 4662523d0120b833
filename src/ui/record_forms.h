#pragma once

#include <string>
#include <string_view>

#include "access/visit.h"
#include "base/result.h"
#include "ui/form.h"

namespace assetbuddy::ui {

/// Whether a refusal belongs beside the fields of a form that adds or edits a record of a list: a wrong or taken value,
/// a full list, a change by somebody else meanwhile. Everything else is a page of its own.
bool is_about_the_entry(const base::Error& error);

/// How a page offers to delete its record.
struct Deletion {
    Url action;
    std::string_view button;   // "Delete location"
    std::string_view which;    // which ones can be deleted
    std::string_view question; // before it is done
    std::int64_t version = 0;
    /// Why the last try came to nothing; empty: there was none.
    std::string_view not_deleted = {};
};
Html delete_card(access::Visit& visit, const Deletion& deletion);

} // namespace assetbuddy::ui
