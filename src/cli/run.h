#pragma once

namespace assetbuddy::cli {

/// The program: reads the command line and does what it says. Exit codes of contract.md: 0 fine, 2 bad usage or
/// configuration (one line that says what and how to mend it), 1 anything else.
int run(int argc, char** argv);

} // namespace assetbuddy::cli
