#include "access/audit.h"

#include <algorithm>
#include <array>
#include <map>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "access/call.h"
#include "access/store.h"
#include "platform/crypto/crypto.h"

namespace assetbuddy::access {
namespace {

namespace crypto = platform::crypto;
namespace json = boost::json;

constexpr std::string_view no_hash = "";
constexpr std::int64_t walk_step = 500;

std::string commitment(std::string_view salt, std::string_view value)
{
    return crypto::hmac_sha256(salt, value);
}

/// The personal values of one entry: beside the chain, so that erasure can take them away.
class Personal {
  public:
    explicit Personal(crypto::Random& random) : random_(random) {}

    /// Keeps the value with a fresh salt and answers the commitment that the chain covers.
    json::value commit(std::string_view place, const std::optional<std::string>& value)
    {
        if (!value || value->empty()) return value ? json::value("") : json::value(nullptr);
        const auto salt = crypto::make_token(random_);
        values_[place] = json::object{{"salt", salt}, {"value", *value}};
        return json::object{{"commitment", commitment(salt, *value)}};
    }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    [[nodiscard]] std::string text() const { return json::serialize(values_); }

  private:
    crypto::Random& random_;
    json::object values_;
};

json::value plain(const std::optional<std::string>& value)
{
    return value ? json::value(*value) : json::value(nullptr);
}

json::array described(const std::vector<Change>& changes, Personal& personal)
{
    json::array list;
    for (const auto& change : changes) {
        const bool is_personal = change.privacy == Privacy::personal;
        list.push_back(json::object{
            {"field", change.field},
            {"before", is_personal ? personal.commit(change.field + ".before", change.before) : plain(change.before)},
            {"after", is_personal ? personal.commit(change.field + ".after", change.after) : plain(change.after)},
        });
    }
    return list;
}

struct Link {
    std::int64_t number;
    std::string previous_hash;
};

store::ChainEntry chained(const Call& call, const Entry& entry, const Link& link)
{
    Personal personal{call.kernel.random};
    json::object body{
        {"number", link.number},
        {"at", base::to_microseconds(call.now)},
        {"request_id", call.origin.request_id},
        {"actor_user_id", entry.actor_user.text()},
        {"actor_name", personal.commit("actor_name", entry.actor_name)},
        {"address", personal.commit("address", call.origin.address)},
        {"action", entry.action},
        {"record_type", entry.record_type},
        {"record_id", entry.record_id},
        {"changes", described(entry.changes, personal)},
    };
    store::ChainEntry row{
        .organisation = entry.organisation,
        .number = link.number,
        .at = call.now,
        .actor_user = entry.actor_user.text(),
        .action = entry.action,
        .record_type = entry.record_type,
        .record_id = entry.record_id,
        .body = json::serialize(body),
        .previous_hash = link.previous_hash,
        .hash = {},
        .personal = personal.empty() ? std::string{} : personal.text(),
    };
    row.hash = crypto::sha256(row.previous_hash + "\n" + row.body);
    return row;
}

/// Every commitment whose value still lies beside the chain fits it; an erased value is no fault.
bool commitments_fit(const json::value& body, const json::object& personal)
{
    std::map<std::string, std::string, std::less<>> commitments;
    const auto note = [&](std::string place, const json::value& value) {
        const auto* object = value.if_object();
        if (object == nullptr || !object->contains("commitment")) return;
        commitments.emplace(std::move(place), object->at("commitment").as_string());
    };
    note("actor_name", body.at("actor_name"));
    note("address", body.at("address"));
    for (const auto& change : body.at("changes").as_array()) {
        const std::string field{change.at("field").as_string()};
        note(field + ".before", change.at("before"));
        note(field + ".after", change.at("after"));
    }
    for (const auto& [place, kept] : personal) {
        const auto found = commitments.find(std::string_view{place});
        if (found == commitments.end()) return false;
        if (commitment(kept.at("salt").as_string(), kept.at("value").as_string()) != found->second) return false;
    }
    return true;
}

bool is_whole(const store::ChainEntry& row, std::string_view previous_hash)
try {
    if (row.previous_hash != previous_hash) return false;
    if (row.hash != crypto::sha256(row.previous_hash + "\n" + row.body)) return false;
    const auto body = json::parse(row.body);
    if (body.at("number").as_int64() != row.number || body.at("at").as_int64() != base::to_microseconds(row.at) ||
        body.at("actor_user_id").as_string() != row.actor_user || body.at("action").as_string() != row.action ||
        body.at("record_type").as_string() != row.record_type || body.at("record_id").as_string() != row.record_id)
        return false;
    return row.personal.empty() || commitments_fit(body, json::parse(row.personal).as_object());
} catch (const boost::system::system_error&) {
    return false;
} catch (const std::out_of_range&) {
    return false;
}

bool is_about_asker(const Call& call, const Entry& entry)
{
    return entry.record_type == "user" && entry.record_id == call.actor.user().text();
}

/// Nothing where nobody is signed in: an operator and an invitee have no place that could change.
void foresee_standing(Call& call)
{
    if (!call.actor.signed_in()) return;
    call.tx.enter(call.organisation());
    store::foresee_standing(call.tx, call.organisation(), call.actor.user());
}

/// F-30, F-31: whoever was deactivated or given another role since this transaction began writes nothing; the verb runs
/// again and reads who they are now. From here on their row cannot change until the commit. On SQLite nobody else
/// writes meanwhile.
void require_standing(Call& call)
{
    if (!call.actor.signed_in() || call.tx.engine() == platform::sql::Engine::sqlite) return;
    call.tx.enter(call.organisation());
    const auto role = store::hold_standing(call.tx, call.organisation(), call.actor.user());
    const bool changed_by_others =
        role && *role != call.actor.facts().role &&
        std::ranges::none_of(call.entries, [&](const Entry& entry) { return is_about_asker(call, entry); });
    if (!role || changed_by_others) throw platform::sql::Retryable("the asker's place changed meanwhile");
}

} // namespace

void record(Call& call, Entry entry)
{
    if (entry.organisation.empty()) entry.organisation = call.organisation();
    if (entry.organisation.empty()) throw std::logic_error("an audit entry needs its organisation");
    if (entry.actor_user.empty() && entry.actor_name.empty()) {
        entry.actor_user = call.actor.user();
        entry.actor_name = call.actor.facts().name; // the operator has a name and is no user
    }
    call.entries.push_back(std::move(entry));
}

void foresee_entries(Call& call)
{
    foresee_standing(call);
    if (call.actor.signed_in()) store::foresee_head(call.tx, call.organisation());
}

void write_entries(Call& call)
{
    if (call.entries.empty()) return;
    foresee_standing(call);
    std::map<std::string, std::vector<const Entry*>, std::less<>> chains;
    for (const auto& entry : call.entries) chains[entry.organisation.text()].push_back(&entry);
    for (const auto& [organisation, entries] : chains) {
        const base::OrganisationId id{organisation};
        call.tx.enter(id);
        store::foresee_head(call.tx, id);
    }
    require_standing(call);
    for (const auto& [organisation, entries] : chains) {
        const base::OrganisationId id{organisation};
        call.tx.enter(id);
        const auto head = store::lock_head(call.tx, id);
        Link link{head.number + 1, head.hash};
        std::vector<store::ChainEntry> rows;
        for (const auto* entry : entries) {
            const auto& row = rows.emplace_back(chained(call, *entry, link));
            link = {row.number + 1, row.hash};
        }
        store::insert_entries(call.tx, rows);
        store::move_head(call.tx, id, link.number - 1, link.previous_hash);
    }
    call.entries.clear();
}

ChainReport verify_chain(platform::sql::Transaction& tx, const base::OrganisationId& organisation,
                         const std::optional<Anchor>& anchor)
{
    const auto contradicts = [&](std::int64_t number, const std::string& hash) {
        return anchor && anchor->entries == number && anchor->head != hash;
    };
    ChainReport report;
    std::string previous{no_hash};
    for (std::int64_t after = 0;;) {
        const auto rows = store::list_chain(tx, organisation, after, walk_step);
        for (const auto& row : rows) {
            if (row.number != after + 1 || !is_whole(row, previous) || contradicts(row.number, row.hash)) {
                report.broken_at = after + 1;
                return report;
            }
            after = row.number;
            previous = row.hash;
            ++report.entries;
        }
        if (rows.size() < static_cast<std::size_t>(walk_step)) break;
    }
    const auto head = store::find_head(tx, organisation);
    if (head && (head->number != report.entries || head->hash != previous)) report.broken_at = report.entries + 1;
    if (anchor && anchor->entries > report.entries) report.broken_at = report.entries + 1;
    report.head = previous;
    return report;
}

} // namespace assetbuddy::access
