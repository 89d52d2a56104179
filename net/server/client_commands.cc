// CLIENT: what connections know and do about each other.
#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "core/model/errors.h"
#include "net/server/server_command.h"

namespace paxosstore::net {

using model::Reply;

namespace {

int64_t SecondsSince(Instant then, Instant now) { return (now - then).ns / 1'000'000'000; }

// The fields that Redis 7.0 prints and that mean something here.
std::string Line(const ServerCore& core, const Client& client) {
  const Session& s = client.session();
  const Instant now = core.clock->Now();
  return absl::StrFormat(
      "id=%u addr=%s laddr=%s fd=-1 name=%s age=%d idle=%d flags=N db=0 sub=0 psub=0 ssub=0 "
      "multi=-1 omem=%u events=r cmd=%s user=default redir=-1 resp=%d lib-name=%s lib-ver=%s "
      "in-flight=%u tot-cmds=%u",
      s.id, s.address, s.local_address, s.name, SecondsSince(s.since, now),
      SecondsSince(s.last_command, now), client.output_bytes(), s.last_command_name, s.protocol,
      s.library_name, s.library_version, client.in_flight(), s.commands);
}

bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

Reply OnOrOff(const std::string& word, bool& setting) {
  const bool on = SameWord(word, "on");
  if (!on && !SameWord(word, "off")) return model::SyntaxError();
  setting = on;
  return Reply::Ok();
}

Reply NoSuchClientType(const std::string& type) {
  return Reply::Error("ERR Unknown client type '" + type + "'");
}

// Every connection is a normal one; the other types of Redis exist and are empty.
enum class TypeMatch : uint8_t { kAll, kNone, kUnknown };
TypeMatch MatchType(std::string_view type) {
  if (SameWord(type, "normal")) return TypeMatch::kAll;
  for (const char* other : {"master", "slave", "replica", "pubsub"}) {
    if (SameWord(type, other)) return TypeMatch::kNone;
  }
  return TypeMatch::kUnknown;
}

}  // namespace

OptionalReply ClientIdentity(Call& call) {
  return Reply::Integer(static_cast<int64_t>(call.client.session().id));
}

OptionalReply ClientGetName(Call& call) {
  const std::string& name = call.client.session().name;
  return name.empty() ? Reply::Null() : Reply::Bulk(name);
}

OptionalReply ClientSetName(Call& call) {
  if (!IsPlain(call.argv[2])) {
    return Reply::Error("ERR Client names cannot contain spaces, newlines or special characters.");
  }
  call.client.session().name = call.argv[2];
  return Reply::Ok();
}

OptionalReply ClientSetInfo(Call& call) {
  const std::string& what = call.argv[2];
  Session& session = call.client.session();
  const bool is_name = SameWord(what, "lib-name");
  if (!is_name && !SameWord(what, "lib-ver")) {
    return Reply::Error("ERR Unrecognized option '" + what + "'");
  }
  if (!IsPlain(call.argv[3])) {
    return Reply::Error("ERR " + what + " cannot contain spaces, newlines or special characters.");
  }
  (is_name ? session.library_name : session.library_version) = call.argv[3];
  return Reply::Ok();
}

OptionalReply ClientInfo(Call& call) { return Reply::Bulk(Line(call.core, call.client) + "\n"); }

OptionalReply ClientList(Call& call) {
  const std::vector<std::string>& argv = call.argv;
  std::vector<uint64_t> ids;
  TypeMatch type = TypeMatch::kAll;
  if (argv.size() == 4 && SameWord(argv[2], "type")) {
    type = MatchType(argv[3]);
    if (type == TypeMatch::kUnknown) return NoSuchClientType(argv[3]);
  } else if (argv.size() > 3 && SameWord(argv[2], "id")) {
    for (size_t i = 3; i < argv.size(); ++i) {
      const auto id = ParseInteger(argv[i]);
      if (!id.has_value()) return Reply::Error("ERR Invalid client ID");
      ids.push_back(static_cast<uint64_t>(*id));
    }
  } else if (argv.size() > 2) {
    return model::SyntaxError();
  }
  std::string lines;
  for (const auto& [id, client] : call.core.clients) {
    if (type == TypeMatch::kNone) break;
    if (!ids.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) continue;
    lines += Line(call.core, *client) + "\n";
  }
  return Reply::Bulk(std::move(lines));
}

namespace {

struct KillFilter {
  std::optional<uint64_t> id;
  std::string address;
  std::string local_address;
  TypeMatch type = TypeMatch::kAll;
  bool known_user = true;
  bool skip_me = true;
  std::optional<Reply> fault;

