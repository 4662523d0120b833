#pragma once

namespace assetbuddy::platform::workers {

/// Asks the scheduler to run the calling thread soon after it wakes, in turns of a tenth of a millisecond (Linux 6.12
/// and later; before, nothing happens): threads that answer people do little at a time, those that compute may wait.
void run_in_short_turns();

} // namespace assetbuddy::platform::workers
