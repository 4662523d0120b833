#pragma once

#include "defects/defect.h"
#include "platform/http/forms.h"
#include "ui/form.h"

namespace assetbuddy::defects {

enum class FormFor { new_report, correction };

/// The fields of a report, in the order of what matters most.
void add_report_fields(ui::Form& form, FormFor purpose);
ReportFields read_report_fields(const platform::http::Form& form);
ui::Entered entered_of(const Defect& defect);

} // namespace assetbuddy::defects
