#include "sites/site.h"

#include "base/email_address.h"
#include "base/text.h"
#include "sites/limits.h"

namespace assetbuddy::sites {

namespace {

using base::FieldError;
using base::Lines;

struct TextRule {
    const char* field;
    const char* called; // "The name"
    std::size_t most;
    Lines lines = Lines::one;
};

void check_text(std::vector<FieldError>& errors, const TextRule& rule, std::string& text)
{
    const std::string called = rule.called;
    if (!base::is_clean_text(text, rule.lines) || base::has_invisible_characters(text)) {
        errors.push_back({rule.field, "invalid_characters", called + " holds characters that cannot be shown."});
        return;
    }
    text = base::to_nfc(base::trimmed(text));
    if (base::count_code_points(text) > rule.most) {
        errors.push_back(
            {rule.field, "too_long", called + " may have at most " + std::to_string(rule.most) + " characters."});
    }
}

void add_change(std::vector<access::Change>& changes, const char* field, const std::string& before,
                const std::string& after, access::Privacy privacy)
{
    if (before != after) changes.push_back({field, before, after, privacy});
}

} // namespace

SiteFields SiteFields::of(const Site& site)
{
    return {site.name, site.address, site.postcode, site.contact_name, site.contact_phone, site.contact_email};
}

base::Result<SiteFields> SiteFields::checked() const
{
    std::vector<FieldError> errors;
    SiteFields fields = *this;
    check_text(errors, {"name", "The name", most_name}, fields.name);
    if (errors.empty() && fields.name.empty()) errors.push_back({"name", "required", "Enter the name of the site."});
    check_text(errors, {"address", "The address", most_address, Lines::several}, fields.address);
    check_text(errors, {"postcode", "The postcode", most_postcode}, fields.postcode);
    check_text(errors, {"contact_name", "The contact's name", most_contact_name}, fields.contact_name);
    check_text(errors, {"contact_phone", "The contact's phone", most_contact_phone}, fields.contact_phone);
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
    add_change(changes, "name", before.name, after.name, Privacy::plain);
    add_change(changes, "address", before.address, after.address, Privacy::plain);
    add_change(changes, "postcode", before.postcode, after.postcode, Privacy::plain);
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
