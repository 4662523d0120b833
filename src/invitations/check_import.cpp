#include "invitations/check_import.h"

#include <algorithm>
#include <chrono>

#include "invitations/asker.h"
#include "invitations/store_imports.h"
#include "outbox/outbox.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::invitations {
namespace {

/// Of what the rows ask for, so that neither line ends nor the way a list arrives makes it another one.
std::string digest_of(const std::vector<AskedRow>& rows)
{
    std::string text;
    for (const auto& row : rows) text += std::to_string(row.line) + offer_to_json(row.offer) + '\n';
    return platform::crypto::sha256(text);
}

void mark_repeated(access::Call& call, ImportCheck& check)
{
    const auto lines = store::list_created_lines(call.tx, call.organisation(), check.digest);
    for (auto& row : check.rows) {
        if (row.verdict != Verdict::ok || !lines.contains(row.asked.line)) continue;
        row.verdict = Verdict::duplicate;
        row.offer.reset();
        row.errors.push_back({"email", "already_imported",
                              "This line was invited by an earlier import of the same file. To invite the person once "
                              "more, use the form."});
    }
}

base::Time estimate(access::Call& call, std::int64_t valid)
{
    const auto left = outbox::sends_left_today(call, call.organisation());
    const auto daily = std::max<std::int64_t>(1, call.kernel.policy.send_limits.daily_for_organisation);
    const auto beyond = store::count_rows_ahead(call.tx, call.organisation()) + valid - left;
    if (valid == 0 || beyond <= 0) return call.now;
    return outbox::next_day_of_sends(call.now) + std::chrono::days{(beyond - 1) / daily};
}

} // namespace

base::Result<ImportCheck> check_import(access::Call& call, std::string_view csv)
{
    if (auto may = may_invite(call); !may) return base::refused(may.error());
    auto asked = read_import(csv);
    if (!asked) return base::refused(asked.error());
    ImportCheck check{
        .digest = digest_of(*asked), .rows = judge(call, std::move(*asked), SitesFor::looking), .last_leaves_at = {}};
    mark_repeated(call, check);
    check.valid = std::ranges::count(check.rows, Verdict::ok, &Judged::verdict);
    check.last_leaves_at = estimate(call, check.valid);
    return check;
}

} // namespace assetbuddy::invitations
