#include "invitations/invitation.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"
#include "invitations/limits.h"

namespace assetbuddy::invitations {
namespace {

using access::Role;
using base::FieldError;
using base::Lines;

constexpr std::array states{State::pending,  State::locked,  State::accepted,
                            State::declined, State::revoked, State::expired};
constexpr std::array deliveries{Delivery::queued, Delivery::sent, Delivery::kept, Delivery::failed,
                                Delivery::cancelled};

enum class Needed { required, optional };
enum class WebAddresses { refused, allowed };

struct TextRule {
    const char* field;
    const char* called; // "The name"
    std::size_t most;
    Needed needed = Needed::optional;
    WebAddresses web_addresses = WebAddresses::allowed;
    Lines lines = Lines::one;
};

constexpr TextRule name_rule{"name", "The name", most_name, Needed::required, WebAddresses::refused};
constexpr TextRule job_title_rule{"job_title", "The job title", most_job_title};
constexpr TextRule company_name_rule{"company_name", "The company name", most_company_name, Needed::optional,
                                     WebAddresses::refused};
constexpr TextRule company_address_rule{"company_address", "The company address", most_company_address,
                                        Needed::optional,  WebAddresses::allowed, Lines::several};
constexpr TextRule message_rule{"message",        "The message",         most_message,
                                Needed::optional, WebAddresses::refused, Lines::several};

/// Trims and normalises `text`, or says what is wrong with it. Web addresses in names would turn the mail into
/// somebody's phishing (R-MAIL-7).
void check_text(std::vector<FieldError>& errors, const TextRule& rule, std::string& text)
{
    const std::string called = rule.called;
    if (!base::is_clean_text(text, rule.lines) || base::has_invisible_characters(text)) {
        errors.push_back({rule.field, "invalid_characters", called + " holds characters that cannot be shown."});
        return;
    }
    text = base::to_nfc(base::trimmed(text));
    if (text.empty() && rule.needed == Needed::required)
        errors.push_back({rule.field, "required", called + " is needed."});
    if (base::count_code_points(text) > rule.most)
        errors.push_back(
            {rule.field, "too_long", called + " may have at most " + std::to_string(rule.most) + " characters."});
    if (rule.web_addresses == WebAddresses::refused && base::looks_like_web_address(text))
        errors.push_back({rule.field, "web_address", called + " may not hold a web address."});
}

/// Mail programs make links of bare domains too, so a message may not name one (INV-21). Only endings in wide use
/// count: a blank forgotten behind a full stop is no web address.
bool names_a_domain(std::string_view text)
{
    constexpr std::string_view endings[] = {
        "com",  "org",  "net", "info", "biz", "io", "co", "uk",  "ie",    "eu",   "de",   "fr",   "nl",   "es",
        "it",   "pl",   "ru",  "cn",   "us",  "ca", "au", "app", "dev",   "xyz",  "top",  "site", "shop", "online",
        "club", "link", "ly",  "me",   "tk",  "cc", "tv", "ai",  "store", "live", "page", "web"};
    const auto folded = base::case_folded(text);
    const auto is_label = [](char each) {
        return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-' ||
               static_cast<unsigned char>(each) >= 0x80;
    };
    for (auto dot = folded.find('.'); dot != std::string::npos; dot = folded.find('.', dot + 1)) {
        if (dot == 0 || !is_label(folded[dot - 1])) continue;
        auto end = dot + 1;
        while (end < folded.size() && is_label(folded[end])) ++end;
        const auto ending = std::string_view{folded}.substr(dot + 1, end - dot - 1);
        const bool goes_on = end + 1 < folded.size() && folded[end] == '.' && is_label(folded[end + 1]);
        if (!goes_on && std::ranges::find(endings, ending) != std::end(endings)) return true;
    }
    return false;
}

void check_message(std::vector<FieldError>& errors, std::string& message)
{
    const auto before = errors.size();
    check_text(errors, message_rule, message);
    if (errors.size() == before && names_a_domain(message))
        errors.push_back({"message", "web_address", "The message may not hold a web address."});
}

bool is_phone_character(char character)
{
    constexpr std::string_view allowed = "0123456789 +-()./#,;*extEXT";
    return allowed.find(character) != std::string_view::npos;
}

void check_phone(std::vector<FieldError>& errors, std::string& phone)
{
    constexpr auto fewest_digits = 3;
    const bool is_clean = base::is_clean_text(phone);
    if (is_clean) phone = base::trimmed(phone);
    if (phone.empty()) return;
    const auto digits = std::ranges::count_if(phone, [](char each) { return each >= '0' && each <= '9'; });
    if (!is_clean || !std::ranges::all_of(phone, is_phone_character) || digits < fewest_digits)
        errors.push_back({"phone", "invalid_phone", "Enter a phone number in digits, such as +44 20 7946 0123."});
    else if (phone.size() > most_phone)
        errors.push_back(
            {"phone", "too_long", "The phone number may have at most " + std::to_string(most_phone) + " characters."});
}

/// Answers Operator for an unknown role: the remaining rules then say nothing wrong about it.
Role check_role(std::vector<FieldError>& errors, const std::string& slug)
{
    const auto role = access::read_role(slug);
    if (slug.empty())
        errors.push_back({"role", "required", "Choose a role."});
    else if (!role)
        errors.push_back({"role", "unknown_value", "Choose one of the roles listed."});
    else if (*role == Role::owner)
        errors.push_back({"role", "not_offered",
                          "The Owner role is never given by invitation. Invite the person with another role; ownership "
                          "can be transferred to them later."});
    return role.value_or(Role::operator_);
}

bool check_external(std::vector<FieldError>& errors, const OfferRequest& request, Role role)
{
    if (role != Role::contractor) return request.is_external.value_or(false);
    if (request.is_external.has_value() && !*request.is_external)
        errors.push_back({"is_external", "must_be_external", "A Contractor is always an external user."});
    return true;
}

void check_company(std::vector<FieldError>& errors, Offer& offer)
{
    check_text(errors, company_name_rule, offer.company_name);
    check_text(errors, company_address_rule, offer.company_address);
    if (offer.is_external && offer.company_name.empty())
        errors.push_back({"company_name", "required", "Enter the company this external user works for."});
    if (offer.is_external) return;
    constexpr auto only_external = "Only external users have a company. Tick External user, or leave this empty.";
    if (!offer.company_name.empty()) errors.push_back({"company_name", "not_external", only_external});
    if (!offer.company_address.empty()) errors.push_back({"company_address", "not_external", only_external});
}

/// EXT-7: the last day of access, today or later where the organisation is.
std::optional<std::string> check_end_of_access(std::vector<FieldError>& errors, const std::string& typed,
                                               const OfferSurroundings& surroundings)
{
    const auto text = base::is_clean_text(typed) ? base::trimmed(typed) : typed;
    if (text.empty()) return std::nullopt;
    const auto date = base::parse_date(text);
    if (!date)
        errors.push_back({"access_ends_on", "invalid_date", "Enter a date such as 2027-03-31, or leave this empty."});
    else if (base::end_of_day(*date, surroundings.time_zone) <= surroundings.now)
        errors.push_back({"access_ends_on", "in_the_past", "The last day of access is today at the earliest."});
    return date ? std::optional{base::to_iso_date(*date)} : std::nullopt;
}

/// INV-10: the organisation's lifetime, or the one asked for; at most three days for roles that manage users.
std::int64_t check_lifetime(std::vector<FieldError>& errors, const OfferRequest& request,
                            const OfferSurroundings& surroundings, const access::GrantSet& grants)
{
    const auto longest = grants.manages_users() ? longest_managing_lifetime_days : longest_lifetime_days;
    if (!request.lifetime_days) return std::min(surroundings.organisation_lifetime_days, longest);
    if (*request.lifetime_days < shortest_lifetime_days || *request.lifetime_days > longest)
        errors.push_back(
            {"lifetime_days", "out_of_range",
             "Choose " + std::to_string(shortest_lifetime_days) + " to " + std::to_string(longest) + " days."});
    return *request.lifetime_days;
}

base::Error refused_state(std::string code, std::string detail)
{
    return {std::move(code), {}, std::move(detail), {}, {}, base::OnRefusal::roll_back};
}

} // namespace

std::string_view to_text(State state)
{
    switch (state) {
    case State::pending:
        return "pending";
    case State::locked:
        return "locked";
    case State::accepted:
        return "accepted";
    case State::declined:
        return "declined";
    case State::revoked:
        return "revoked";
    case State::expired:
        return "expired";
    }
    return "";
}

std::string_view to_text(Delivery delivery)
{
    switch (delivery) {
    case Delivery::queued:
        return "queued";
    case Delivery::sent:
        return "sent";
    case Delivery::kept:
        return "kept";
    case Delivery::failed:
        return "failed";
    case Delivery::cancelled:
        return "cancelled";
    }
    return "";
}

std::string_view to_text(Hold hold)
{
    switch (hold) {
    case Hold::none:
        return "";
    case Hold::inviter:
        return "inviter";
    case Hold::site:
        return "site";
    }
    return "";
}

std::optional<State> read_state(std::string_view text)
{
    const auto found = std::ranges::find(states, text, [](State state) { return to_text(state); });
    return found == states.end() ? std::nullopt : std::optional{*found};
}

std::optional<Delivery> read_delivery(std::string_view text)
{
    const auto found = std::ranges::find(deliveries, text, [](Delivery delivery) { return to_text(delivery); });
    return found == deliveries.end() ? std::nullopt : std::optional{*found};
}

State Invitation::state(base::Time now) const
{
    return stored_state == State::pending && expires_at <= now ? State::expired : stored_state;
}

Hold Invitation::obstacle() const
{
    const auto inviter = standing.sets.of(standing.inviter_role, standing.inviter_is_external);
    if (is_held || !standing.inviter_is_active || !inviter.find(access::Permission::users_invite) ||
        !inviter.contains(offered()))
        return Hold::inviter;
    return standing.site_is_active ? Hold::none : Hold::site;
}

std::int64_t Invitation::attempts_left() const
{
    return std::max<std::int64_t>(0, most_attempts - attempts);
}

std::optional<base::Error> Invitation::refusal(base::Time now) const
{
    const auto ask = " Ask " + invited_by_name + " at " + organisation_name + " for a new one.";
    switch (state(now)) {
    case State::accepted:
        return refused_state("accepted", "This invitation has already been used. Sign in to go on.");
    case State::declined:
        return refused_state("declined", "This invitation was declined." + ask);
    case State::revoked:
        return refused_state("revoked", "This invitation was taken back." + ask);
    case State::expired:
        return refused_state("expired", "This invitation has run out." + ask);
    case State::locked:
        return refused_state("locked", "A wrong code was entered too often, so this invitation is locked." + ask);
    case State::pending:
        break;
    }
    if (hold(now) == Hold::none) return std::nullopt;
    return refused_state("held", organisation_name + " has to confirm this invitation first. Ask " + invited_by_name +
                                     " or somebody else there, and then open the link again.");
}

base::Time Invitation::expiry_from(base::Time at) const
{
    const auto natural = at + std::chrono::days{lifetime_days};
    const auto last_day = access_ends_on ? base::parse_date(*access_ends_on) : std::nullopt;
    return last_day ? std::min<base::Time>(natural, base::end_of_day(*last_day, time_zone)) : natural;
}

base::Result<Offer> Offer::checked(const OfferRequest& request, const OfferSurroundings& surroundings)
{
    std::vector<FieldError> errors;
    auto name = request.name;
    check_text(errors, name_rule, name);
    const auto email = base::EmailAddress::parse(request.email);
    if (!email && base::trimmed(request.email).empty())
        errors.push_back({"email", "required", "Enter the email address the invitation goes to."});
    else if (!email)
        errors.push_back({"email", "invalid_email", "Enter an email address such as name@example.org."});
    const auto role = check_role(errors, request.role);
    if (surroundings.site == OfferSurroundings::Site::unknown)
        errors.push_back({"site_id", "unknown_value", "Choose one of the active sites, or none."});

    // Stands in for a refused address; it never leaves this function.
    static const auto no_address = base::EmailAddress::parse("nobody@invalid.example").value();
    Offer offer{name,
                email.value_or(no_address),
                role,
                base::SiteId::parse(request.site_id),
                request.job_title,
                request.phone,
                false,
                request.company_name,
                request.company_address,
                {},
                request.message,
                0,
                {}};
    check_text(errors, job_title_rule, offer.job_title);
    check_phone(errors, offer.phone);
    offer.is_external = check_external(errors, request, role);
    check_company(errors, offer);
    offer.access_ends_on = check_end_of_access(errors, request.access_ends_on, surroundings);
    check_message(errors, offer.message);
    offer.grants = surroundings.sets.of(role, offer.is_external);
    offer.lifetime_days = check_lifetime(errors, request, surroundings, offer.grants);
    if (!errors.empty()) return base::invalid(std::move(errors));
    return offer;
}

base::Result<Corrections> Corrections::checked() const
{
    std::vector<FieldError> errors;
    auto corrections = *this;
    if (corrections.name) check_text(errors, name_rule, *corrections.name);
    if (corrections.job_title) check_text(errors, job_title_rule, *corrections.job_title);
    if (corrections.phone) check_phone(errors, *corrections.phone);
    if (!errors.empty()) return base::invalid(std::move(errors));
    return corrections;
}

} // namespace assetbuddy::invitations
