#pragma once

#include <array>
#include <string_view>

#include "access/permission.h"

namespace assetbuddy::dashboard {

/// The list that a card counts.
enum class Counted { defects, assets, documents, invitations };

/// Which of it, as the addresses of page and API say it; `mine` adds who asks.
struct CardFilter {
    std::string_view name = {};
    std::string_view value = {};
};
enum class Whose { everybodys, mine };
/// Bad news when there is any: what is late, or does not work.
enum class News { plain, bad_if_any };

/// One card (DSH-1): shown to whoever holds the permission.
struct CardKind {
    std::string_view name; // for programs
    std::string_view words;
    Counted counted;
    CardFilter filter;
    access::Permission needs;
    News news = News::plain;
    Whose whose = Whose::everybodys;
};

/// In the order of the page.
inline constexpr std::array card_kinds{
    CardKind{"defects_overdue",
             "Overdue",
             Counted::defects,
             {"overdue", "true"},
             access::Permission::defects_view,
             News::bad_if_any},
    CardKind{"defects_open", "Open", Counted::defects, {"status", "open"}, access::Permission::defects_view},
    CardKind{"defects_in_progress",
             "In progress",
             Counted::defects,
             {"status", "in_progress"},
             access::Permission::defects_view},
    CardKind{"defects_awaiting_parts",
             "Awaiting parts",
             Counted::defects,
             {"status", "awaiting_parts"},
             access::Permission::defects_view},
    CardKind{"defects_awaiting_verification",
             "Awaiting verification",
             Counted::defects,
             {"status", "awaiting_verification"},
             access::Permission::defects_view},
    CardKind{"defects_mine",
             "Given to you",
             Counted::defects,
             {"status", "not_closed"},
             access::Permission::defects_close_out,
             News::plain,
             Whose::mine},
    CardKind{"assets_total", "In the register", Counted::assets, {}, access::Permission::assets_view},
    CardKind{"assets_out_of_service",
             "Out of service",
             Counted::assets,
             {"status", "out_of_service"},
             access::Permission::assets_view,
             News::bad_if_any},
    CardKind{"documents_expiring",
             "Documents expiring or expired",
             Counted::documents,
             {},
             access::Permission::documents_view,
             News::bad_if_any},
    CardKind{"invitations_open",
             "Invited, not here yet",
             Counted::invitations,
             {"state", "open"},
             access::Permission::users_view},
};

} // namespace assetbuddy::dashboard
