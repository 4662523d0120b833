#include "platform/http/server.h"

#include "platform/http/edge.h"

namespace assetbuddy::platform::http {

Server::Server(ServerOptions options, Callbacks callbacks, workers::WorkerPool& workers)
    : edge_(std::make_unique<Edge>(std::move(options), std::move(callbacks), workers))
{}

Server::~Server() = default;

void Server::bind()
{
    edge_->bind();
}

void Server::start()
{
    edge_->start();
}

std::uint16_t Server::port() const
{
    return edge_->port();
}

std::size_t Server::connections() const
{
    return edge_->count();
}

std::size_t Server::stop(std::chrono::milliseconds deadline)
{
    return edge_->stop(deadline);
}

} // namespace assetbuddy::platform::http
