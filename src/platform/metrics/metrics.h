#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace assetbuddy::platform::metrics {

/// Values of a family's labels, in the order of its label names.
using LabelValues = std::vector<std::string>;

/// Counts that only grow, one for each combination of label values. Cheap to copy; thread-safe. Beyond 2,000
/// combinations of a family the rest is gathered under `other`, so that no caller can fill the memory.
class Counters {
  public:
    void add(const LabelValues& labels, double by = 1);

  private:
    friend class Metrics;
    struct Family;
    explicit Counters(std::shared_ptr<Family> family) : family_(std::move(family)) {}
    std::shared_ptr<Family> family_;
};

/// Durations in seconds, sorted into buckets from 1 ms to 15 s. As Counters otherwise.
class Durations {
  public:
    void observe(const LabelValues& labels, double seconds);

  private:
    friend class Metrics;
    struct Family;
    explicit Durations(std::shared_ptr<Family> family) : family_(std::move(family)) {}
    std::shared_ptr<Family> family_;
};

/// What the program counts, in the text format of Prometheus (0.0.4). Names are unique: a second family of one name
/// throws std::invalid_argument. Thread-safe.
class Metrics {
  public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    Counters counters(std::string_view name, std::string_view help, std::vector<std::string> label_names);
    Durations durations(std::string_view name, std::string_view help, std::vector<std::string> label_names);
    /// A number that is asked for at each `to_text`; `ask` must be thread-safe and live as long as this.
    void gauge(std::string_view name, std::string_view help, std::function<double()> ask);

    [[nodiscard]] std::string to_text() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

inline constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

} // namespace assetbuddy::platform::metrics
