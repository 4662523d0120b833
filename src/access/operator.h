#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "access/call.h"
#include "base/result.h"

namespace assetbuddy::access {

/// What the audit log calls whoever runs this installation and its command line.
inline constexpr std::string_view operator_name = "Operator (command line)";

/// Where what the operator does comes from.
inline const Origin command_line{.request_id = "command-line", .address = {}, .agent = "assetbuddy"};

/// The operator standing in one organisation, which the transaction enters: nobody's user, with the rights of an Owner.
/// `organisation` is an id or a name; empty means the only one there is. Errors: invalid (none of that name, several of
/// it, or several organisations and none named).
base::Result<Actor> find_operator(platform::sql::Transaction& tx, const std::string& organisation);

/// A verb done by the operator, as `look` and `change` do it for somebody signed in.
template <class Work>
auto look_as_operator(const Kernel& kernel, const Origin& origin, const std::string& organisation, Work&& work)
    -> std::invoke_result_t<Work, Call&>
{
    using Answer = std::invoke_result_t<Work, Call&>;
    return kernel.database.read(platform::sql::Reach::system("the operator's question"),
                                [&](platform::sql::Transaction& tx) -> Answer {
                                    const auto actor = find_operator(tx, organisation);
                                    if (!actor) return std::unexpected(actor.error());
                                    Call call{tx, kernel, *actor, origin};
                                    return work(call);
                                });
}

template <class Work>
auto change_as_operator(const Kernel& kernel, const Origin& origin, const std::string& organisation, Work&& work)
    -> std::invoke_result_t<Work, Call&>
{
    using Answer = std::invoke_result_t<Work, Call&>;
    return kernel.database.write(platform::sql::Reach::system("the operator's change"),
                                 [&](platform::sql::Transaction& tx) -> Answer {
                                     const auto actor = find_operator(tx, organisation);
                                     if (!actor) return std::unexpected(actor.error());
                                     Call call{tx, kernel, *actor, origin};
                                     auto answer = work(call);
                                     write_entries(call);
                                     return answer;
                                 });
}

} // namespace assetbuddy::access
