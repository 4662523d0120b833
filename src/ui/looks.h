#pragma once

#include <string_view>

#include "ui/form.h"

namespace assetbuddy::ui {

/// The classes of a button.
std::string_view class_of(Look look);

} // namespace assetbuddy::ui
