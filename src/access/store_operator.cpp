#include "access/store_operator.h"

namespace assetbuddy::access::store {
namespace {

using platform::sql::Row;
using platform::sql::Statement;

constexpr Statement first_sql{"access.first_organisations",
                              "SELECT id, name, time_zone FROM organisations ORDER BY id LIMIT 2"};

constexpr Statement every_sql{"access.operated_organisations",
                              "SELECT id, name, time_zone FROM organisations ORDER BY id"};

std::vector<OperatedOrganisation> read(const std::vector<Row>& rows)
{
    std::vector<OperatedOrganisation> found;
    for (const auto& row : rows) found.push_back({row.id<base::OrganisationTag>(0), row.text(1), row.text(2)});
    return found;
}

} // namespace

std::vector<OperatedOrganisation> list_first_organisations(Transaction& tx)
{
    return read(tx.all(first_sql));
}

std::vector<OperatedOrganisation> list_operated_organisations(Transaction& tx)
{
    return read(tx.all(every_sql));
}

} // namespace assetbuddy::access::store
