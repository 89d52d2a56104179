#include <array>

#include "net/server/server_command.h"

namespace paxosstore::net {

namespace {

constexpr std::string_view kAdmin = "admin noscript loading stale";
constexpr std::string_view kAlways = "noscript loading stale fast no_auth allow_busy";
constexpr std::string_view kQuick = "loading stale fast";
constexpr std::string_view kStale = "noscript loading stale";

constexpr std::string_view kConnection = "connection";
constexpr std::string_view kServer = "server";

constexpr ServerCommand kClientCommands[] = {
    {"getname", 2, kStale, kConnection, "2.6.9", "Name of this connection.", ClientGetName},
    {"id", 2, kStale, kConnection, "5.0.0", "Number of this connection.", ClientIdentity},
    {"info", 2, kStale, kConnection, "6.2.0", "One line about this connection.", ClientInfo},
    {"kill", -3, kAdmin, kConnection, "2.4.0", "Closes connections.", ClientKill},
    {"list", -2, kAdmin, kConnection, "2.4.0", "One line about each connection.", ClientList},
    {"no-evict", 3, kAdmin, kConnection, "7.0.0", "Accepted; nothing is evicted.", ClientNoEvict},
    {"no-touch", 3, kStale, kConnection, "7.2.0", "Accepted; no access times are kept.",
     ClientNoTouch},
    {"reply", 3, kStale, kConnection, "3.2.0", "Turns replies on, off, or off for one command.",
     ClientReply},
    {"setinfo", 4, kStale, kConnection, "7.2.0", "Tells the client library's name or version.",
     ClientSetInfo},
    {"setname", 3, kStale, kConnection, "2.6.9", "Names this connection.", ClientSetName},
    {"unblock", -3, kAdmin, kConnection, "5.0.0", "Ends a blocking command of another connection.",
     ClientUnblock},
};

constexpr ServerCommand kCommandCommands[] = {
    {"count", 2, kQuick, kServer, "2.8.13", "Number of commands.", CommandCount},
    {"docs", -2, kQuick, kServer, "7.0.0", "Documentation of commands.", CommandDocs},
    {"getkeys", -3, kQuick, kServer, "2.8.13", "The keys of a command line.", CommandGetKeys},
    {"info", -2, kQuick, kServer, "2.8.13", "Arity, flags and key positions of commands.",
     CommandInfo},
    {"list", -2, kQuick, kServer, "7.0.0", "Names of all commands.", CommandList},
};

constexpr ServerCommand kConfigCommands[] = {
    {"get", -3, kAdmin, kServer, "2.0.0", "Settings whose names match.", ConfigGet},
    {"resetstat", 2, kAdmin, kServer, "2.0.0", "Resets the front end's counters.", ConfigResetStat},
    {"set", -4, kAdmin, kServer, "2.0.0", "Changes settings of this node until it restarts.",
     ConfigSet},
};

constexpr ServerCommand kClusterCommands[] = {
    {"info", 2, kStale, "cluster", "3.0.0", "State of the cluster as this node sees it.",
     ClusterInfo},
    {"keyslot", 3, kStale, "cluster", "3.0.0", "Hash slot of a key.", ClusterKeySlot},
    {"myid", 2, kStale, "cluster", "3.0.0", "This node's id.", ClusterMyId},
};

constexpr ServerCommand kCommands[] = {
    {"auth", -2, kAlways, kConnection, "1.0.0", "Authenticates; there are no passwords.", Auth},
    {"client", -2, "", kConnection, "2.4.0", "Commands about connections.", nullptr,
     kClientCommands},
    {"cluster", -2, "", "cluster", "3.0.0", "Commands about the cluster.", nullptr,
     kClusterCommands},
    {"command", -1, kQuick, kServer, "2.8.13", "Details of all commands.", CommandAll,
     kCommandCommands},
    {"config", -2, "", kServer, "2.0.0", "Commands about settings.", nullptr, kConfigCommands},
    {"dbsize",
     1,
     "readonly fast",
     kServer,
     "1.0.0",
     "Number of keys that this node knows of; not a linearizable read.",
     DbSize,
     {},
     true},
    {"echo", 2, kQuick, kConnection, "1.0.0", "Returns its argument.", Echo},
    {"flushall",
     -1,
     "write",
     kServer,
     "1.0.0",
     "Removes all keys, one object after the other: not a snapshot.",
     FlushAll,
     {},
     true},
    {"flushdb", -1, "write", kServer, "1.0.0", "The same as FLUSHALL.", FlushAll, {}, true},
    {"hello", -1, kAlways, kConnection, "6.0.0", "Chooses the protocol version.", HelloCommand},
    {"info", -1, "loading stale", kServer, "1.0.0", "State and counters of this node.", Info},
    {"ping", -1, "fast", kConnection, "1.0.0", "Answers PONG, or its argument.", Ping},
    {"quit", -1, kAlways, kConnection, "1.0.0", "Closes the connection.", Quit},
    {"readonly", 1, kQuick, "cluster", "3.0.0", "Accepted; every node serves reads.", ReplyOk},
    {"readwrite", 1, kQuick, "cluster", "3.0.0", "Accepted; every node serves writes.", ReplyOk},
    {"reset", 1, kAlways, kConnection, "6.2.0", "Forgets what this connection has set.", Reset},
    {"select", 2, kQuick, kConnection, "1.0.0", "Accepts database 0, the only one.", Select},
    {"time", 1, kQuick, kServer, "2.6.0", "This node's wall clock.", Time},
    {"wait",
     3,
     "noscript",
     "generic",
     "3.0.0",
     "Other replicas known to hold the last write; answers at once.",
     Wait,
     {},
     true},
};

}  // namespace

std::span<const ServerCommand> AllServerCommands() { return kCommands; }

}  // namespace paxosstore::net
