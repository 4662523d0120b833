#include "assets/download.h"

#include <memory>

#include "assets/export.h"
#include "platform/files/files.h"
#include "platform/http/ranges.h"

namespace assetbuddy::assets {

base::Result<platform::http::Response> download_csv(access::Visit& visit, const ListRequest& request)
{
    std::shared_ptr<const platform::files::Bytes> bytes;
    const auto done = visit.look([&](access::Call& call) -> base::Done {
        auto draft = visit.kernel.files->draft(); // its own for each try
        const auto written = export_csv(call, request, [&](std::string_view part) { draft.append(part); });
        if (written) bytes = draft.read();
        return written;
    });
    if (!done) return base::refused(done.error());
    platform::http::Response answer{200};
    answer.set("Content-Type", "text/csv; charset=utf-8")
        .set("Content-Disposition", platform::http::attachment("equipment.csv"))
        .set("Cache-Control", "private, no-store");
    answer.static_body = bytes->view();
    answer.keeps_alive = std::move(bytes);
    return answer;
}

} // namespace assetbuddy::assets
