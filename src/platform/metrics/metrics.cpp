#include "platform/metrics/metrics.h"

#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <stdexcept>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace assetbuddy::platform::metrics {
namespace {

constexpr std::size_t most_combinations = 2000;

/// Upper bounds in seconds: what a page takes here, up to the handler's deadline.
prometheus::Histogram::BucketBoundaries buckets()
{
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15};
}

/// The metrics of one family by their label values. prometheus-cpp hashes a map of strings under one lock at each
/// look-up; this remembers what it found.
template <class Metric>
class Remembered {
  public:
    Remembered(prometheus::Family<Metric>& family, std::vector<std::string> names)
        : family_(family), names_(std::move(names))
    {}

    template <class... Arguments>
    Metric& at(const LabelValues& values, Arguments&&... arguments)
    {
        if (values.size() != names_.size()) throw std::invalid_argument{"a metric has other labels"};
        {
            const std::shared_lock lock{mutex_};
            if (const auto found = known_.find(values); found != known_.end()) return *found->second;
        }
        const std::scoped_lock lock{mutex_};
        const LabelValues rest(names_.size(), "other");
        const auto& kept = known_.size() < most_combinations || known_.contains(values) ? values : rest;
        auto& metric = known_[kept];
        if (metric == nullptr) metric = &family_.Add(labelled(kept), std::forward<Arguments>(arguments)...);
        return *metric;
    }

  private:
    [[nodiscard]] prometheus::Labels labelled(const LabelValues& values) const
    {
        prometheus::Labels labels;
        for (std::size_t i = 0; i < names_.size(); ++i) labels.emplace(names_[i], values[i]);
        return labels;
    }

    prometheus::Family<Metric>& family_;
    std::vector<std::string> names_;
    std::shared_mutex mutex_;
    std::map<LabelValues, Metric*> known_;
};

struct Gauge {
    std::string name;
    std::string help;
    std::function<double()> ask;
};

prometheus::MetricFamily asked(const Gauge& gauge)
{
    prometheus::MetricFamily family;
    family.name = gauge.name;
    family.help = gauge.help;
    family.type = prometheus::MetricType::Gauge;
    family.metric.emplace_back().gauge.value = gauge.ask();
    return family;
}

} // namespace

struct Counters::Family {
    Family(prometheus::Family<prometheus::Counter>& family, std::vector<std::string> names)
        : metrics(family, std::move(names))
    {}
    Remembered<prometheus::Counter> metrics;
};
struct Durations::Family {
    Family(prometheus::Family<prometheus::Histogram>& family, std::vector<std::string> names)
        : metrics(family, std::move(names))
    {}
    Remembered<prometheus::Histogram> metrics;
};

struct Metrics::State {
    prometheus::Registry registry;
    mutable std::mutex mutex;
    std::set<std::string, std::less<>> names;
    std::vector<Gauge> gauges;

    std::string reserve(std::string_view name)
    {
        const std::scoped_lock lock{mutex};
        if (!names.emplace(name).second)
            throw std::invalid_argument{"there is a metric " + std::string{name} + " already"};
        return std::string{name};
    }
};

void Counters::add(const LabelValues& labels, double by)
{
    family_->metrics.at(labels).Increment(by);
}

void Durations::observe(const LabelValues& labels, double seconds)
{
    family_->metrics.at(labels, buckets()).Observe(seconds);
}

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

Counters Metrics::counters(std::string_view name, std::string_view help, std::vector<std::string> label_names)
{
    auto& family =
        prometheus::BuildCounter().Name(state_->reserve(name)).Help(std::string{help}).Register(state_->registry);
    return Counters{std::make_shared<Counters::Family>(family, std::move(label_names))};
}

Durations Metrics::durations(std::string_view name, std::string_view help, std::vector<std::string> label_names)
{
    auto& family =
        prometheus::BuildHistogram().Name(state_->reserve(name)).Help(std::string{help}).Register(state_->registry);
    return Durations{std::make_shared<Durations::Family>(family, std::move(label_names))};
}

void Metrics::gauge(std::string_view name, std::string_view help, std::function<double()> ask)
{
    auto reserved = state_->reserve(name);
    const std::scoped_lock lock{state_->mutex};
    state_->gauges.push_back({std::move(reserved), std::string{help}, std::move(ask)});
}

std::string Metrics::to_text() const
{
    auto families = state_->registry.Collect();
    const std::scoped_lock lock{state_->mutex};
    for (const auto& gauge : state_->gauges) families.push_back(asked(gauge));
    return prometheus::TextSerializer{}.Serialize(families);
}

} // namespace assetbuddy::platform::metrics
