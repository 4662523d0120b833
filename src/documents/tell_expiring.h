#pragma once

#include <cstdint>

#include "access/kernel.h"

namespace assetbuddy::documents {

/// NOT-1, Certificate Expiry: tells those who may add documents where one hangs, once 30 days before its last day and
/// once on it, by the days of the organisation. A day that nobody's server saw is told of late, up to a week. What was
/// disposed of, closed or given up runs out unnoticed. Returns how many documents were told of.
std::int64_t tell_expiring(const access::Kernel& kernel);

} // namespace assetbuddy::documents
