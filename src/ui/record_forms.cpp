#include "ui/record_forms.h"

#include "ui/parts.h"

namespace assetbuddy::ui {

bool is_about_the_entry(const base::Error& error)
{
    return error.code == "invalid" || error.code == "name_taken" || error.code == "too_many" || error.code == "stale";
}

Html delete_card(access::Visit& visit, const Deletion& deletion)
{
    Html part;
    if (!deletion.not_deleted.empty())
        part.add(notice(Tone::bad, "It was not deleted", paragraph(deletion.not_deleted)));
    part.add(paragraph(deletion.which))
        .add(confirm_button(visit, deletion.action, deletion.button, deletion.question, Look::danger,
                            {{"version", std::to_string(deletion.version)}}));
    return card("Delete", part);
}

} // namespace assetbuddy::ui
