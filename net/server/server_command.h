// Commands that are not about keys' values: connections, settings, the server itself. The data
// commands are in core/model/command_table.h.
#ifndef PAXOSSTORE_NET_SERVER_SERVER_COMMAND_H_
#define PAXOSSTORE_NET_SERVER_SERVER_COMMAND_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/reply.h"
#include "net/server/core.h"

namespace paxosstore::net {

struct Call {
  ServerCore& core;
  Client& client;
  const std::vector<std::string>& argv;  // the command's name first
};

// nullopt: no reply from here, because it comes later (Client::Defer) or never (CLIENT REPLY OFF).
using ServerHandler = std::optional<model::Reply> (*)(Call& call);

struct ServerCommand {
  std::string_view name;   // lower case
  int arity;               // counts the name (and the subcommand's); negative: at least that many
  std::string_view flags;  // as COMMAND INFO shows them, separated by spaces
  std::string_view group;
  std::string_view since;
  std::string_view summary;
  ServerHandler handler;  // null for a container
  std::span<const ServerCommand> subcommands = {};
  // Waits until all earlier commands of its connection have been answered, and holds up the later
  // ones: for what looks at more than one object.
  bool barrier = false;
};

// Any case; null if there is none.
const ServerCommand* FindServerCommand(std::string_view name);
std::span<const ServerCommand> AllServerCommands();

// Checks the number of arguments, finds the subcommand, runs it.
std::optional<model::Reply> RunServerCommand(const ServerCommand& command, Call& call);

// Equal but for the case of ASCII letters.
bool SameWord(std::string_view a, std::string_view b);
// A decimal integer and nothing else.
std::optional<int64_t> ParseInteger(std::string_view text);

// The handlers, by the file that has them.
using OptionalReply = std::optional<model::Reply>;
// connection_commands.cc
OptionalReply Ping(Call& call);
OptionalReply Echo(Call& call);
OptionalReply Quit(Call& call);
OptionalReply HelloCommand(Call& call);
OptionalReply Auth(Call& call);
OptionalReply Select(Call& call);
OptionalReply Reset(Call& call);
OptionalReply ReplyOk(Call& call);
// client_commands.cc
OptionalReply ClientIdentity(Call& call);
OptionalReply ClientGetName(Call& call);
OptionalReply ClientSetName(Call& call);
OptionalReply ClientSetInfo(Call& call);
OptionalReply ClientInfo(Call& call);
OptionalReply ClientList(Call& call);
OptionalReply ClientKill(Call& call);
OptionalReply ClientReply(Call& call);
OptionalReply ClientNoEvict(Call& call);
OptionalReply ClientNoTouch(Call& call);
OptionalReply ClientUnblock(Call& call);
// command_commands.cc
OptionalReply CommandAll(Call& call);
OptionalReply CommandCount(Call& call);
OptionalReply CommandDocs(Call& call);
OptionalReply CommandInfo(Call& call);
OptionalReply CommandList(Call& call);
OptionalReply CommandGetKeys(Call& call);
// config_commands.cc
OptionalReply ConfigGet(Call& call);
OptionalReply ConfigSet(Call& call);
OptionalReply ConfigResetStat(Call& call);
// keyspace_commands.cc
OptionalReply DbSize(Call& call);
OptionalReply FlushAll(Call& call);
OptionalReply Wait(Call& call);
OptionalReply Time(Call& call);
OptionalReply ClusterKeySlot(Call& call);
OptionalReply ClusterMyId(Call& call);
OptionalReply ClusterInfo(Call& call);
// info.cc
OptionalReply Info(Call& call);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_SERVER_COMMAND_H_
