// Assertions that are never compiled out. A failed CHECK is a bug in this program, never bad input
// or a failing device.
//
// The names are those of later Abseil releases (Debian 12's has none), so that migration is a
// deletion.
#ifndef PAXOSSTORE_CORE_BASE_CHECK_H_
#define PAXOSSTORE_CORE_BASE_CHECK_H_

#include <string>

namespace paxosstore {

// Called with "file:line: condition detail". Must not return: it aborts or throws. The default
// prints and aborts; the simulator installs one that throws, so that a campaign reports the failing
// seed and goes on with the next.
using CheckFailureHandler = void (*)(const std::string& message);

// Installs `handler` for this thread, returns the one before; nullptr stands for the default.
CheckFailureHandler SetCheckFailureHandler(CheckFailureHandler handler);

namespace internal_check {
[[noreturn]] void Fail(const char* file, int line, const char* condition,
                       const std::string& detail);

template <typename T>
std::string Show(const T& value) {
  if constexpr (requires { ToString(value); }) {
    return ToString(value);
  } else if constexpr (requires { std::to_string(value); }) {
    return std::to_string(value);
  } else if constexpr (requires { std::string(value); }) {
    return std::string(value);
  } else {
    return "?";
  }
}
}  // namespace internal_check

#define CHECK(condition)        \
  (static_cast<bool>(condition) \
       ? static_cast<void>(0)   \
       : ::paxosstore::internal_check::Fail(__FILE__, __LINE__, #condition, std::string()))

// CHECK with words: `detail` is anything convertible to std::string, evaluated only on failure.
#define CHECK_MSG(condition, detail) \
  (static_cast<bool>(condition)      \
       ? static_cast<void>(0)        \
       : ::paxosstore::internal_check::Fail(__FILE__, __LINE__, #condition, (detail)))

#define PAXOSSTORE_CHECK_OP(a, op, b)                                                           \
  do {                                                                                          \
    const auto& check_a = (a);                                                                  \
    const auto& check_b = (b);                                                                  \
    if (!(check_a op check_b)) {                                                                \
      ::paxosstore::internal_check::Fail(__FILE__, __LINE__, #a " " #op " " #b,                 \
                                         ::paxosstore::internal_check::Show(check_a) + " vs " + \
                                             ::paxosstore::internal_check::Show(check_b));      \
    }                                                                                           \
  } while (false)

#define CHECK_EQ(a, b) PAXOSSTORE_CHECK_OP(a, ==, b)
#define CHECK_NE(a, b) PAXOSSTORE_CHECK_OP(a, !=, b)
#define CHECK_LT(a, b) PAXOSSTORE_CHECK_OP(a, <, b)
#define CHECK_LE(a, b) PAXOSSTORE_CHECK_OP(a, <=, b)
#define CHECK_GT(a, b) PAXOSSTORE_CHECK_OP(a, >, b)
#define CHECK_GE(a, b) PAXOSSTORE_CHECK_OP(a, >=, b)

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_BASE_CHECK_H_
