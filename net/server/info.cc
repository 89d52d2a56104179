// INFO, in Redis's text format: "# Section", then "name:value" lines.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "net/server/server_command.h"

namespace paxosstore::net {

using model::Reply;

namespace {

struct Source {
  const ServerCore& core;
  const BackendSnapshot& snapshot;
};

std::string ServerSection(const Source& from) {
  const NodeFacts& node = from.core.node;
  const int64_t uptime = (from.core.clock->Now() - from.core.started).ns / 1'000'000'000;
  return absl::StrFormat(
      "redis_version:7.0.15\r\npaxosstore_version:%s\r\nredis_mode:standalone\r\nos:Linux\r\n"
      "arch_bits:64\r\nmultiplexing_api:epoll\r\nprocess_id:%d\r\ntcp_port:%u\r\n"
      "uptime_in_seconds:%d\r\nuptime_in_days:%d\r\nconfig_file:%s\r\n",
      node.version, getpid(), node.port, uptime, uptime / 86'400, node.config_file);
}

std::string ClientsSection(const Source& from) {
  size_t in_flight = 0;
  for (const auto& [id, client] : from.core.clients) in_flight += client->in_flight();
  return absl::StrFormat(
      "connected_clients:%u\r\nmaxclients:%u\r\nblocked_clients:0\r\ncommands_in_flight:%u\r\n",
      from.core.clients.size(), from.core.options.clients_max, in_flight);
}

// Resident pages, of /proc/self/statm; 0 if that cannot be read.
uint64_t ResidentBytes() {
  uint64_t size = 0, resident = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%lu %lu", &size, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

std::string MemorySection(const Source&) {
  const uint64_t bytes = ResidentBytes();
  return absl::StrFormat(
      "used_memory:%u\r\nused_memory_rss:%u\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\n",
      bytes, bytes);
}

std::string StatsSection(const Source& from) {
  const ServerCounters& c = from.core.counters;
  return absl::StrFormat(
      "total_connections_received:%u\r\ntotal_commands_processed:%u\r\n"
      "total_net_input_bytes:%u\r\ntotal_net_output_bytes:%u\r\nrejected_connections:%u\r\n"
      "total_error_replies:%u\r\nprotocol_errors:%u\r\nclient_output_buffer_limit_disconnections:"
      "%u\r\n",
      c.connections, c.commands, c.bytes_in, c.bytes_out, c.connections_rejected, c.errors,
      c.protocol_errors, c.connections_closed_slow);
}

// There is no leader: every node is what Redis calls a master.
std::string ReplicationSection(const Source& from) {
  return absl::StrFormat(
      "role:master\r\nconnected_slaves:0\r\ncluster_nodes:%u\r\n"
      "peers_up:%u\r\n",
      from.core.node.nodes, from.snapshot.peers_up_min);
}

std::string ConsensusSection(const Source& from) {
  const ShardStats& s = from.snapshot.shards;
  const NodeFacts& node = from.core.node;
  return absl::StrFormat(
      "cluster_name:%s\r\nnode_id:%u\r\nincarnation:%u\r\nnodes:%u\r\nshards:%u\r\n"
      "peers_up:%u\r\nquorum_reachable:%d\r\nkeys:%u\r\nreads:%u\r\nwrites:%u\r\nrefused:%u\r\n"
      "unknown:%u\r\nentries_proposed:%u\r\nfast_proposals:%u\r\nprepares:%u\r\npreempted:%u\r\n"
      "quick_reads:%u\r\ntrial_rounds:%u\r\ncatch_ups:%u\r\nmessages_sent:%u\r\nresends:%u\r\n"
      "queued:%u\r\nresident_objects:%u\r\n",
      node.cluster, node.self.value(), node.incarnation.value(), node.nodes, node.shards,
      from.snapshot.peers_up_min, from.core.backend->QuorumReachable() ? 1 : 0,
      from.snapshot.live_keys, s.reads, s.writes, s.refused, s.unknown, s.entries_proposed,
      s.fast_proposals, s.prepares, s.preempted, s.quick_reads, s.trial_rounds, s.catch_ups,
      s.messages_sent, s.resends, s.queued, s.resident_objects);
}

std::string TransportSection(const Source& from) {
  const TransportStats& t = from.snapshot.transport;
  return absl::StrFormat(
      "peer_messages_sent:%u\r\npeer_messages_received:%u\r\npeer_bytes_sent:%u\r\n"
      "peer_bytes_received:%u\r\npeer_writes:%u\r\npeer_reads:%u\r\npeer_connects:%u\r\n"
      "peer_refusals:%u\r\npeer_damaged_frames:%u\r\npeer_dropped_unconnected:%u\r\n"
      "peer_dropped_queue_full:%u\r\npeer_dropped_too_long:%u\r\n",
      t.messages_sent, t.messages_received, t.bytes_sent, t.bytes_received, t.writes, t.reads,
      t.connects, t.refusals, t.damaged, t.dropped_unconnected, t.dropped_queue_full,
      t.dropped_too_long);
}

double SecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::string CpuSection(const Source&) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return absl::StrFormat("used_cpu_sys:%.6f\r\nused_cpu_user:%.6f\r\n", SecondsOf(usage.ru_stime),
                         SecondsOf(usage.ru_utime));
}

std::string KeyspaceSection(const Source& from) {
  if (from.snapshot.live_keys == 0) return {};
  return absl::StrFormat("db0:keys=%u,expires=0,avg_ttl=0\r\n", from.snapshot.live_keys);
}

struct Section {
  const char* name;
  std::string (*text)(const Source& from);
};

constexpr Section kSections[] = {
    {"Server", ServerSection},           {"Clients", ClientsSection},
    {"Memory", MemorySection},           {"Stats", StatsSection},
    {"Replication", ReplicationSection}, {"Consensus", ConsensusSection},
    {"Transport", TransportSection},     {"CPU", CpuSection},
    {"Keyspace", KeyspaceSection},
};

bool Wanted(const char* section, const std::vector<std::string>& asked) {
  if (asked.empty()) return true;
  for (const std::string& name : asked) {
    for (const char* all : {"all", "default", "everything"}) {
      if (SameWord(name, all)) return true;
    }
    if (SameWord(name, section)) return true;
  }
  return false;
}

std::string InfoText(const Source& from, const std::vector<std::string>& asked) {
  std::string text;
  for (const Section& section : kSections) {
    if (!Wanted(section.name, asked)) continue;
    if (!text.empty()) text += "\r\n";
    text += absl::StrFormat("# %s\r\n%s", section.name, section.text(from));
  }
  return text;
}

}  // namespace

OptionalReply Info(Call& call) {
  std::vector<std::string> asked(call.argv.begin() + 1, call.argv.end());
  call.core.backend->Snapshot([answer = call.client.Defer(), core = &call.core,
                               asked = std::move(asked)](const BackendSnapshot& snapshot) mutable {
    std::move(answer)(Reply::Bulk(InfoText({*core, snapshot}, asked)));
  });
  return std::nullopt;
}

}  // namespace paxosstore::net
