#include <cstdio>
#include <cstdlib>

#include "scenarios/bind.h"

namespace paxosstore::scenarios {
namespace {

std::string Hex(uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof(text), "%016llx", static_cast<unsigned long long>(value));
  return text;
}

template <typename Io>
void BindHash(const Io& io, uint64_t* hash) {
  std::string text = Hex(*hash);
  io.Text("trace_hash", &text);
  *hash = std::strtoull(text.c_str(), nullptr, 16);
  io.Check(Hex(*hash) == text, "trace_hash", text + " is not 16 hexadecimal digits");
}

}  // namespace

template <typename Io>
void BindFailure(const Io& io, sim::FailureCase* failing) {
  io.Require("seed");
  io.Number("seed", 0, ~uint64_t{0}, &failing->seed);
  if (Io::kReads || !failing->bug.empty()) io.Text("bug", &failing->bug);
  if (io.Has("until") && (Io::kReads || failing->until.has_value())) {
    Instant until = failing->until.value_or(Instant{});
    io.At("until", &until);
    failing->until = until;
  }
  io.Require("expected");
  io.Sub("expected", true, [failing](const Io& in) {
    in.Require("oracle");
    in.Text("oracle", &failing->failure.oracle);
    in.Text("what", &failing->failure.what);
    in.At("at", &failing->failure.moment.time);
    in.Number("event", 0, ~uint64_t{0}, &failing->failure.moment.event);
    BindHash(in, &failing->trace_hash);
  });
  io.Sub("scenario", true, [failing](const Io& in) { BindScenario(in, &failing->scenario); });
}

template void BindFailure(const FieldReader&, sim::FailureCase*);
template void BindFailure(const FieldWriter&, sim::FailureCase*);

}  // namespace paxosstore::scenarios
