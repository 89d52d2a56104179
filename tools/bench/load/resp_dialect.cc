// RESP2, as much of it as answers to GET, SET and INCR can be.
#include <charconv>
#include <deque>

#include "absl/status/statusor.h"
#include "tools/bench/load/dialect.h"

namespace paxosstore::bench {
namespace {

constexpr int64_t kBulkMax = int64_t{512} << 20;

void AppendBulk(std::string_view bytes, std::string& out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), bytes.size()).ptr;
  out += '$';
  out.append(digits, end);
  out += "\r\n";
  out += bytes;
  out += "\r\n";
}

class RespDialect final : public Dialect {
 public:
  explicit RespDialect(Values& values) : values_(values) {}

  void Open(std::string&) override {}

  void Ask(Request request, std::string& out) override {
    switch (request.op) {
      case Op::kGet:
        out += "*2\r\n$3\r\nGET\r\n";
        break;
      case Op::kSet:
        out += "*3\r\n$3\r\nSET\r\n";
        break;
      case Op::kIncr:
        out += "*2\r\n$4\r\nINCR\r\n";
        break;
    }
    key_.clear();
    AppendKey(request, key_);
    AppendBulk(key_, out);
    if (request.op == Op::kSet) AppendBulk(values_.Next(), out);
    asked_.push_back(request.op);
  }

  absl::Status Take(std::string_view bytes, std::string&, Sink sink) override {
    if (!partial_.empty()) {
      partial_ += bytes;
      bytes = partial_;
    }
    size_t used = 0;
    while (used < bytes.size()) {
      const absl::StatusOr<size_t> one = TakeOne(bytes.substr(used), sink);
      if (!one.ok()) return one.status();
      if (*one == 0) break;
      used += *one;
    }
    std::string rest(bytes.substr(used));
    partial_.swap(rest);
    return absl::OkStatus();
  }

 private:
  // Length of the answer at the front of `bytes`, 0 if it is not complete yet.
  absl::StatusOr<size_t> TakeOne(std::string_view bytes, Sink sink) {
    const size_t eol = bytes.find("\r\n");
    if (eol == std::string_view::npos) return 0;
    if (asked_.empty()) return absl::DataLossError("an answer that nobody asked for");
    const std::string_view line = bytes.substr(1, eol - 1);
    size_t length = eol + 2;
    int64_t bulk = -1;
    if (bytes[0] == '$') {
      const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), bulk);
      if (error != std::errc() || end != line.data() + line.size() || bulk > kBulkMax) {
        return absl::DataLossError("not a RESP length");
      }
      if (bulk >= 0) length += static_cast<size_t>(bulk) + 2;
      if (bytes.size() < length) return 0;
    }
    const Op op = asked_.front();
    asked_.pop_front();
    Judge(op, bytes[0], line, bulk, sink);
    return length;
  }

  void Judge(Op op, char kind, std::string_view line, int64_t bulk, Sink sink) const {
    if (kind == '-') {
      sink(Outcome::kError, line);
    } else if (op == Op::kGet && (kind == '_' || (kind == '$' && bulk < 0))) {
      sink(Outcome::kAbsent, {});
    } else if ((op == Op::kGet && kind == '$' && bulk == static_cast<int64_t>(values_.size())) ||
               (op == Op::kSet && kind == '+' && line == "OK") ||
               (op == Op::kIncr && kind == ':')) {
      sink(Outcome::kDone, {});
    } else {
      sink(Outcome::kError, "(wrong answer) " + std::string(1, kind) + std::string(line));
    }
  }

  Values& values_;
  std::deque<Op> asked_;
  std::string partial_;
  std::string key_;
};

}  // namespace

std::unique_ptr<Dialect> MakeRespDialect(Values& values) {
  return std::make_unique<RespDialect>(values);
}

}  // namespace paxosstore::bench
