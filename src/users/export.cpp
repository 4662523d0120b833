#include "users/export.h"

#include <array>
#include <map>

#include "access/contact.h"
#include "platform/csv/writer.h"
#include "sites/find.h"

namespace assetbuddy::users {
namespace {

/// Names of sites, each looked up once.
class SiteNames {
  public:
    explicit SiteNames(access::Call& call) : call_(call) {}
    const std::string& of(const User& user)
    {
        if (!user.site) return everywhere_;
        const auto [entry, is_new] = names_.try_emplace(user.site->text());
        if (is_new)
            if (const auto site = sites::find(call_, user.organisation, *user.site)) entry->second = site->name;
        return entry->second;
    }

  private:
    access::Call& call_;
    std::string everywhere_ = "All sites";
    std::map<std::string, std::string> names_;
};

void write_heading(platform::csv::Writer& writer)
{
    constexpr std::array<std::string_view, 13> heading{
        "name",           "email",        "role",        "site",         "job_title",
        "phone",          "is_active",    "is_external", "company_name", "company_address",
        "access_ends_on", "last_seen_at", "created_at"};
    writer.row(heading);
}

void write_person(platform::csv::Writer& writer, const User& user, const std::string& site)
{
    const auto yes_or_no = [](bool flag) { return std::string_view{flag ? "true" : "false"}; };
    const auto seen = user.last_seen_at > base::Time{} ? base::to_rfc3339(user.last_seen_at) : std::string{};
    const auto created = base::to_rfc3339(user.created_at);
    const auto ends = user.access_ends_on.value_or("");
    const auto reach = [&](const std::string& text) {
        return user.is_contact_hidden ? access::hidden_contact : std::string_view{text};
    };
    const std::array<std::string_view, 13> cells{user.name,
                                                 reach(user.email),
                                                 access::to_text(user.role),
                                                 site,
                                                 user.job_title,
                                                 reach(user.phone),
                                                 yes_or_no(user.is_active),
                                                 yes_or_no(user.is_external),
                                                 user.company_name,
                                                 user.company_address,
                                                 ends,
                                                 seen,
                                                 created};
    writer.row(cells);
}

} // namespace

base::Result<std::string> export_csv(access::Call& call, const ListRequest& request)
{
    platform::csv::Writer writer;
    write_heading(writer);
    SiteNames sites{call};
    auto step = request;
    step.limit = longest_page;
    step.cursor.clear();
    step.with_total = false;
    for (std::int64_t written = 0;;) {
        const auto page = list(call, step);
        if (!page) return base::refused(page.error());
        written += static_cast<std::int64_t>(page->users.size());
        if (page->is_cut || written > most_exported)
            return base::refused("too_many", {},
                                 "More people match than one file may hold. Narrow it down by role, site or state.");
        for (const auto& user : page->users) write_person(writer, user, sites.of(user));
        if (page->next_cursor.empty()) return writer.take();
        step.cursor = page->next_cursor;
    }
}

} // namespace assetbuddy::users
