#include "tests/sim/check/permutation_oracle.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace paxosstore::sim {
namespace {

using Operations = std::vector<RegisterOperation>;

// What a register does. False: it would have answered otherwise.
bool Happens(const RegisterOperation& operation, const Values& values, std::string& content) {
  const bool told = operation.span.answered();
  if (operation.verb == RegisterVerb::kRead) {
    return !told || content == values.Text(operation.seen);
  }
  if (operation.verb == RegisterVerb::kAppend) {
    content += values.Text(operation.argument);
    return true;
  }
  if (operation.verb == RegisterVerb::kCas) {
    const bool equal = content == values.Text(operation.expected);
    if (told && equal == operation.refused) return false;
    if (!equal) return true;
  }
  content = values.Text(operation.argument);
  return true;
}

bool MustPrecede(const RegisterOperation& a, const RegisterOperation& b) {
  return a.span.answered() && a.span.end < b.span.start;
}

class Orders {
 public:
  Orders(const Operations& operations, const Values& values)
      : operations_(operations), values_(values), placed_(operations.size()) {}

  bool ExplainFrom(const std::string& content) {
    bool complete = true;
    for (size_t i = 0; i < operations_.size(); ++i) {
      complete = complete && (placed_[i] || !operations_[i].span.answered());
    }
    if (complete) return true;
    for (size_t i = 0; i < operations_.size(); ++i) {
      if (placed_[i] || !MayComeNext(i)) continue;
      std::string next = content;
      if (!Happens(operations_[i], values_, next)) continue;
      placed_[i] = true;
      if (ExplainFrom(next)) return true;
      placed_[i] = false;
    }
    return false;
  }

 private:
  bool MayComeNext(size_t candidate) const {
    for (size_t i = 0; i < operations_.size(); ++i) {
      if (!placed_[i] && MustPrecede(operations_[i], operations_[candidate])) return false;
    }
    return true;
  }

  const Operations& operations_;
  const Values& values_;
  std::vector<bool> placed_;
};

bool Explains(const Operations& operations, const Values& values,
              const std::vector<size_t>& order) {
  for (size_t i = 0; i < order.size(); ++i) {
    for (size_t later = i + 1; later < order.size(); ++later) {
      if (MustPrecede(operations[order[later]], operations[order[i]])) return false;
    }
  }
  std::string content = values.Text(kAbsent);
  return std::all_of(order.begin(), order.end(),
                     [&](size_t i) { return Happens(operations[i], values, content); });
}

}  // namespace

bool SomeOrderExplains(const Operations& operations, const Values& values, ValueId before) {
  return Orders(operations, values).ExplainFrom(values.Text(before));
}

bool SomePermutationExplains(const Operations& operations, const Values& values) {
  for (size_t chosen = 0; chosen < size_t{1} << operations.size(); ++chosen) {
    std::vector<size_t> order;
    bool legal = true;
    for (size_t i = 0; i < operations.size(); ++i) {
      if ((chosen >> i & 1) != 0) {
        order.push_back(i);
      } else if (operations[i].span.answered()) {
        legal = false;
      }
    }
    if (!legal) continue;
    do {
      if (Explains(operations, values, order)) return true;
    } while (std::next_permutation(order.begin(), order.end()));
  }
  return false;
}

}  // namespace paxosstore::sim
