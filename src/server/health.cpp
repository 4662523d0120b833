#include "server/health.h"

#include "platform/log/log.h"

namespace assetbuddy::server {

using platform::http::Response;

Response alive()
{
    return Response::text("ok\n");
}

Response ready(const access::Kernel& kernel)
try {
    if (kernel.database.has_failed())
        return Response::text("the disk failed under the database\n", 503).set("Retry-After", "5");
    kernel.database.ping();
    return Response::text("ok\n");
} catch (const platform::sql::DatabaseError& fault) {
    platform::log::warning("readyz.failed", {{"what", fault.what()}});
    return Response::text("the database does not answer\n", 503).set("Retry-After", "5");
}

} // namespace assetbuddy::server
