#pragma once

#include <cstddef>

namespace assetbuddy::bench {

/// The limit of every request: the program's own HTTP edge and worker queue with a handler that does nothing. Serves
/// answers of so many bytes, head included, until SIGTERM; a process of its own, as the server is.
int serve_bare_edge(std::size_t bytes, std::size_t workers);

} // namespace assetbuddy::bench
