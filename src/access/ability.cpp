#include "access/ability.h"

namespace assetbuddy::access {

std::string in_words(const Grant& grant, const std::string& site, Spoken spoken)
{
    const std::string words{in_words(grant.permission)};
    const bool to_you = spoken == Spoken::to_you;
    switch (grant.scope) {
    case Scope::organisation:
        return words;
    case Scope::site:
        return site.empty() ? words : words + " at " + site;
    case Scope::assigned:
        return words + " that are given to " + (to_you ? "you" : "them");
    case Scope::own:
        return words + " with " + (to_you ? "your" : "their") + " own work";
    }
    return words;
}

} // namespace assetbuddy::access
