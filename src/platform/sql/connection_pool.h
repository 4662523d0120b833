#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "platform/sql/database.h"
#include "platform/workers/worker_pool.h"

namespace assetbuddy::platform::sql {

/// At most `most` connections, made when first needed and handed out one to a thread, the warmest first. Who waits
/// longest is served first, so that nobody starves while others overtake. Waiting parks the worker; after `deadline` it
/// is Unavailable. A connection that is no longer `is_usable()` is thrown away.
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
        const std::scoped_lock lock{mutex_};
        made_ -= free_.size();
        dropped.swap(free_); // they close after the lock is let go
    }

  private:
    /// One who waits. Served with a connection, or with leave to make one.
    struct Waiter {
        std::condition_variable wake;
        std::unique_ptr<Connection> connection;
        bool is_served = false;
    };

    std::unique_ptr<Connection> take()
    {
        // Outlives the lock: to come back from parking may take long, and whoever runs meanwhile needs this mutex.
        std::optional<workers::Parked> parked;
        std::unique_ptr<Connection> connection;
        {
            std::unique_lock lock{mutex_};
            if (!take_at_once(connection)) {
                lock.unlock();
                parked.emplace();
                lock.lock();
                if (!take_at_once(connection)) connection = wait(lock);
            }
        }
        if (connection) return connection;
        if (!parked) parked.emplace();
        try {
            return make_();
        } catch (...) {
            pass_on(nullptr);
            throw;
        }
    }

    /// A free connection; or none yet, but leave to make one; or false.
    bool take_at_once(std::unique_ptr<Connection>& connection)
    {
        if (!free_.empty()) {
            connection = std::move(free_.back());
            free_.pop_back();
            return true;
        }
        if (made_ >= most_) return false;
        ++made_;
        return true;
    }

    std::unique_ptr<Connection> wait(std::unique_lock<std::mutex>& lock)
    {
        Waiter waiter;
        waiters_.push_back(&waiter);
        if (!waiter.wake.wait_for(lock, deadline_, [&] { return waiter.is_served; })) {
            std::erase(waiters_, &waiter);
            throw Unavailable("no connection to the database became free in time");
        }
        return std::move(waiter.connection);
    }

    void give_back(std::unique_ptr<Connection> connection)
    {
        if (!connection->is_usable()) connection.reset();
        pass_on(std::move(connection));
    }

    /// Null: one is gone, and another may be made in its place.
    void pass_on(std::unique_ptr<Connection> connection)
    {
        const std::scoped_lock lock{mutex_};
        if (!waiters_.empty()) {
            auto* waiter = waiters_.front();
            waiters_.pop_front();
            waiter->connection = std::move(connection);
            waiter->is_served = true;
            waiter->wake.notify_one();
        } else if (connection) {
            free_.push_back(std::move(connection));
        } else {
            --made_;
        }
    }

    Make make_;
    std::size_t most_;
    std::chrono::milliseconds deadline_;
    std::mutex mutex_;
    std::deque<Waiter*> waiters_; // only while nothing is free and no more may be made
    std::vector<std::unique_ptr<Connection>> free_;
    std::size_t made_ = 0;
};

} // namespace assetbuddy::platform::sql
