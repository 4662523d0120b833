#include "invitations/words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "access/ability.h"
#include "ui/parts.h"

namespace assetbuddy::invitations {
namespace {

using access::Grant;
using access::GrantSet;
using access::Scope;
using platform::html::Html;

struct Resource {
    std::string_view name;
    std::string_view words;
};

/// What the first half of a permission's name is called; in the order people care about.
constexpr std::array resources{
    Resource{"defects", "defects"},
    Resource{"checks", "checks"},
    Resource{"assets", "equipment"},
    Resource{"documents", "documents"},
    Resource{"templates", "check templates"},
    Resource{"categories", "categories"},
    Resource{"sites", "sites"},
    Resource{"contractors", "contractors"},
    Resource{"users", "people"},
    Resource{"roles", "roles"},
    Resource{"organisation", "settings"},
    Resource{"audit", "the audit log"},
    Resource{"dashboard", "the dashboard"},
    Resource{"contractor_dashboard", "their own dashboard"},
};

enum class Kind { works_with, sees };

/// The resources of a kind whose widest grant has this scope.
std::vector<std::string> resources_of(const GrantSet& grants, Kind kind, Scope scope)
{
    std::vector<std::string> found;
    for (const auto& resource : resources) {
        bool has_more_than_view = false;
        std::optional<Scope> widest;
        for (const auto& grant : grants.all()) {
            const auto name = access::to_text(grant.permission);
            const auto colon = name.find(':');
            if (name.substr(0, colon) != resource.name) continue;
            if (name.substr(colon + 1) != "view") has_more_than_view = true;
            if (!widest || grant.scope < *widest) widest = grant.scope;
        }
        if (widest == scope && has_more_than_view == (kind == Kind::works_with)) found.emplace_back(resource.words);
    }
    return found;
}

std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t each = 0; each < words.size(); ++each) {
        if (each > 0) text += each + 1 == words.size() ? " and " : ", ";
        text += words[each];
    }
    return text;
}

std::string_view reach_of(Scope scope)
{
    switch (scope) {
    case Scope::organisation:
        return "";
    case Scope::site:
        return " at their site";
    case Scope::assigned:
        return " given to them";
    case Scope::own:
        return " of their own";
    }
    return "";
}

void add_parts(std::vector<std::string>& parts, const GrantSet& grants, Kind kind)
{
    for (const auto scope : {Scope::organisation, Scope::site, Scope::assigned, Scope::own}) {
        const auto found = resources_of(grants, kind, scope);
        if (found.empty()) continue;
        const std::string verb = kind == Kind::works_with ? "works with " : "sees ";
        // "their own dashboard" already says whose it is.
        const auto reach = scope == Scope::own ? std::string_view{} : reach_of(scope);
        parts.push_back(verb + listed(found) + std::string{reach});
    }
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

} // namespace

std::string summary_of(const GrantSet& grants)
{
    std::vector<std::string> parts;
    add_parts(parts, grants, Kind::works_with);
    add_parts(parts, grants, Kind::sees);
    std::string text;
    for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
    return text.empty() ? "Nothing beyond their own profile." : capitalised(text) + ".";
}

std::vector<std::string> abilities(const GrantSet& grants, const std::string& site)
{
    std::vector<std::string> list;
    for (const auto& grant : grants.all())
        list.push_back(capitalised(access::in_words(grant, site, access::Spoken::to_you)));
    return list;
}

Html state_badge(const Invitation& invitation, base::Time now)
{
    if (invitation.hold(now) != Hold::none) return ui::badge("On hold", ui::Tone::warning);
    switch (invitation.state(now)) {
    case State::pending:
        return ui::badge("Pending", ui::Tone::info);
    case State::locked:
        return ui::badge("Locked", ui::Tone::bad);
    case State::expired:
        return ui::badge("Expired", ui::Tone::warning);
    case State::accepted:
        return ui::badge("Accepted", ui::Tone::good);
    case State::declined:
        return ui::badge("Declined", ui::Tone::neutral);
    case State::revoked:
        return ui::badge("Revoked", ui::Tone::neutral);
    }
    return {};
}

Html delivery_badge(const Invitation& invitation)
{
    switch (invitation.delivery) {
    case Delivery::queued:
        return ui::badge("Waiting to be sent", ui::Tone::info);
    case Delivery::sent:
        return ui::badge("Sent", ui::Tone::good);
    case Delivery::kept:
        return ui::badge("Kept on the server", ui::Tone::warning);
    case Delivery::failed:
        return ui::badge("Could not be delivered", ui::Tone::bad);
    case Delivery::cancelled:
        return ui::badge("Not sent", ui::Tone::neutral);
    }
    return {};
}

} // namespace assetbuddy::invitations
