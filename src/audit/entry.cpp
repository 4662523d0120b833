#include "audit/entry.h"

#include <algorithm>
#include <array>

#include "access/permission.h"

namespace assetbuddy::audit {
namespace {

struct Words {
    std::string_view action;
    std::string_view choice; // in a list of actions
    /// Behind the actor's name; `{}` is the record.
    std::string_view did;
};

// In the order of their rooms. An action without words fails audit_test.cpp.
constexpr std::array words{
    Words{"organisation.created", "Organisation founded", "founded the organisation"},
    Words{"organisation.edited", "Settings changed", "changed the settings of the organisation"},
    Words{"organisation.ownership_transferred", "Ownership handed over", "handed the ownership over to {}"},
    Words{"account.confirmed", "Mailbox proven", "proved the mailbox of the sign-up"},
    Words{"account.joined", "Sign-up joined an account", "moved the sign-up to their present account"},
    Words{"account.password_changed", "Password changed", "changed their password"},
    Words{"account.password_reset", "Password set anew", "set a new password by email"},
    Words{"account.reset_link_made", "Link for a password made", "made a link for a new password of {}"},
    Words{"account.authenticator_added", "Second factor added", "set up an authenticator app"},
    Words{"account.authenticator_removed", "Second factor removed", "removed the authenticator app"},
    Words{"account.passkey_added", "Passkey added", "added a passkey"},
    Words{"account.passkey_renamed", "Passkey renamed", "gave a passkey another name"},
    Words{"account.passkey_removed", "Passkey removed", "removed a passkey"},
    Words{"account.second_factor_reset", "Second factor reset", "took away the second factor of {}"},
    Words{"account.recovery_codes_renewed", "Recovery codes renewed", "made new recovery codes"},
    Words{"session.second_factor_refused", "Second step refused",
          "was refused: a wrong code or passkey as second factor for {}"},
    Words{"session.passkey_refused", "Passkey refused",
          "was refused: a passkey that did not fit, or a copy of one, for {}"},
    Words{"session.opened", "Signed in", "signed in"},
    Words{"session.refused", "Sign-in refused", "was refused: a wrong password for {}"},
    Words{"session.locked", "Sign-in locked", "was locked out after wrong passwords for {}"},
    Words{"session.ended", "Signed out", "signed out, or ended a session"},
    Words{"api_token.created", "API token made", "made an API token"},
    Words{"api_token.ended", "API token ended", "ended an API token"},
    Words{"invitation.sent", "Invitation sent", "invited {}"},
    Words{"invitation.resent", "Invitation sent again", "sent the invitation to {} again"},
    Words{"invitation.edited", "Invitation changed", "changed the invitation to {}"},
    Words{"invitation.revoked", "Invitation revoked", "revoked the invitation to {}"},
    Words{"invitation.kept", "Invitation kept", "kept the invitation to {}"},
    Words{"invitation.held", "Invitation put on hold", "put the invitation to {} on hold"},
    Words{"invitation.passed_on", "Invitation passed on", "passed the invitation to {} on to the new Owner"},
    Words{"invitation.code_told", "Code shown for the phone", "was shown a new code of the invitation to {}"},
    Words{"invitation.link_sent", "Link sent by code", "was mailed a link of the invitation to {}"},
    Words{"invitation.wrong_code", "Wrong code", "entered a wrong code for the invitation to {}"},
    Words{"invitation.locked", "Invitation locked", "locked the invitation to {} with a fifth wrong code"},
    Words{"invitation.asked_anew", "New invitation asked for", "asked for a new invitation instead of that to {}"},
    Words{"invitation.reminded", "Invitation reminder", "reminded {} of the invitation"},
    Words{"invitation.declined", "Invitation declined", "declined the invitation to {}"},
    Words{"invitation.accepted", "Invitation accepted", "accepted the invitation to {}"},
    Words{"invitation.removed", "Old invitation removed", "removed an invitation that nobody answered"},
    Words{"import.started", "Import started", "started an import of invitations"},
    Words{"import.refused", "Import refused", "sent a table of invitations that was refused"},
    Words{"import.stopped", "Import stopped", "stopped an import of invitations"},
    Words{"import.finished", "Import finished", "finished an import of invitations"},
    Words{"user.created", "Person added", "added {}"},
    Words{"user.edited", "Person changed", "changed {}"},
    Words{"user.profile_changed", "Own details changed", "changed their own details"},
    Words{"user.notifications_changed", "Notification choices", "changed what they are mailed about"},
    Words{"user.email_changed", "Email address changed", "changed the email address of {}"},
    Words{"user.email_change_requested", "New address asked for", "asked for another email address for {}"},
    Words{"user.email_change_cancelled", "New address given up", "gave up the new email address for {}"},
    Words{"user.deactivated", "Person deactivated", "deactivated {}"},
    Words{"user.reactivated", "Person reactivated", "reactivated {}"},
    Words{"user.deleted", "Person deleted", "deleted {}"},
    Words{"user.erased", "Personal data erased", "erased the personal data of {}"},
    Words{"user.demo_password_set", "Demo password", "was given a password for trying out"},
    Words{"role.configured", "Role changed", "changed what {} may do"},
    Words{"role.reset", "Role reset", "set {} back to what it may do by default"},
    Words{"site.created", "Site added", "added the site {}"},
    Words{"site.edited", "Site changed", "changed the site {}"},
    Words{"site.deactivated", "Site deactivated", "deactivated the site {}"},
    Words{"site.reactivated", "Site reactivated", "reactivated the site {}"},
    Words{"site.deleted", "Site deleted", "deleted the site {}"},
    Words{"company.created", "Company added", "added the company {}"},
    Words{"company.edited", "Company changed", "changed the company {}"},
    Words{"company.merged", "Companies put together", "put the company {} together with another one"},
    Words{"company.deleted", "Company deleted", "deleted the company {}"},
    Words{"location.created", "Location added", "added the location {}"},
    Words{"location.edited", "Location changed", "changed the location {}"},
    Words{"document.uploaded", "File added", "added the file {}"},
    Words{"document.replaced", "File replaced", "put another file in place of {}"},
    Words{"document.edited", "File changed", "changed the details of the file {}"},
    Words{"document.deleted", "File deleted", "deleted the file {}"},
    Words{"location.deleted", "Location deleted", "deleted the location {}"},
    Words{"category.created", "Category added", "added the category {}"},
    Words{"category.edited", "Category changed", "changed the category {}"},
    Words{"category.deleted", "Category deleted", "deleted the category {}"},
    Words{"category.usual_added", "Usual categories added", "added the usual seven categories"},
    Words{"asset.created", "Equipment added", "added {} to the register"},
    Words{"asset.imported", "Equipment imported", "added a table of equipment to the register"},
    Words{"asset.edited", "Equipment changed", "changed {}"},
    Words{"asset.deleted", "Equipment deleted", "deleted {}"},
    Words{"asset.status_changed", "Equipment: status changed", "changed the status of {}"},
    Words{"defect.reported", "Defect reported", "reported the defect {}"},
    Words{"defect.edited", "Defect changed", "changed the defect {}"},
    Words{"defect.assigned", "Defect assigned", "assigned the defect {}"},
    Words{"defect.unassigned", "Defect taken back", "took the defect {} back"},
    Words{"defect.awaiting_parts", "Defect waits for parts", "noted that the defect {} waits for parts"},
    Words{"defect.resumed", "Defect resumed", "went on with the defect {}"},
    Words{"defect.closed_out", "Defect closed out", "closed out the defect {}"},
    Words{"defect.approved", "Repair verified", "verified the repair of the defect {}"},
    Words{"defect.rejected", "Closeout rejected", "rejected the closeout of the defect {}"},
    Words{"defect.closed", "Defect closed unverified", "closed the defect {} without verification"},
    Words{"defect.note", "Note on a defect", "wrote about the defect {}"},
};

const Words* find_words(std::string_view action)
{
    const auto found = std::ranges::find(words, action, &Words::action);
    return found == words.end() ? nullptr : &*found;
}

std::string name_in(const Entry& entry, std::string_view field)
{
    const auto found = std::ranges::find(entry.told.changes, field, &access::ToldChange::field);
    if (found == entry.told.changes.end()) return {};
    return found->after.value_or(found->before.value_or(""));
}

/// What the record is called: by itself, else as the entry tells it.
std::string record_in_words(const Entry& entry)
{
    if (!entry.record_name.empty()) return entry.record_name;
    for (const auto* field : {"name", "email"})
        if (auto name = name_in(entry, field); !name.empty()) return name;
    if (entry.record_type == "role")
        if (const auto role = access::read_role(entry.record_id)) return std::string{access::in_words(*role)};
    return gone_in_words(entry.record_type);
}

struct FieldWords {
    std::string_view field;
    std::string_view words;
};
/// Fields whose name alone would tell a reader little.
constexpr std::array field_words{
    FieldWords{"site_id", "Site"},
    FieldWords{"location_id", "Location"},
    FieldWords{"parent_id", "Inside"},
    FieldWords{"category_id", "Category"},
    FieldWords{"subcategory_id", "Subcategory"},
    FieldWords{"company_id", "Company"},
    FieldWords{"asset_id", "Equipment"},
    FieldWords{"owner_id", "Owner"},
    FieldWords{"owner_user_id", "Owner"},
    FieldWords{"is_active", "Active"},
    FieldWords{"is_external", "External"},
    FieldWords{"assignee", "Given to"},
    FieldWords{"isolate_asset", "Isolates the equipment"},
    FieldWords{"of_type", "Kind of record"},
    FieldWords{"of", "Belongs to"},
    FieldWords{"sha256", "SHA-256 of the file"},
    FieldWords{"size", "Size in bytes"},
};

std::string with_spaces(std::string_view code)
{
    std::string text{code};
    std::ranges::replace(text, '_', ' ');
    return text;
}

} // namespace

const std::vector<RecordKind>& record_kinds()
{
    static const std::vector<RecordKind> kinds{
        {"user", "A person"},
        {"invitation", "An invitation"},
        {"import", "An import of invitations"},
        {"company", "A company"},
        {"site", "A site"},
        {"location", "A location"},
        {"category", "A category of equipment"},
        {"asset", "A piece of equipment"},
        {"defect", "A defect"},
        {"document", "A file"},
        {"role", "A role"},
        {"organisation", "The organisation"},
        {"api_token", "An API token"},
    };
    return kinds;
}

std::string in_words(const Entry& entry)
{
    const auto* found = find_words(entry.action);
    std::string text{found == nullptr ? "did “" + entry.action + "” to {}" : std::string{found->did}};
    if (const auto hole = text.find("{}"); hole != std::string::npos) text.replace(hole, 2, record_in_words(entry));
    return text;
}

std::string actor_in_words(const Entry& entry)
{
    if (!entry.told.actor_name.empty()) return entry.told.actor_name;
    return entry.actor.empty() ? "" : "Somebody who was erased";
}

bool has_words(std::string_view action)
{
    return find_words(action) != nullptr;
}

std::vector<ActionKind> action_kinds()
{
    std::vector<ActionKind> kinds;
    for (const auto& each : words) kinds.push_back({each.action, each.choice});
    return kinds;
}

std::string field_in_words(std::string_view field)
{
    const auto known = std::ranges::find(field_words, field, &FieldWords::field);
    if (known != field_words.end()) return std::string{known->words};
    auto text = with_spaces(field);
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string gone_in_words(std::string_view record_type)
{
    return record_type == "user" || record_type == "invitation" ? "somebody who is gone" : "one that is gone";
}

} // namespace assetbuddy::audit
