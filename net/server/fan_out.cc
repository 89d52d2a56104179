#include "net/server/fan_out.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "core/base/check.h"
#include "core/model/command_table.h"
#include "core/replica/placement.h"
#include "net/server/outcome.h"

namespace paxosstore::net {

namespace {

using model::Command;
using model::Reply;

enum class Merge : uint8_t { kNone, kSum, kScatter, kOk };

Merge MergeOf(std::string_view name) {
  if (name == "del" || name == "unlink" || name == "exists" || name == "touch") return Merge::kSum;
  if (name == "mget") return Merge::kScatter;
  if (name == "mset") return Merge::kOk;
  return Merge::kNone;
}

struct Part {
  std::string object;
  std::vector<size_t> keys;  // which of the command's keys
  Command command;
};

// In the order in which the objects first occur.
std::vector<Part> Split(const Command& command) {
  std::vector<Part> parts;
  absl::flat_hash_map<std::string, size_t> index;  // looked up, never iterated
  const size_t step = static_cast<size_t>(command.spec->key_step);
  for (size_t i = 0; i < command.KeyCount(); ++i) {
    const std::string object(ObjectOfKey(command.Key(i)));
    const auto [found, is_new] = index.try_emplace(object, parts.size());
    if (is_new) parts.push_back({object, {}, {command.spec, {}}});
    Part& part = parts[found->second];
    part.keys.push_back(i);
    for (size_t j = 0; j < step; ++j) part.command.args.push_back(command.args[i * step + j]);
  }
  return parts;
}

// Waits for all parts. Shared by their callbacks.
struct Join {
  Merge merge;
  Answer answer;
  Backend* backend;
  size_t waiting = 0;
  size_t done = 0;  // parts with an OK outcome
  bool unknown = false;
  Result failure;  // the last one that was not OK
  Reply error;     // the last error reply of a part that was done
  int64_t sum = 0;
  std::vector<Reply> values;

  void OnResult(const std::vector<size_t>& keys, Result result);
  void Take(const std::vector<size_t>& keys, Reply reply);
  Reply Whole();
};

void Join::Take(const std::vector<size_t>& keys, Reply reply) {
  ++done;
  if (reply.kind == Reply::Kind::kError) {
    error = std::move(reply);
  } else if (merge == Merge::kSum) {
    sum += reply.integer;
  } else if (merge == Merge::kScatter) {
    CHECK_EQ(reply.items.size(), keys.size());
    for (size_t i = 0; i < keys.size(); ++i) values[keys[i]] = std::move(reply.items[i]);
  }
}

void Join::OnResult(const std::vector<size_t>& keys, Result result) {
  if (result.outcome == Outcome::kOk) {
    Take(keys, std::move(result.replies.at(0)));
  } else {
    unknown = unknown || result.outcome != Outcome::kRefused;
    failure = std::move(result);
  }
  if (--waiting == 0) std::move(answer)(Whole());
}

Reply Join::Whole() {
  if (failure.outcome != Outcome::kOk) {
    // Refused parts beside done ones: as a whole it must not read as "not done".
    if (done > 0 && merge != Merge::kScatter && !unknown) {
      return Reply::Error("UNKNOWN done in part, refused in part: " + failure.reason);
    }
    if (unknown) failure.outcome = Outcome::kUnknown;
    return OutcomeError(failure, backend->QuorumReachable());
  }
  if (error.kind == Reply::Kind::kError) return error;
  switch (merge) {
    case Merge::kSum:
      return Reply::Integer(sum);
    case Merge::kScatter:
      return Reply::Array(std::move(values));
    default:
      return Reply::Ok();
  }
}

}  // namespace

bool CanFanOut(const Command& command) { return MergeOf(command.spec->name) != Merge::kNone; }

void FanOut(Backend& backend, const Command& command, Answer answer) {
  std::vector<Part> parts = Split(command);
  auto join = std::make_shared<Join>();
  join->merge = MergeOf(command.spec->name);
  join->answer = std::move(answer);
  join->backend = &backend;
  join->waiting = parts.size();
  join->failure.outcome = Outcome::kOk;
  join->values.resize(command.KeyCount());
  for (Part& part : parts) {
    Request request;
    request.object = std::move(part.object);
    request.commands.push_back(std::move(part.command));
    backend.Submit(std::move(request), [join, keys = std::move(part.keys)](Result result) mutable {
      join->OnResult(keys, std::move(result));
    });
  }
}

}  // namespace paxosstore::net
