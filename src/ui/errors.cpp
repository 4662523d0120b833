#include "ui/form.h"

namespace assetbuddy::ui {

Errors::Errors(const base::Error& error) : errors_(error.errors)
{
    if (!errors_.empty()) return;
    auto words = in_words(error);
    // A form that shows it has kept what was typed, and sends it again for the record as it is now.
    if (error.code == "stale")
        words += " Nothing was saved. What you entered still stands here: look through it, then save again.";
    errors_.push_back({error.field, error.code, std::move(words)});
}

void Errors::add(std::string field, std::string message)
{
    errors_.push_back({std::move(field), "invalid", std::move(message)});
}

const base::FieldError* Errors::of(std::string_view field) const
{
    for (const auto& each : errors_) {
        if (each.field == field) return &each;
    }
    return nullptr;
}

} // namespace assetbuddy::ui
