#include "platform/workers/responsive.h"

#include <cstdint>

#include <sys/syscall.h>
#include <unistd.h>

namespace assetbuddy::platform::workers {
namespace {

/// As the kernel reads it (sched_setattr(2)); the C library has no declaration.
struct Attributes {
    std::uint32_t size = sizeof(Attributes);
    std::uint32_t policy = 0; // SCHED_OTHER
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0; // nanoseconds: the length of a turn
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};

constexpr std::uint64_t turn = 100'000;

} // namespace

void run_in_short_turns()
{
    Attributes attributes;
    if (::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0) return;
    attributes.runtime = turn;
    ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

} // namespace assetbuddy::platform::workers
