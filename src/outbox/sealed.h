#pragma once

#include "access/sealed.h"

namespace assetbuddy::outbox {

/// R-MAIL-10: letters that wait.
extern const access::SealedPlace sealed_letters;

} // namespace assetbuddy::outbox
