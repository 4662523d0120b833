#include "roles/words.h"

#include <array>
#include <stdexcept>

namespace assetbuddy::roles {
namespace {

using access::Permission;
using access::Scope;

struct Heading {
    std::string_view resource; // the first half of a permission's name
    std::string_view title;
};

constexpr std::array headings{
    Heading{"defects", "Defects"},
    Heading{"checks", "Checks"},
    Heading{"assets", "Equipment"},
    Heading{"documents", "Documents"},
    Heading{"templates", "Check templates"},
    Heading{"categories", "Categories"},
    Heading{"sites", "Sites"},
    Heading{"contractors", "Contractors"},
    Heading{"users", "People"},
    Heading{"roles", "Roles"},
    Heading{"organisation", "Settings"},
    Heading{"audit", "Audit log"},
    Heading{"dashboard", "Dashboard"},
    Heading{"contractor_dashboard", "Contractor dashboard"},
};

std::string_view resource_of(Permission permission)
{
    const auto name = access::to_text(permission);
    return name.substr(0, name.find(':'));
}

} // namespace

std::vector<Group> groups()
{
    std::vector<Group> all;
    for (const auto& heading : headings) {
        Group group{heading.title, {}};
        for (const auto permission : access::all_permissions())
            if (resource_of(permission) == heading.resource) group.permissions.push_back(permission);
        all.push_back(std::move(group));
    }
    return all;
}

std::string title_of(Permission permission)
{
    std::string text{access::in_words(permission)};
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string_view short_words(Scope scope)
{
    switch (scope) {
    case Scope::organisation:
        return "Yes";
    case Scope::site:
        return "Site";
    case Scope::assigned:
        return "Given";
    case Scope::own:
        return "Own";
    }
    throw std::logic_error("a scope nobody named");
}

std::string_view choice_words(Permission permission, Scope scope)
{
    if (access::scopes_of(permission).size() == 1) return "Yes";
    switch (scope) {
    case Scope::organisation:
        return "Everywhere";
    case Scope::site:
        return "At their site";
    case Scope::assigned:
        return "Only what is given to them";
    case Scope::own:
        return "Only their own work";
    }
    throw std::logic_error("a scope nobody named");
}

} // namespace assetbuddy::roles
