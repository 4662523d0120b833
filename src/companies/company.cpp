#include "companies/company.h"

#include "access/changes.h"
#include "base/email_address.h"
#include "base/entered_text.h"
#include "base/text.h"
#include "companies/limits.h"

namespace assetbuddy::companies {

using base::checked_text;

CompanyFields CompanyFields::of(const Company& company)
{
    return {company.name, company.phone, company.email, company.address};
}

base::Result<CompanyFields> CompanyFields::checked() const
{
    std::vector<base::FieldError> errors;
    CompanyFields fields;
    fields.name = checked_text({"name", "The name", most_name, "Enter the name of the company."}, name, errors);
    fields.phone = checked_text({"phone", "The phone number", most_phone}, phone, errors);
    fields.address =
        checked_text({"address", "The address", most_address, nullptr, base::Lines::several}, address, errors);
    if (!base::trimmed(email).empty()) {
        if (const auto checked = base::EmailAddress::parse(email))
            fields.email = checked->typed();
        else
            errors.push_back({"email", "invalid_email", "Enter an email address such as office@example.org."});
    }
    if (!errors.empty()) return base::invalid(std::move(errors));
    return fields;
}

std::vector<access::Change> changes_between(const CompanyFields& before, const CompanyFields& after)
{
    using access::add_change;
    using access::Privacy;
    std::vector<access::Change> changes;
    add_change(changes, "name", before.name, after.name, Privacy::personal);
    add_change(changes, "phone", before.phone, after.phone, Privacy::personal);
    add_change(changes, "email", before.email, after.email, Privacy::personal);
    add_change(changes, "address", before.address, after.address, Privacy::personal);
    return changes;
}

std::string key_of(std::string_view name)
{
    std::string key;
    for (const char each : base::case_folded(base::trimmed(base::to_nfc(name)))) {
        const bool is_blank = each == ' ' || each == '\t' || each == '\n';
        if (!is_blank)
            key += each;
        else if (!key.empty() && key.back() != ' ')
            key += ' ';
    }
    return key;
}

} // namespace assetbuddy::companies
