#include "defects/workflow.h"

#include <algorithm>

namespace assetbuddy::defects {
namespace {

struct StatusText {
    Status status;
    std::string_view name;
    std::string_view words;
};
constexpr std::array status_texts{
    StatusText{Status::open, "open", "Open"},
    StatusText{Status::in_progress, "in_progress", "In Progress"},
    StatusText{Status::awaiting_parts, "awaiting_parts", "Awaiting Parts"},
    StatusText{Status::awaiting_verification, "awaiting_verification", "Awaiting Verification"},
    StatusText{Status::closed, "closed", "Closed"},
};
static_assert(status_texts.size() == all_statuses.size());

constexpr const StatusText& text_of(Status status)
{
    return status_texts[static_cast<std::size_t>(status)];
}
static_assert(std::ranges::all_of(all_statuses, [](Status status) { return text_of(status).status == status; }));

constexpr std::array<std::string_view, 7> action_words{
    "Assign", "Await parts", "Resume", "Close out", "Approve", "Reject", "Close without verification"};

} // namespace

std::string_view to_text(Status status)
{
    return text_of(status).name;
}

std::string_view in_words(Status status)
{
    return text_of(status).words;
}

std::optional<Status> read_status(std::string_view text)
{
    const auto found = std::ranges::find(status_texts, text, &StatusText::name);
    if (found == status_texts.end()) return std::nullopt;
    return found->status;
}

std::string_view in_words(Action action)
{
    return action_words.at(static_cast<std::size_t>(action));
}

} // namespace assetbuddy::defects
