// libFuzzer's entry: the target named by FUZZ_TARGET.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "target.h"

namespace {

using assetbuddy::fuzz::Target;

const Target& chosen()
{
    const char* name = std::getenv("FUZZ_TARGET");
    for (const auto& target : assetbuddy::fuzz::targets())
        if (name != nullptr && target.name == name) return target;
    std::fputs("FUZZ_TARGET names one of:", stderr);
    for (const auto& target : assetbuddy::fuzz::targets())
        std::fprintf(stderr, " %.*s", static_cast<int>(target.name.size()), target.name.data());
    std::fputs("\n", stderr);
    std::exit(2);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto& target = chosen();
    target.run({reinterpret_cast<const char*>(data), size});
    return 0;
}
