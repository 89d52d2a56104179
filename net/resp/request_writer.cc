#include "net/resp/request_writer.h"

namespace paxosstore::net {

void AppendRequest(std::span<const std::string> argv, std::string& out) {
  out += '*';
  out += std::to_string(argv.size());
  out += "\r\n";
  for (const std::string& arg : argv) {
    out += '$';
    out += std::to_string(arg.size());
    out += "\r\n";
    out += arg;
    out += "\r\n";
  }
}

}  // namespace paxosstore::net
