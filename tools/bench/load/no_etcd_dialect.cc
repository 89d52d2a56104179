// Stands for etcd_dialect.cc where libnghttp2 is missing.
#include "tools/bench/load/dialect.h"

namespace paxosstore::bench {

std::unique_ptr<Dialect> MakeEtcdDialect(Values&) { return nullptr; }

}  // namespace paxosstore::bench
