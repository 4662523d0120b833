#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "platform/sql/database.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {

/// At most `most` connections, made when first needed and handed out one to a thread, the warmest first. Waiting for one
/// parks the worker; after `deadline` it is Unavailable. A connection that is no longer `is_usable()` is thrown away.
template <class Connection>
class ConnectionPool {
  public:
    using Make = std::function<std::unique_ptr<Connection>()>;

    ConnectionPool(Make make, std::size_t most, std::chrono::milliseconds deadline)
        : make_(std::move(make)), most_(most), deadline_(deadline)
    {}

    /// A connection for as long as it lives.
    class Loan {
      public:
        explicit Loan(ConnectionPool& pool) : pool_(pool), connection_(pool.take()) {}
        ~Loan() { pool_.give_back(std::move(connection_)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

      private:
        ConnectionPool& pool_;
        std::unique_ptr<Connection> connection_;
    };

    /// After one connection broke the idle ones are suspect too: the next users make new ones.
    void drop_idle()
    {
        std::vector<std::unique_ptr<Connection>> dropped;
        {
            const std::scoped_lock lock{mutex_};
            made_ -= free_.size();
            dropped.swap(free_);
        }
        returned_.notify_all();
    }

  private:
    [[nodiscard]] bool has_room() const { return !free_.empty() || made_ < most_; }

    std::unique_ptr<Connection> take()
    {
        // Outlives the lock: to come back from parking may take long, and whoever runs meanwhile needs this mutex.
        std::optional<workers::Parked> parked;
        std::unique_lock lock{mutex_};
        if (!has_room()) {
            lock.unlock();
            parked.emplace();
            lock.lock();
            if (!returned_.wait_for(lock, deadline_, [this] { return has_room(); }))
                throw Unavailable("no connection to the database became free in time");
        }
        if (!free_.empty()) {
            auto connection = std::move(free_.back());
            free_.pop_back();
            return connection;
        }
        ++made_;
        lock.unlock();
        if (!parked) parked.emplace();
        try {
            return make_();
        } catch (...) {
            forget_one();
            throw;
        }
    }

    void give_back(std::unique_ptr<Connection> connection)
    {
        if (!connection->is_usable()) {
            connection.reset();
            forget_one();
            return;
        }
        {
            const std::scoped_lock lock{mutex_};
            free_.push_back(std::move(connection));
        }
        returned_.notify_one();
    }

    void forget_one()
    {
        {
            const std::scoped_lock lock{mutex_};
            --made_;
        }
        returned_.notify_one();
    }

    Make make_;
    std::size_t most_;
    std::chrono::milliseconds deadline_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> free_;
    std::size_t made_ = 0;
};

} // namespace assetbuddy::platform::sql
