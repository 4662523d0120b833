#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::access {

/// One field's old and new value, as far as they are still there.
struct ToldChange {
    std::string field;
    std::optional<std::string> before; // nothing: there was none
    std::optional<std::string> after;
    /// A personal value that was erased (USR-5): nobody can say any more what it was.
    bool was_erased = false;
};

/// What an entry of the audit log says, beside its columns.
struct Told {
    std::string actor_name; // empty: nobody signed in, or erased
    std::string address;    // on the network; empty: erased, or the program itself
    std::string request_id;
    std::vector<ToldChange> changes;
};

/// Reads the two texts in which an entry is stored (access/audit.cpp writes them): the body the chain covers, and the
/// personal values beside it. Throws std::runtime_error for texts that were not written there.
Told read_told(std::string_view body, std::string_view personal);

} // namespace assetbuddy::access
