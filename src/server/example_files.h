#pragma once

#include "server/example_hand.h"

namespace assetbuddy::server {

/// Photos of the newest defects, with the repair where there is one, and papers with a last day of equipment and of
/// companies, taken in as the Owner's. The photos are drawings made here. Nothing where the kernel keeps no files.
void add_example_files(ExampleHand& hand);

} // namespace assetbuddy::server
