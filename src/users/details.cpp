#include "users/details.h"

#include "users/fields.h"

namespace assetbuddy::users {
namespace {

using access::Role;

void tidy(std::string& field, const std::optional<std::string>& given, const TextRule& rule, Mistakes& mistakes)
{
    if (given) field = tidied(*given, rule, mistakes);
}

void read_wanted_role(User& user, const EditRequest& request, Mistakes& mistakes)
{
    if (!request.role) return;
    const auto role = access::read_role(*request.role);
    if (!role)
        mistakes.push_back({"role", "unknown_value", "Choose one of the roles listed."});
    else if (*role == Role::owner && user.role != Role::owner)
        mistakes.push_back({"role", "not_offered",
                            "Nobody becomes Owner by a change of role. The Owner can transfer the ownership to them."});
    else
        user.role = *role;
}

void read_wanted_site(User& user, const EditRequest& request, const EditSurroundings& surroundings, Mistakes& mistakes)
{
    if (!request.site_id) return;
    const auto before = user.site;
    user.site = request.site_id->empty() ? std::nullopt : base::SiteId::parse(*request.site_id);
    const bool is_known = request.site_id->empty() || user.site == before || (user.site && surroundings.is_site_open);
    if (!is_known) mistakes.push_back({"site_id", "unknown_value", "Choose one of the sites listed, or all sites."});
}

/// INV-3: a Contractor is always external; only external people have a company.
void read_wanted_company(User& user, const EditRequest& request, Mistakes& mistakes)
{
    if (request.is_external) user.is_external = *request.is_external;
    if (user.role == Role::contractor && !user.is_external) {
        if (request.is_external)
            mistakes.push_back({"is_external", "must_be_external", "A Contractor is always an external user."});
        user.is_external = true;
    }
    if (!user.is_external) user.company_name = user.company_address = {};
    tidy(user.company_name, request.company_name, company_name_rule, mistakes);
    tidy(user.company_address, request.company_address, company_address_rule, mistakes);
    if (user.is_external && user.company_name.empty())
        mistakes.push_back({"company_name", "required", "Enter the company this external user works for."});
    if (user.is_external) return;
    constexpr auto only_external = "Only external users have a company. Tick External user, or leave this empty.";
    if (!user.company_name.empty()) mistakes.push_back({"company_name", "not_external", only_external});
    if (!user.company_address.empty()) mistakes.push_back({"company_address", "not_external", only_external});
}

/// A day that is over would end the place again at once: one that comes back without another day has none.
void read_wanted_end(User& user, const User& before, const EditRequest& request, const EditSurroundings& surroundings,
                     Mistakes& mistakes)
{
    const bool comes_back = user.is_active && !before.is_active;
    if (!request.access_ends_on) {
        if (comes_back && has_ended(user, surroundings.now, surroundings.time_zone)) user.access_ends_on.reset();
        return;
    }
    user.access_ends_on = request.access_ends_on->empty() ? std::nullopt : request.access_ends_on;
    if (user.access_ends_on && !base::parse_date(*user.access_ends_on)) {
        mistakes.push_back({"access_ends_on", "invalid_date", "Enter a date such as 2027-03-31."});
        return;
    }
    if (user.access_ends_on == before.access_ends_on && !comes_back) return;
    if (has_ended(user, surroundings.now, surroundings.time_zone))
        mistakes.push_back(
            {"access_ends_on", "in_the_past", "This day is over. Choose today or a later day, or none."});
}

} // namespace

bool has_ended(const User& user, base::Time now, const std::string& time_zone)
{
    if (!user.access_ends_on) return false;
    const auto date = base::parse_date(*user.access_ends_on);
    return date && base::end_of_day(*date, time_zone) <= now;
}

base::Result<User> changed(const User& before, const EditRequest& request, const EditSurroundings& surroundings)
{
    Mistakes mistakes;
    auto user = before;
    tidy(user.name, request.name, name_rule, mistakes);
    tidy(user.job_title, request.job_title, job_title_rule, mistakes);
    tidy(user.phone, request.phone, phone_rule, mistakes);
    read_wanted_role(user, request, mistakes);
    read_wanted_site(user, request, surroundings, mistakes);
    read_wanted_company(user, request, mistakes);
    if (request.is_active) user.is_active = *request.is_active;
    read_wanted_end(user, before, request, surroundings, mistakes);
    if (auto address = wanted_address(before, request); !address)
        mistakes.insert(mistakes.end(), address.error().errors.begin(), address.error().errors.end());
    if (!mistakes.empty()) return base::invalid(std::move(mistakes));
    return user;
}

base::Result<std::optional<base::EmailAddress>> wanted_address(const User& before, const EditRequest& request)
{
    if (!request.email) return std::nullopt;
    const auto wanted = base::EmailAddress::parse(*request.email);
    if (!wanted) {
        const bool is_empty = request.email->find_first_not_of(" \t") == std::string::npos;
        return base::invalid(
            {{"email", is_empty ? "required" : "invalid_email", "Enter an email address such as name@example.com."}});
    }
    const auto present = base::EmailAddress::parse(before.email);
    if (present && *present == *wanted) return std::nullopt;
    return wanted;
}

std::vector<access::Change> differences(const User& before, const User& after)
{
    std::vector<access::Change> changes;
    const auto compare = [&](const char* field, const std::optional<std::string>& old_value,
                             const std::optional<std::string>& new_value, access::Privacy privacy) {
        if (old_value != new_value) changes.push_back({field, old_value, new_value, privacy});
    };
    using enum access::Privacy;
    const auto flag = [](bool value) { return std::optional<std::string>{value ? "true" : "false"}; };
    const auto site = [](const User& user) { return user.site ? std::optional{user.site->text()} : std::nullopt; };
    compare("name", before.name, after.name, personal);
    compare("pending_email", before.pending_email, after.pending_email, personal);
    compare("role", std::string{access::to_text(before.role)}, std::string{access::to_text(after.role)}, plain);
    compare("site_id", site(before), site(after), plain);
    compare("job_title", before.job_title, after.job_title, personal);
    compare("phone", before.phone, after.phone, personal);
    compare("is_active", flag(before.is_active), flag(after.is_active), plain);
    compare("is_external", flag(before.is_external), flag(after.is_external), plain);
    compare("company_name", before.company_name, after.company_name, personal);
    compare("company_address", before.company_address, after.company_address, personal);
    compare("access_ends_on", before.access_ends_on, after.access_ends_on, plain);
    return changes;
}

} // namespace assetbuddy::users