  bool Matches(const Session& s, uint64_t me) const {
    return !(skip_me && s.id == me) && (!id.has_value() || *id == s.id) &&
           (address.empty() || address == s.address) &&
           (local_address.empty() || local_address == s.local_address) && type == TypeMatch::kAll &&
           known_user;
  }
};

std::optional<Reply> ReadKillOption(const std::string& name, const std::string& value,
                                    KillFilter& filter) {
  if (SameWord(name, "id")) {
    const auto id = ParseInteger(value);
    if (!id.has_value() || *id <= 0) {
      return Reply::Error("ERR client-id should be greater than 0");
    }
    filter.id = static_cast<uint64_t>(*id);
  } else if (SameWord(name, "addr")) {
    filter.address = value;
  } else if (SameWord(name, "laddr")) {
    filter.local_address = value;
  } else if (SameWord(name, "user")) {
    filter.known_user = value == "default";
    if (!filter.known_user) return Reply::Error("ERR No such user '" + value + "'");
  } else if (SameWord(name, "type")) {
    filter.type = MatchType(value);
    if (filter.type == TypeMatch::kUnknown) return NoSuchClientType(value);
  } else if (SameWord(name, "skipme") && (SameWord(value, "yes") || SameWord(value, "no"))) {
    filter.skip_me = SameWord(value, "yes");
  } else {
    return model::SyntaxError();
  }
  return std::nullopt;
}

int64_t KillMatching(Call& call, const KillFilter& filter) {
  std::vector<Client*> victims;
  for (const auto& [id, client] : call.core.clients) {
    if (filter.Matches(client->session(), call.client.session().id)) victims.push_back(client);
  }
  for (Client* victim : victims) {
    // This connection still gets its reply.
    if (victim == &call.client) {
      victim->session().closing = true;
    } else {
      victim->Kill();
    }
  }
  return static_cast<int64_t>(victims.size());
}

}  // namespace

OptionalReply ClientKill(Call& call) {
  const std::vector<std::string>& argv = call.argv;
  KillFilter filter;
  if (argv.size() == 3) {
    filter.address = argv[2];
    filter.skip_me = false;
    return KillMatching(call, filter) > 0 ? Reply::Ok() : Reply::Error("ERR No such client");
  }
  if (argv.size() % 2 != 0) return model::SyntaxError();
  for (size_t i = 2; i < argv.size(); i += 2) {
    auto fault = ReadKillOption(argv[i], argv[i + 1], filter);
    if (fault.has_value()) return fault;
  }
  return Reply::Integer(KillMatching(call, filter));
}

OptionalReply ClientReply(Call& call) {
  Session& session = call.client.session();
  if (SameWord(call.argv[2], "on")) {
    session.replies = Session::Replies::kOn;
    return Reply::Ok();
  }
  if (SameWord(call.argv[2], "off")) {
    session.replies = Session::Replies::kOff;
    return std::nullopt;
  }
  if (SameWord(call.argv[2], "skip")) {
    if (session.replies == Session::Replies::kOn) session.replies = Session::Replies::kSkipNext;
    return std::nullopt;
  }
  return model::SyntaxError();
}

OptionalReply ClientNoEvict(Call& call) {
  return OnOrOff(call.argv[2], call.client.session().no_evict);
}

OptionalReply ClientNoTouch(Call& call) {
  return OnOrOff(call.argv[2], call.client.session().no_touch);
}

// No command blocks.
OptionalReply ClientUnblock(Call& call) {
  if (!ParseInteger(call.argv[2]).has_value()) return model::NotAnIntegerError();
  return Reply::Integer(0);
}

}  // namespace paxosstore::net
