#include "tools/bench/load/driver.h"

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

namespace paxosstore::bench {
namespace {

constexpr size_t kScratch = 256 << 10;
constexpr uint64_t kFillBatch = 16;
constexpr Nanos kSecond = 1'000'000'000;
constexpr Nanos kConnectPatience = 10 * kSecond;
constexpr Nanos kUnansweredAfter = kSecond;
// How often the loop looks up although nothing arrives: to dial again, and to end in time.
constexpr Nanos kPatience = 5'000'000;

Nanos ToNanos(double seconds) { return static_cast<Nanos>(seconds * 1e9); }

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::vector<sockaddr_in> Endpoints(const Options& options) {
  std::vector<sockaddr_in> endpoints;
  for (const uint16_t port : options.ports) {
    sockaddr_in endpoint{};
    endpoint.sin_family = AF_INET;
    endpoint.sin_port = htons(port);
    inet_pton(AF_INET, options.host.c_str(), &endpoint.sin_addr);
    endpoints.push_back(endpoint);
  }
  return endpoints;
}

}  // namespace

Driver::Driver(const Options& options)
    : options_(options),
      values_(options.value_bytes),
      workload_(options.mix, options.keys, options.reads_percent, options.seed),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      endpoints_(Endpoints(options)),
      scratch_(kScratch) {
  const auto make = [this] {
    return options_.protocol == Protocol::kEtcd ? MakeEtcdDialect(values_)
                                                : MakeRespDialect(values_);
  };
  for (uint32_t i = 0; i < options.clients; ++i) {
    const size_t first = options.spread ? i % endpoints_.size() : 0;
    clients_.push_back(std::make_unique<Connection>(epoll_, endpoints_, first, make, recorder_));
  }
}

Driver::~Driver() {
  clients_.clear();
  close(epoll_);
}

uint64_t Driver::times_lost() const {
  uint64_t sum = 0;
  for (const auto& client : clients_) sum += client->times_lost();
  return sum;
}

absl::Status Driver::Run() {
  if (absl::Status connected = Connect(); !connected.ok()) return connected;
  const bool reads = options_.mix == Mix::kGet || options_.mix == Mix::kMixed;
  if (reads && options_.fill) {
    if (absl::Status filled = Fill(); !filled.ok()) return filled;
  }
  if (options_.rate > 0) {
    Measure([this](Nanos now, Nanos& start) { return NextDue(now, start); });
  } else {
    Measure([this](Nanos now, Nanos& start) { return NextBatch(now, start); });
  }
  return absl::OkStatus();
}

absl::Status Driver::Connect() {
  const Nanos deadline = Now() + kConnectPatience;
  const auto up = [](const auto& client) { return client->was_up(); };
  Connection* refused = nullptr;
  Serve([](Nanos, Nanos&) { return false; },
        [&](Nanos now) {
          refused = DialAll(now);
          return refused != nullptr || now > deadline || std::ranges::all_of(clients_, up);
        });
  if (refused != nullptr)
    return absl::UnavailableError("cannot connect: " + refused->last_trouble());
  if (!std::ranges::all_of(clients_, up))
    return absl::UnavailableError("cannot connect: no answer");
  return absl::OkStatus();
}

// Returns a client that could not even connect once, if there is one.
Connection* Driver::DialAll(Nanos now) {
  Connection* refused = nullptr;
  for (auto& client : clients_) {
    if (!client->down()) continue;
    if (!client->was_up() && !client->last_trouble().empty()) refused = client.get();
    client->Dial(now);
  }
  return refused;
}

absl::Status Driver::Fill() {
  uint64_t next = 0;
  const uint64_t size = std::max<uint64_t>(kFillBatch, options_.pipeline);
  recorder_.Begin(Now());
  const auto keys = [&](Nanos now, Nanos& start) {
    batch_.clear();
    while (next < options_.keys && batch_.size() < size) batch_.push_back({Op::kSet, next++});
    start = now;
    return !batch_.empty();
  };
  const auto answered = [&](Nanos) {
    return recorder_.failed() > 0 || recorder_.completed() >= options_.keys;
  };
  Serve(keys, answered);
  if (recorder_.failed() == 0) return absl::OkStatus();
  return absl::UnavailableError("cannot write the keys to be read: " +
                                recorder_.errors().begin()->first);
}

void Driver::Measure(Source source) {
  const Nanos warm = Now() + ToNanos(options_.warmup);
  due_ = Now();
  recorder_.Begin(due_);
  Serve(source, [&](Nanos now) { return now >= warm; });
  const double cpu_before = CpuSeconds();
  const Nanos begin = Now();
  recorder_.Begin(begin);
  const Nanos end = begin + ToNanos(options_.seconds);
  Serve(source, [&](Nanos now) {
    return options_.requests == 0 ? now >= end
                                  : recorder_.completed() + recorder_.failed() >= options_.requests;
  });
  const Nanos now = Now();
  CountUnanswered(now);
  recorder_.End(now);
  cpu_seconds_ = CpuSeconds() - cpu_before;
}

bool Driver::NextBatch(Nanos now, Nanos& start) {
  batch_.clear();
  for (uint32_t i = 0; i < options_.pipeline; ++i) batch_.push_back(workload_.Next());
  start = now;
  return true;
}

bool Driver::NextDue(Nanos now, Nanos& start) {
  if (due_ > now) return false;
  batch_.assign(1, workload_.Next());
  start = due_;
  due_ += static_cast<Nanos>(1e9 / options_.rate);
  return true;
}

void Driver::Serve(Source source, absl::FunctionRef<bool(Nanos now)> done) {
  for (;;) {
    const Nanos now = Now();
    if (done(now)) return;
    DialAll(now);
    Feed(source, now);
    Poll(source);
  }
}

void Driver::Feed(Source source, Nanos now) {
  while (!idle_.empty()) {
    Connection* client = idle_.back();
    Nanos start = 0;
    if (client->idle()) {
      if (!source(now, start)) return;
      client->Send(batch_, start);
    }
    client->set_listed(false);
    idle_.pop_back();
  }
}

Nanos Driver::Patience(Nanos now) const {
  const bool may_be_due = options_.rate > 0 && !idle_.empty();
  return may_be_due ? std::clamp<Nanos>(due_ - now, 0, kPatience) : kPatience;
}

void Driver::Poll(Source source) {
  std::array<epoll_event, 64> events;
  const timespec patience{.tv_sec = 0, .tv_nsec = Patience(Now())};
  const int ready = epoll_pwait2(epoll_, events.data(), events.size(), &patience, nullptr);
  for (int i = 0; i < ready; ++i) {
    auto* client = static_cast<Connection*>(events[i].data.ptr);
    client->OnReady(events[i].events, scratch_);
    if (!client->idle()) continue;
    if (!client->listed()) idle_.push_back(client);
    client->set_listed(true);
    Feed(source, Now());
  }
}

void Driver::CountUnanswered(Nanos now) {
  for (const auto& client : clients_) {
    if (client->outstanding() > 0 && now - client->batch_start() > kUnansweredAfter) {
      recorder_.Error("(no answer yet after more than a second)", client->outstanding());
    }
  }
}

}  // namespace paxosstore::bench
