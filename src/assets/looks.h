#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "access/call.h"
#include "assets/asset.h"
#include "assets/category.h"
#include "assets/list.h"
#include "ui/form.h"
#include "ui/parts.h"

namespace assetbuddy::assets {

ui::Html badge_of(Status status);
ui::Html badge_of(Criticality criticality);

/// "Fire Safety" and "Fire Safety › Fire doors" by id.
std::map<std::string, std::string> category_names(std::span<const Category> categories);
/// A choice of category or subcategory; what is out of use only where it is `present`.
std::vector<ui::Option> category_options(std::span<const Category> categories, const std::string& present);
std::vector<ui::Option> criticality_options(std::string_view none);

/// What a list's filters hold, by the names of their fields; and the address of a list with them.
ui::Entered applied(const ListRequest& request);
ui::Url with_filters(ui::Url url, const ListRequest& request);

} // namespace assetbuddy::assets
