#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace paxosstore {
namespace {

thread_local CheckFailureHandler handler_of_this_thread = nullptr;

}  // namespace

CheckFailureHandler SetCheckFailureHandler(CheckFailureHandler handler) {
  CheckFailureHandler previous = handler_of_this_thread;
  handler_of_this_thread = handler;
  return previous;
}

namespace internal_check {

void Fail(const char* file, int line, const char* condition, const std::string& detail) {
  std::string message =
      std::string(file) + ":" + std::to_string(line) + ": CHECK failed: " + condition;
  if (!detail.empty()) message += " (" + detail + ")";
  if (handler_of_this_thread != nullptr) handler_of_this_thread(message);
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
}

}  // namespace internal_check
}  // namespace paxosstore
