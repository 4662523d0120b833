#include "sites/site.h"

#include "access/changes.h"
#include "base/email_address.h"
#include "base/entered_text.h"
#include "base/text.h"
#include "sites/limits.h"

namespace assetbuddy::sites {

using access::add_change;
using base::checked_text;
using base::FieldError;
using base::Lines;

SiteFields SiteFields::of(const Site& site)
{
    return {site.name, site.address, site.postcode, site.contact_name, site.contact_phone, site.contact_email};
}

base::Result<SiteFields> SiteFields::checked() const
{
    std::vector<FieldError> errors;
    SiteFields fields = *this;
    const auto check = [&](std::string& text, const base::TextRule& rule) { text = checked_text(rule, text, errors); };
    check(fields.name, {"name", "The name", most_name, "Enter the name of the site."});
    check(fields.address, {"address", "The address", most_address, nullptr, Lines::several});
    check(fields.postcode, {"postcode", "The postcode", most_postcode});
    check(fields.contact_name, {"contact_name", "The contact's name", most_contact_name});
    check(fields.contact_phone, {"contact_phone", "The contact's phone", most_contact_phone});
    if (!base::trimmed(fields.contact_email).empty()) {
        const auto email = base::EmailAddress::parse(fields.contact_email);
        if (email)
            fields.contact_email = email->typed();
        else
            errors.push_back({"contact_email", "invalid_email", "Enter an email address such as name@example.org."});
    } else {
        fields.contact_email.clear();
    }
    if (!errors.empty()) return base::invalid(std::move(errors));
    return fields;
}

std::vector<access::Change> changes_between(const SiteFields& before, const SiteFields& after)
{
    using access::Privacy;
    std::vector<access::Change> changes;
    add_change(changes, "name", before.name, after.name);
    add_change(changes, "address", before.address, after.address);
    add_change(changes, "postcode", before.postcode, after.postcode);
    add_change(changes, "contact_name", before.contact_name, after.contact_name, Privacy::personal);
    add_change(changes, "contact_phone", before.contact_phone, after.contact_phone, Privacy::personal);
    add_change(changes, "contact_email", before.contact_email, after.contact_email, Privacy::personal);
    return changes;
}

base::Result<ChoiceForUsers> ChoiceForUsers::read(const std::string& text)
{
    if (text.empty()) return ChoiceForUsers{};
    if (text == "all_sites") return ChoiceForUsers{Kind::all_sites, {}};
    if (text == "deactivate") return ChoiceForUsers{Kind::deactivate, {}};
    constexpr std::string_view move = "move:";
    if (text.starts_with(move)) {
        if (auto to = base::SiteId::parse(text.substr(move.size()))) return ChoiceForUsers{Kind::move, *to};
    }
    return base::invalid({{"users", "unknown_value", "Say move:SITE_ID, all_sites or deactivate."}});
}

} // namespace assetbuddy::sites
