#include "defects/event.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace assetbuddy::defects {
namespace {

struct WhatText {
    std::string_view name;
    std::string_view did;
};
constexpr std::array texts{
    WhatText{"reported", "reported the defect"},
    WhatText{"edited", "changed it"},
    WhatText{"assigned", "gave it to "},
    WhatText{"unassigned", "took it away from "},
    WhatText{"awaiting_parts", "is waiting for parts"},
    WhatText{"resumed", "went on with the work"},
    WhatText{"closed_out", "closed it out"},
    WhatText{"approved", "verified the repair"},
    WhatText{"rejected", "rejected the closeout"},
    WhatText{"closed", "closed it without verification"},
    WhatText{"note", "wrote"},
};

const WhatText& text_of(What what)
{
    return texts.at(static_cast<std::size_t>(what));
}

} // namespace

std::string_view to_text(What what)
{
    return text_of(what).name;
}

What read_what(std::string_view text)
{
    const auto found = std::ranges::find(texts, text, &WhatText::name);
    if (found == texts.end()) throw std::logic_error("an event of a defect that nobody named");
    return static_cast<What>(found - texts.begin());
}

std::string in_words(const Event& event)
{
    // Nobody gives work while nobody asks: somebody came whose invitation it had waited for (INV-24).
    if (event.what == What::assigned && event.actor_name.empty() && !event.after_name.empty())
        return event.after_name + " accepted the invitation and has it now";
    auto text = (event.actor_name.empty() ? std::string{"AssetBuddy"} : event.actor_name) + " ";
    text += text_of(event.what).did;
    const auto somebody = [](const std::string& name) { return name.empty() ? std::string{"somebody else"} : name; };
    if (event.what == What::assigned) text += somebody(event.after_name);
    if (event.what == What::unassigned) text += somebody(event.before_name);
    return text;
}

} // namespace assetbuddy::defects
