// A loop for tests of net/: runs until something is true, without sleeping, and gives up after a
// bounded number of turns.
#ifndef PAXOSSTORE_TESTS_NET_LOOP_FIXTURE_H_
#define PAXOSSTORE_TESTS_NET_LOOP_FIXTURE_H_

#include <functional>

#include "core/runtime/time.h"
#include "net/asio_executor.h"

namespace paxosstore::net {

// Looks at `done` every millisecond of the loop; false if it was not true within about ten seconds.
inline bool RunUntil(AsioExecutor& loop, const std::function<bool()>& done) {
  int tries_left = 10'000;
  bool reached = done();
  std::function<void()> look = [&] {
    reached = done();
    if (reached || --tries_left == 0) return loop.Stop();
    loop.After(Milliseconds(1), [&look] { look(); });
  };
  if (reached) return true;
  loop.Post([&look] { look(); });
  loop.Run();
  return reached;
}

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_TESTS_NET_LOOP_FIXTURE_H_
