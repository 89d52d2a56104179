// RETURN_IF_ERROR and ASSIGN_OR_RETURN under their later Abseil names (Debian 12's release has
// none).
#ifndef PAXOSSTORE_CORE_BASE_STATUS_MACROS_H_
#define PAXOSSTORE_CORE_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"

#define RETURN_IF_ERROR(expr)                           \
  do {                                                  \
    if (absl::Status status_ = (expr); !status_.ok()) { \
      return status_;                                   \
    }                                                   \
  } while (false)

#define PAXOSSTORE_CONCAT_INNER(a, b) a##b
#define PAXOSSTORE_CONCAT(a, b) PAXOSSTORE_CONCAT_INNER(a, b)

#define ASSIGN_OR_RETURN(lhs, expr)                                     \
  auto PAXOSSTORE_CONCAT(status_or_, __LINE__) = (expr);                \
  if (!PAXOSSTORE_CONCAT(status_or_, __LINE__).ok()) {                  \
    return std::move(PAXOSSTORE_CONCAT(status_or_, __LINE__)).status(); \
  }                                                                     \
  lhs = std::move(PAXOSSTORE_CONCAT(status_or_, __LINE__)).value()

#endif  // PAXOSSTORE_CORE_BASE_STATUS_MACROS_H_
