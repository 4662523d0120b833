#include "ui/form.h"

namespace assetbuddy::ui {

Errors::Errors(const base::Error& error) : errors_(error.errors)
{
    if (errors_.empty()) errors_.push_back({error.field, error.code, in_words(error)});
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
