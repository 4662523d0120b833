#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.h"

namespace assetbuddy::platform::mail {

/// What a mail says, before it looks like anything. All plain text: names of people and organisations may stand in it,
/// they are escaped, and what a mail program would turn into a link is broken up (R-MAIL-7).
struct LetterText {
    std::string product;      // "AssetBuddy"
    std::string organisation; // who it is about; empty for mails about an account
    std::string heading;
    std::vector<std::string> paragraphs;

    struct Button {
        std::string label; // "Accept Invitation"
        std::string url;   // http or https; ours, never what a person typed
    };
    std::optional<Button> button = {};

    struct Code {
        std::string label; // "Invite code"
        std::string value; // "ABCD-EFGH"
    };
    std::optional<Code> code = {};

    /// Why this mail came, and what to do when it was not expected.
    std::vector<std::string> small_print = {};
    /// A link in small print below it: how to stop mails like this one.
    std::optional<Button> way_out = {};
};

/// Plain text, lines wrapped at 72 columns, LF; the link stands on a line of its own, the code on a line `Invite code:
/// …`.
std::string to_text(const LetterText& letter);

/// A whole HTML document in the product's look: tables and inline styles (mail programs know nothing else), light and
/// dark, nothing loaded from elsewhere.
std::string to_html(const LetterText& letter);

/// The message with this subject and both parts; recipient and Message-ID are the sender's.
Message message_of(std::string subject, const LetterText& letter);

/// `text` with every "://", "www." and name.tld/ broken up so that no mail program makes a link of it, and
/// controls made blanks. For names in subjects and bodies.
std::string without_links(std::string_view text);

} // namespace assetbuddy::platform::mail
