#include "defects/report_form.h"

#include <array>

#include "defects/limits.h"

namespace assetbuddy::defects {

void add_report_fields(ui::Form& form, FormFor purpose)
{
    using enum ui::Needed;
    static const std::array severities{
        ui::Option{"critical", "Critical", "Somebody could be badly hurt, or it must not be used"},
        ui::Option{"high", "High", "Dangerous if it gets worse, or work stands still"},
        ui::Option{"medium", "Medium", "Needs a repair soon"},
        ui::Option{"low", "Low", "Can wait for the next service"},
        ui::Option{"info", "Info", "Good to know"},
    };
    form.text("title", "What is wrong?",
              {.hint = "A few words, such as Guard broken.",
               .max_length = static_cast<long>(most_title),
               .focus = purpose == FormFor::new_report ? ui::Focus::first : ui::Focus::none});
    form.radio_cards("severity", "How bad is it?", severities);
    form.checkbox(
        "isolate_asset", "Take the equipment out of service now",
        {.hint = "Only for Critical. It goes back into service when the defect is closed.", .needed = optional});
    form.textarea("description", "More about it",
                  {.needed = optional, .max_length = static_cast<long>(most_description)}, 4);
    form.date("due_on", "To be repaired by", {.needed = optional});
}

ReportFields read_report_fields(const platform::http::Form& form)
{
    return {.title = form.value("title"),
            .severity = form.value("severity"),
            .description = form.value("description"),
            .due_on = form.value("due_on"),
            .isolates = form.has("isolate_asset")};
}

ui::Entered entered_of(const Defect& defect)
{
    ui::Entered entered{{"title", defect.title},
                        {"severity", std::string{to_text(defect.severity)}},
                        {"description", defect.description},
                        {"due_on", defect.due_on.value_or("")}};
    if (defect.isolates) entered["isolate_asset"] = "on";
    return entered;
}

} // namespace assetbuddy::defects
