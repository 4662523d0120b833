#include "invitations/import.h"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace assetbuddy::invitations {
namespace {

namespace json = boost::json;

constexpr std::array import_states{ImportState::loading, ImportState::running, ImportState::done, ImportState::refused,
                                   ImportState::stopped};
constexpr std::array row_states{RowState::pending, RowState::created, RowState::skipped, RowState::failed};
constexpr std::array choices{OnError::none, OnError::skip};

template <class States>
std::optional<typename States::value_type> named(const States& states, std::string_view text)
{
    const auto found = std::ranges::find(states, text, [](auto each) { return to_text(each); });
    return found == states.end() ? std::nullopt : std::optional{*found};
}

std::string text_of(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    return value == nullptr ? std::string{} : std::string{value->as_string()};
}

} // namespace

std::string_view to_text(ImportState state)
{
    switch (state) {
    case ImportState::loading:
        return "loading";
    case ImportState::running:
        return "running";
    case ImportState::done:
        return "done";
    case ImportState::refused:
        return "refused";
    case ImportState::stopped:
        return "stopped";
    }
    return "";
}

std::string_view to_text(RowState state)
{
    switch (state) {
    case RowState::pending:
        return "pending";
    case RowState::created:
        return "created";
    case RowState::skipped:
        return "skipped";
    case RowState::failed:
        return "failed";
    }
    return "";
}

std::string_view to_text(OnError choice)
{
    return choice == OnError::none ? "none" : "skip";
}

std::string_view to_text(Verdict verdict)
{
    switch (verdict) {
    case Verdict::ok:
        return "ok";
    case Verdict::invalid:
        return "invalid";
    case Verdict::duplicate:
        return "duplicate";
    }
    return "";
}

std::optional<ImportState> read_import_state(std::string_view text)
{
    return named(import_states, text);
}

std::optional<RowState> read_row_state(std::string_view text)
{
    return named(row_states, text);
}

std::optional<OnError> read_on_error(std::string_view text)
{
    return named(choices, text);
}

std::string offer_to_json(const OfferRequest& offer)
{
    json::object object{{"name", offer.name},
                        {"email", offer.email},
                        {"role", offer.role},
                        {"site_id", offer.site_id},
                        {"job_title", offer.job_title},
                        {"phone", offer.phone},
                        {"company_name", offer.company_name},
                        {"company_address", offer.company_address},
                        {"access_ends_on", offer.access_ends_on},
                        {"message", offer.message}};
    if (offer.is_external) object["is_external"] = *offer.is_external;
    if (offer.lifetime_days) object["lifetime_days"] = *offer.lifetime_days;
    return json::serialize(object);
}

OfferRequest offer_from_json(std::string_view text)
{
    const auto object = json::parse(text).as_object();
    OfferRequest offer{.name = text_of(object, "name"),
                       .email = text_of(object, "email"),
                       .role = text_of(object, "role"),
                       .site_id = text_of(object, "site_id"),
                       .job_title = text_of(object, "job_title"),
                       .phone = text_of(object, "phone"),
                       .company_name = text_of(object, "company_name"),
                       .company_address = text_of(object, "company_address"),
                       .access_ends_on = text_of(object, "access_ends_on"),
                       .message = text_of(object, "message")};
    if (const auto* flag = object.if_contains("is_external")) offer.is_external = flag->as_bool();
    if (const auto* days = object.if_contains("lifetime_days")) offer.lifetime_days = days->as_int64();
    return offer;
}

std::string errors_to_json(const std::vector<base::FieldError>& errors)
{
    if (errors.empty()) return {};
    json::array list;
    for (const auto& each : errors)
        list.push_back(json::object{{"field", each.field}, {"code", each.code}, {"message", each.message}});
    return json::serialize(list);
}

std::vector<base::FieldError> errors_from_json(std::string_view text)
{
    std::vector<base::FieldError> errors;
    if (text.empty()) return errors;
    const auto list = json::parse(text);
    for (const auto& each : list.as_array()) {
        const auto& object = each.as_object();
        errors.push_back({text_of(object, "field"), text_of(object, "code"), text_of(object, "message")});
    }
    return errors;
}

} // namespace assetbuddy::invitations
