#pragma once

// What every page stands in. A signed-in page is one call:
//
//     return ui::show(visit, [&](access::Call& call) -> base::Result<ui::PageParts> { ...; return parts; });

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "access/places.h"
#include "access/visit.h"
#include "base/result.h"
#include "platform/html/html.h"
#include "platform/http/message.h"

namespace assetbuddy::ui {

using platform::html::attribute;
using platform::html::flag;
using platform::html::Html;
using platform::html::Url;

/// Entry of the navigation that is marked as the one the person is in.
enum class Section {
    none,
    contractor,
    dashboard,
    assets,
    defects,
    users,
    companies,
    sites,
    roles,
    audit,
    settings,
    notifications,
    profile
};
/// Wide is for reference pages full of tables.
enum class Width { narrow, normal, wide };
/// Whether the page is about sending mail: without a mail server it says so (INV-12).
enum class MailMatters { no, yes };

struct Crumb {
    std::string text;
    Url to;
};

struct PageParts {
    std::string title = {}; // the h1, and the first words of the window's title
    Section section = Section::none;
    Html content = {};
    std::string lead = {}; // one sentence under the title
    Html actions = {};     // buttons beside the title
    std::vector<Crumb> crumbs = {};
    Width width = Width::normal;
    MailMatters mail = MailMatters::no;
    int status = 200;
};

/// What the frame around a signed-in page shows, read in the page's own transaction.
struct Frame {
    access::Actor actor;
    std::vector<access::Place> places; // for the switcher
    static Frame of(access::Call& call);
};

/// A page within the navigation. Takes the flash message of the visit.
platform::http::Response page(access::Visit& visit, const Frame& frame, PageParts parts);

/// A centred card without navigation: sign-in, sign-up, accept, reset. Sends no referrer and is not indexed.
struct FocusedParts {
    std::string title = {}; // the h1
    Html content = {};
    std::string lead = {};
    Html footer = {}; // below the card: the other way in
    Width width = Width::narrow;
    int status = 200;
};
platform::http::Response focused_page(access::Visit& visit, FocusedParts parts);

/// What a refused verb looks like: sign_in_required goes to /sign-in, reauthenticate to /confirm-password (and back
/// afterwards), second_factor_missing to /profile/second-factor; every other code becomes a
/// page that says what happened and what to do, with the status of the code. Inside the navigation where the person is
/// signed in. For refusals a form can show, show the form again instead.
platform::http::Response refusal(access::Visit& visit, const base::Error& error);

/// Retry-After of a refusal that says when it goes on, for forms that show it.
void set_retry_after(platform::http::Response& response, const base::Error& error);

/// The same for refusals without a visit: what the edge or the router turns away, and faults (only the request's id).
platform::http::Response refusal_page(const platform::http::Request& request, const base::Error& error);

/// Reads in one transaction what a page and its frame need, and shows it. `work(Call&)` answers Result<PageParts>; it
/// may run more than once.
template <class Work>
platform::http::Response show(access::Visit& visit, Work&& work)
{
    std::optional<Frame> frame;
    auto parts = visit.look([&](access::Call& call) -> base::Result<PageParts> {
        frame.emplace(Frame::of(call));
        return work(call);
    });
    if (!parts) return refusal(visit, parts.error());
    return page(visit, *frame, std::move(*parts));
}

} // namespace assetbuddy::ui
