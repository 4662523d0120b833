#include "invitations/judge.h"

#include <map>
#include <set>

#include "base/text.h"
#include "invitations/asker.h"
#include "invitations/offers.h"
#include "invitations/store_imports.h"
#include "sites/find.h"
#include "users/find.h"

namespace assetbuddy::invitations {
namespace {

using base::FieldError;

struct FoundSite {
    OfferSurroundings::Site answer = OfferSurroundings::Site::none;
    std::string id = {};
    std::string name = {};
};

/// The sites of an organisation by id and by name, each looked up once.
class SiteBook {
  public:
    SiteBook(access::Call& call, const std::vector<AskedRow>& rows, SitesFor purpose) : call_(call), purpose_(purpose)
    {
        bool names_sites = false;
        for (const auto& row : rows) names_sites = names_sites || !row.offer.site_id.empty();
        if (!names_sites || purpose == SitesFor::inviting) return;
        for (const auto& site : sites::list_active(call, call.organisation())) {
            const FoundSite found{OfferSurroundings::Site::active, site.id.text(), site.name};
            known_.insert_or_assign(site.id.text(), found);
            known_.insert_or_assign(base::case_folded(site.name), found);
        }
    }

    FoundSite find(const std::string& typed)
    {
        const bool is_clean = base::is_clean_text(typed);
        const auto text = is_clean ? base::trimmed(typed) : typed;
        if (text.empty()) return {};
        if (!is_clean) return {OfferSurroundings::Site::unknown};
        const auto key = purpose_ == SitesFor::inviting ? text : base::case_folded(text);
        const auto known = known_.find(key);
        if (known != known_.end()) return known->second;
        if (purpose_ == SitesFor::looking) return {OfferSurroundings::Site::unknown};
        const auto held = look_up_site(call_, text);
        return known_.insert_or_assign(key, FoundSite{held.answer, text, held.name}).first->second;
    }

  private:
    access::Call& call_;
    SitesFor purpose_;
    std::map<std::string, FoundSite> known_;
};

/// INV-3, INV-4, INV-10, INV-15, INV-21, EXT-7: what the row alone decides.
Judged judge_alone(access::Call& call, AskedRow asked, SiteBook& book, OfferSurroundings& surroundings)
{
    Judged judged{.asked = std::move(asked)};
    judged.errors = judged.asked.errors;
    const auto site = book.find(judged.asked.offer.site_id);
    if (site.answer == OfferSurroundings::Site::active) judged.asked.offer.site_id = site.id;
    judged.site_name = site.name;
    surroundings.site = site.answer;
    auto offer = Offer::checked(judged.asked.offer, surroundings);
    if (!offer) {
        const auto& errors = offer.error().errors;
        judged.errors.insert(judged.errors.end(), errors.begin(), errors.end());
    } else if (const auto may = may_offer(call, offer->grants); !may) {
        judged.errors.push_back({may.error().field, may.error().code, may.error().detail});
    }
    if (judged.errors.empty())
        judged.offer = std::move(*offer);
    else
        judged.verdict = Verdict::invalid;
    return judged;
}

void call_duplicate(Judged& judged, FieldError error)
{
    judged.verdict = Verdict::duplicate;
    judged.errors.push_back(std::move(error));
    judged.offer.reset();
}

/// INV-11: who is here, who is invited.
struct Taken {
    std::map<std::string, users::Known> users;
    std::set<std::string> invited;
};

Taken list_taken(access::Call& call, const std::vector<Judged>& rows)
{
    std::vector<std::string> keys;
    for (const auto& row : rows)
        if (row.offer) keys.push_back(row.offer->email.key());
    if (keys.empty()) return {};
    return {users::list_known(call, call.organisation(), keys),
            store::list_invited(call.tx, call.organisation(), keys)};
}

} // namespace

std::vector<Judged> judge(access::Call& call, std::vector<AskedRow> rows, SitesFor purpose)
{
    auto surroundings = surroundings_of(call);
    SiteBook book{call, rows, purpose};
    std::vector<Judged> judged;
    judged.reserve(rows.size());
    for (auto& row : rows) judged.push_back(judge_alone(call, std::move(row), book, surroundings));
    const auto taken = list_taken(call, judged);
    std::map<std::string, std::int64_t> lines;
    for (auto& row : judged) {
        if (!row.offer) continue;
        const auto& key = row.offer->email.key();
        const auto user = taken.users.find(key);
        const auto [earlier, is_first] = lines.try_emplace(key, row.asked.line);
        if (user != taken.users.end())
            call_duplicate(row,
                           {"email", "already_user",
                            user->second.is_active ? "This person already has a place here."
                                                   : "This person already has a place here, which was deactivated."});
        else if (taken.invited.contains(key))
            call_duplicate(row, {"email", "already_invited", "This address is already invited."});
        else if (!is_first)
            call_duplicate(row, {"email", "twice_in_file",
                                 "The same address stands in line " + std::to_string(earlier->second) + "."});
    }
    return judged;
}

} // namespace assetbuddy::invitations
