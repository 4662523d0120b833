#include "access/bulk_load.h"

#include "access/store_bulk_load.h"

namespace assetbuddy::access {

namespace sql = platform::sql;

void set_indexes_aside(sql::Database& database, std::span<const std::string_view> tables)
{
    const auto indexes = database.read(sql::Reach::system("bulk load"),
                                       [&](sql::Transaction& tx) { return store::list_plain_indexes(tx, tables); });
    if (!indexes.empty()) database.run_script(store::script_to_set_aside(indexes));
}

void put_indexes_back(sql::Database& database, const BuildProgress& progress)
{
    const auto aside = database.read(sql::Reach::system("bulk load"), store::list_set_aside);
    for (std::size_t done = 0; done < aside.size(); ++done) {
        if (progress) progress(done, aside.size());
        database.run_script(store::script_to_put_back(aside[done]));
    }
    if (progress && !aside.empty()) progress(aside.size(), aside.size());
}

} // namespace assetbuddy::access
