#include "invitations/start_import.h"

#include <algorithm>
#include <optional>

#include "invitations/asker.h"
#include "invitations/limits.h"
#include "invitations/store_imports.h"

namespace assetbuddy::invitations {
namespace {

Import made_of(access::Call& call, const ImportCheck& check, OnError on_error)
{
    const bool is_refused = on_error == OnError::none && check.invalid() > 0;
    Import import{.id = call.make_id<ImportId>(),
                  .organisation = call.organisation(),
                  .started_by = call.actor.user(),
                  .digest = check.digest,
                  .on_error = on_error,
                  .state = ImportState::running,
                  .total = static_cast<std::int64_t>(check.rows.size()),
                  .skipped = check.invalid(),
                  .created_at = call.now,
                  .finished_at = {},
                  .next_at = call.now};
    if (is_refused) {
        import.state = ImportState::refused;
        import.skipped = import.total;
    } else if (check.valid == 0) {
        import.state = ImportState::done;
    }
    if (import.state != ImportState::running) import.finished_at = call.now;
    return import;
}

store::NewRow row_of(const Import& import, const Judged& judged)
{
    const bool waits = import.state == ImportState::running && judged.verdict == Verdict::ok;
    if (!waits)
        return {.line = judged.asked.line,
                .state = RowState::skipped,
                .email_key = {},
                .offer = {},
                .errors = errors_to_json(judged.errors)};
    return {.line = judged.asked.line,
            .state = RowState::pending,
            .email_key = judged.offer->email.key(),
            .offer = offer_to_json(judged.asked.offer),
            .errors = {}};
}

} // namespace

base::Result<Import> load_import(const access::Kernel& kernel, const access::Credential& credential,
                                 const access::Origin& origin, const ImportCheck& check, OnError on_error)
{
    std::optional<Import> import;
    for (std::size_t from = 0; from < check.rows.size(); from += import_chunk) {
        const auto to = std::min(from + import_chunk, check.rows.size());
        auto written = access::change(kernel, credential, origin, [&](access::Call& call) -> base::Result<Import> {
            if (auto may = may_invite(call); !may) return base::refused(may.error());
            const auto present = import ? *import : made_of(call, check, on_error);
            if (!import) store::insert_import(call.tx, present);
            for (auto i = from; i < to; ++i) store::insert_row(call.tx, present, row_of(present, check.rows[i]));
            return present;
        });
        if (!written) return written;
        import = std::move(*written);
    }
    if (!import) throw std::logic_error("a checked file has rows");
    return std::move(*import);
}

base::Result<Import> open_import(access::Call& call, const Import& loaded)
{
    if (auto may = may_invite(call); !may) return base::refused(may.error());
    if (loaded.organisation != call.organisation() || !store::open_import(call.tx, loaded))
        return base::refused("not_found", {}, "This import is too old. Send the file again.");
    access::record(call, {.organisation = call.organisation(),
                          .action = loaded.state == ImportState::refused ? "import.refused" : "import.started",
                          .record_type = "import",
                          .record_id = loaded.id.text(),
                          .changes = {{"rows", {}, std::to_string(loaded.total)},
                                      {"skipped", {}, std::to_string(loaded.skipped)},
                                      {"on_error", {}, std::string{to_text(loaded.on_error)}}}});
    return loaded;
}

} // namespace assetbuddy::invitations
