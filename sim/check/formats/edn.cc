#include "sim/check/formats/edn.h"

#include "absl/status/status.h"
#include "core/base/status_macros.h"

namespace paxosstore::sim {
namespace {

constexpr size_t kDepthMax = 64;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ','; }
bool EndsAtom(char c) {
  return IsSpace(c) || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' ||
         c == '"' || c == ';';
}

class Reader {
 public:
  Reader(std::string_view text, size_t* at) : text_(text), at_(*at) {}

  absl::StatusOr<Edn> Read();

 private:
  absl::StatusOr<Edn> ReadString(Edn value);
  absl::StatusOr<Edn> ReadItems(Edn value, char close);
  std::string ReadAtom();

  const std::string_view text_;
  size_t& at_;
  size_t depth_ = 0;
};

absl::StatusOr<Edn> Reader::Read() {
  if (!SkipToEdn(text_, &at_)) return absl::InvalidArgumentError("a value is missing");
  Edn value;
  value.offset = at_;
  const char c = text_[at_];
  if (c == '#') {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '{') {
      value.kind = Edn::Kind::kVector;  // a set
      return ReadItems(std::move(value), '}');
    }
    ReadAtom();  // a tag
    return Read();
  }
  switch (c) {
    case '"':
      value.kind = Edn::Kind::kString;
      return ReadString(std::move(value));
    case '{':
      value.kind = Edn::Kind::kMap;
      return ReadItems(std::move(value), '}');
    case '[':
      value.kind = Edn::Kind::kVector;
      return ReadItems(std::move(value), ']');
    case '(':
      value.kind = Edn::Kind::kVector;
      return ReadItems(std::move(value), ')');
    case ':':
      ++at_;
      value.kind = Edn::Kind::kKeyword;
      break;
    default:
      value.kind = Edn::Kind::kAtom;
  }
  value.text = ReadAtom();
  if (value.text.empty()) return absl::InvalidArgumentError("a value is missing");
  if (value.kind == Edn::Kind::kAtom && value.text == "nil") value.kind = Edn::Kind::kNil;
  return value;
}

std::string Reader::ReadAtom() {
  const size_t begin = at_;
  while (at_ < text_.size() && !EndsAtom(text_[at_])) ++at_;
  return std::string(text_.substr(begin, at_ - begin));
}

absl::StatusOr<Edn> Reader::ReadString(Edn value) {
  for (++at_; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      return value;
    }
    if (c != '\\') {
      value.text += c;
      continue;
    }
    if (++at_ == text_.size()) break;
    const char escaped = text_[at_];
    switch (escaped) {
      case 'n':
        value.text += '\n';
        break;
      case 't':
        value.text += '\t';
        break;
      case 'r':
        value.text += '\r';
        break;
      case '"':
      case '\\':
        value.text += escaped;
        break;
      default:
        return absl::InvalidArgumentError(std::string("\\") + escaped + " means nothing");
    }
  }
  at_ = value.offset;
  return absl::InvalidArgumentError("the string has no end");
}

absl::StatusOr<Edn> Reader::ReadItems(Edn value, char close) {
  if (++depth_ > kDepthMax) return absl::InvalidArgumentError("too deep");
  ++at_;
  for (;;) {
    if (!SkipToEdn(text_, &at_)) {
      at_ = value.offset;
      return absl::InvalidArgumentError(std::string("its ") + close + " is missing");
    }
    if (text_[at_] == close) break;
    ASSIGN_OR_RETURN(Edn item, Read());
    value.items.push_back(std::move(item));
  }
  ++at_;
  --depth_;
  if (value.kind == Edn::Kind::kMap && value.items.size() % 2 != 0) {
    at_ = value.offset;
    return absl::InvalidArgumentError("a key without a value");
  }
  return value;
}

}  // namespace

bool SkipToEdn(std::string_view text, size_t* offset) {
  for (; *offset < text.size(); ++*offset) {
    if (text[*offset] == ';') {
      while (*offset < text.size() && text[*offset] != '\n') ++*offset;
      if (*offset == text.size()) return false;
    }
    if (!IsSpace(text[*offset])) return true;
  }
  return false;
}

absl::StatusOr<Edn> ReadEdn(std::string_view text, size_t* offset) {
  return Reader(text, offset).Read();
}

const Edn* Edn::Find(std::string_view keyword) const {
  for (size_t i = 0; i + 1 < items.size(); i += 2) {
    if (items[i].kind == Kind::kKeyword && items[i].text == keyword) return &items[i + 1];
  }
  return nullptr;
}

std::string Edn::ToString() const {
  switch (kind) {
    case Kind::kNil:
      return "nil";
    case Kind::kAtom:
      return text;
    case Kind::kKeyword:
      return ":" + text;
    case Kind::kString:
      return '"' + text + '"';
    case Kind::kVector:
    case Kind::kMap:
      break;
  }
  std::string list;
  for (const Edn& item : items) list += (list.empty() ? "" : " ") + item.ToString();
  return (kind == Kind::kMap ? "{" : "[") + list + (kind == Kind::kMap ? "}" : "]");
}

}  // namespace paxosstore::sim
