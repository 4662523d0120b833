#include "cli/run.h"

/// Read by jemalloc before anything else runs. Memory goes back to the kernel late and from a thread of its own: a
/// password hash gets and gives back 19 MiB, the kernel lets one thread of a process at a time change its map, and
/// threads that answer people must not wait for that. Many threads wait at once, so each keeps little for itself, and
/// they share few arenas: they run by turns.
extern "C" {
const char* malloc_conf = "background_thread:true,dirty_decay_ms:60000,muzzy_decay_ms:0,narenas:2,tcache_max:4096";
}

int main(int argc, char** argv)
{
    return assetbuddy::cli::run(argc, argv);
}
