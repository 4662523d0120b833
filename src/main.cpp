#include "cli/run.h"

/// Read by jemalloc before anything else runs. Memory goes back to the kernel late and from a thread of its own: a
/// password hash gets and gives back 19 MiB, the kernel lets one thread of a process at a time change its map, and
/// threads that answer people must not wait for that.
extern "C" {
const char* malloc_conf = "background_thread:true,dirty_decay_ms:60000,muzzy_decay_ms:0";
}

int main(int argc, char** argv)
{
    return assetbuddy::cli::run(argc, argv);
}
