// What a server remembers of one client connection, beside its bytes. Plain data.
#ifndef PAXOSSTORE_NET_SERVER_SESSION_H_
#define PAXOSSTORE_NET_SERVER_SESSION_H_

#include <cstdint>
#include <string>

#include "core/runtime/time.h"

namespace paxosstore::net {

struct Session {
  // CLIENT REPLY. kSkipNext: the command after this one gets no reply, then kOn again.
  enum class Replies : uint8_t { kOn, kOff, kSkipNext };

  uint64_t id = 0;
  std::string address;        // of the client
  std::string local_address;  // where it connected to
  std::string name;
  std::string library_name;
  std::string library_version;
  int protocol = 2;  // RESP 2 or 3
  Replies replies = Replies::kOn;
  bool no_evict = false;
  bool no_touch = false;
  bool closing = false;  // no further command is read; closed once all replies are sent
  Instant since;
  Instant last_command;
  std::string last_command_name;
  uint64_t commands = 0;
  uint64_t writes = 0;  // commands that may write and were answered OK

  // RESET: what a new connection would have.
  void Reset() {
    name.clear();
    protocol = 2;
    replies = Replies::kOn;
    no_evict = no_touch = false;
  }
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_SESSION_H_
