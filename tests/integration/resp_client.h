// A blocking RESP client for tests: every wait is bounded, and ends in nothing rather than in a
// hang.
#ifndef PAXOSSTORE_TESTS_INTEGRATION_RESP_CLIENT_H_
#define PAXOSSTORE_TESTS_INTEGRATION_RESP_CLIENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/reply.h"
#include "net/resp/reply_parser.h"

namespace paxosstore {

class RespClient {
 public:
  // Connects to loopback; null if nobody listens.
  static std::unique_ptr<RespClient> Connect(uint16_t port);
  ~RespClient();
  RespClient(const RespClient&) = delete;
  RespClient& operator=(const RespClient&) = delete;

  // False once the connection is broken.
  bool SendRaw(std::string_view bytes);
  bool Send(const std::vector<std::string>& argv);
  // The next reply; nothing if the connection has ended or nothing came within ten seconds.
  std::optional<model::Reply> Read();
  // Send and Read; a reply of kind error "-" if there was none.
  model::Reply Call(const std::vector<std::string>& argv);
  // True if the server closes within ten seconds, whatever it says before.
  bool WaitClosed();

 private:
  explicit RespClient(int fd) : fd_(fd) {}
  // Appends what comes next; false: the end, or nothing came.
  bool Receive();

  int fd_;
  std::string in_;
  net::ReplyParser parser_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_INTEGRATION_RESP_CLIENT_H_
