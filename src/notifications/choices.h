#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/call.h"
#include "base/result.h"
#include "notifications/notification.h"

namespace assetbuddy::notifications {

/// What the caller gets mailed in this place, every kind once (USR-9).
std::vector<Choice> choices_of(access::Call& call);

/// Kind → whether it is mailed as well.
using Wishes = std::map<std::string, bool, std::less<>>;

/// Changes the kinds given and leaves the others. Errors: invalid (a kind nobody knows).
base::Done choose(access::Call& call, const Wishes& wishes);

} // namespace assetbuddy::notifications
