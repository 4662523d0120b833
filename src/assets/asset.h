#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/audit.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace assetbuddy::assets {

/// AST-2. Disposed is final.
enum class Status { in_service, restricted, out_of_service, disposed };
enum class Criticality { critical, high, medium, low };

std::string_view to_text(Status status);
std::string_view to_text(Criticality criticality);
std::optional<Status> read_status(std::string_view text);
std::optional<Criticality> read_criticality(std::string_view text);
/// "In Service".
std::string_view in_words(Status status);
std::string_view in_words(Criticality criticality);
inline constexpr Status all_statuses[] = {Status::in_service, Status::restricted, Status::out_of_service,
                                          Status::disposed};
inline constexpr Criticality all_criticalities[] = {Criticality::critical, Criticality::high, Criticality::medium,
                                                    Criticality::low};

/// A piece of equipment in the register (AST-1).
struct Asset {
    base::AssetId id = {};
    base::OrganisationId organisation = {};
    std::string code = {}; // FS-001
    std::string name = {};
    base::CategoryId category = {};
    std::optional<base::CategoryId> subcategory = {};
    base::SiteId site = {};
    std::optional<base::LocationId> location = {};
    Status status = Status::in_service;
    Criticality criticality = Criticality::medium;
    std::optional<base::UserId> owner = {};
    std::string make = {};
    std::string model = {};
    std::string serial = {};
    std::string notes = {};
    base::Time created_at = {};
    std::int64_t version = 1;
};

/// The fields a person may write, as typed; ids and the criticality as text, empty for none.
struct AssetFields {
    std::string name = {};
    std::string category_id = {};
    std::string subcategory_id = {};
    std::string site_id = {};
    std::string location_id = {};
    std::string criticality = {}; // empty: that of the category
    std::string owner_id = {};
    std::string make = {};
    std::string model = {};
    std::string serial = {};
    std::string notes = {};

    static AssetFields of(const Asset& asset);
};

/// Texts trimmed and in NFC, with a mistake beside each that cannot be taken. What ids name is looked up by the verb.
AssetFields tidied(const AssetFields& fields, std::vector<base::FieldError>& errors);

/// What differs, for the audit log (AUD-1).
std::vector<access::Change> changes_between(const AssetFields& before, const AssetFields& after);

/// "FS-001": at least three digits.
std::string code_of(std::string_view prefix, std::int64_t number);
/// The same with nine digits, so that codes sort by their numbers.
std::string code_sort_of(std::string_view prefix, std::int64_t number);

/// What a code as somebody types it, in part or whole, sorts as: "fs-1" as "FS-000000001".
std::string code_sort_of_typed(std::string_view typed);

/// Something that happened to a piece of equipment.
struct Event {
    base::Time at = {};
    std::string actor_name = {};
    std::string what = {}; // added, edited, status, moved
    std::string before = {};
    std::string after = {};
    std::string reason = {};
};

/// EXT-2: what is left of a piece of equipment for whoever sees it only because a defect of it is theirs: nobody's name
/// but of those who act on that defect.
Asset shown_to(const access::Actor& actor, Asset asset);

} // namespace assetbuddy::assets
