#include "sim/check/formats/event_maps.h"

#include "core/base/status_macros.h"
#include "sim/check/formats/position.h"

namespace paxosstore::sim {
namespace {

absl::Status Visit(const Edn& value, std::string_view text, const std::string& file,
                   absl::FunctionRef<absl::Status(const MapEvent&)> visit) {
  if (value.kind == Edn::Kind::kVector) {
    for (const Edn& item : value.items) RETURN_IF_ERROR(Visit(item, text, file, visit));
    return absl::OkStatus();
  }
  const auto error = [&](size_t offset, std::string_view what) {
    return ErrorAt(file, text, offset, what);
  };
  if (value.kind != Edn::Kind::kMap) return error(value.offset, "wanted a map: {:process ...}");
  MapEvent event;
  event.whole = &value;
  event.process = value.Find("process");
  event.verb = value.Find("f");
  event.value = value.Find("value");
  const Edn* type = value.Find("type");
  if (event.process == nullptr) return error(value.offset, ":process is missing");
  if (event.verb == nullptr) return error(value.offset, ":f is missing");
  if (type == nullptr) return error(value.offset, ":type is missing");
  event.type = type->text;
  if (event.type != "invoke" && event.type != "ok" && event.type != "fail" &&
      event.type != "info") {
    return error(type->offset, type->ToString() + " is no type of an event");
  }
  return visit(event);
}

}  // namespace

absl::Status ForEachMap(std::string_view text, const std::string& file,
                        absl::FunctionRef<absl::Status(const MapEvent&)> visit) {
  for (size_t at = 0; SkipToEdn(text, &at);) {
    const absl::StatusOr<Edn> value = ReadEdn(text, &at);
    if (!value.ok()) return ErrorAt(file, text, at, std::string(value.status().message()));
    RETURN_IF_ERROR(Visit(*value, text, file, visit));
  }
  return absl::OkStatus();
}

}  // namespace paxosstore::sim
