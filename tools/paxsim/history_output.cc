#include "tools/paxsim/history_output.h"

#include <cstdio>
#include <fstream>
#include <map>
#include <utility>

#include "core/base/status_macros.h"
#include "sim/history/export/export.h"
#include "sim/history/file/history_file.h"

namespace paxosstore::paxsim {
namespace {

const std::map<std::string, sim::ForeignFormat>& ForeignFormats() {
  static const std::map<std::string, sim::ForeignFormat> formats = {
      {"etcd", sim::ForeignFormat::kEtcd},
      {"jepsen", sim::ForeignFormat::kJepsen},
      {"kv", sim::ForeignFormat::kKv}};
  return formats;
}

absl::StatusOr<sim::Exported> InFormat(const std::string& format,
                                       const sim::RecordedHistory& history) {
  if (format == "store") return sim::Exported{sim::WriteHistory(history), {}};
  return sim::Export(history, ForeignFormats().at(format));
}

absl::Status Write(const HistoryFlags& flags, const sim::RecordedHistory& history) {
  ASSIGN_OR_RETURN(const sim::Exported exported, InFormat(flags.format, history));
  std::ofstream file(flags.path, std::ios::binary);
  file << exported.text;
  file.close();
  if (!file.good()) return absl::UnavailableError("cannot write " + flags.path);
  std::printf("history: %zu operations, in %s; see paxsim check %s --format %s\n",
              history.operations(), flags.path.c_str(), flags.path.c_str(), flags.format.c_str());
  for (const std::string& note : exported.notes) std::printf("  %s\n", note.c_str());
  return absl::OkStatus();
}

absl::Status WriteSelected(const HistoryFlags& flags, const sim::RecordedHistory& history) {
  if (flags.key.empty()) return Write(flags, history);
  ASSIGN_OR_RETURN(const sim::RecordedHistory only, sim::OnlyKey(history, flags.key));
  return Write(flags, only);
}

}  // namespace

void AddHistoryFlags(CLI::App* run, HistoryFlags* flags) {
  CLI::Option* history = run->add_option(
      "--history", flags->path,
      "Write what the clients saw, also if the run fails: each operation with its commands, "
      "answers, start and end. paxsim check decides it again");
  run->add_option("--history-format", flags->format,
                  "store: all that there is; for other checkers, if clients do nothing that has no "
                  "form there: kv (GET, SET, APPEND), etcd (GET, SET, SETNX, DEL of one key), "
                  "jepsen (those of any number of keys)")
      ->capture_default_str()
      ->check(CLI::IsMember({"store", "kv", "etcd", "jepsen"}))
      ->needs(history);
  run->add_option("--history-key", flags->key,
                  "... only what touches this Redis key, such as k0 or {t1}a")
      ->needs(history);
}

bool WriteHistoryTo(const HistoryFlags& flags, const sim::RecordedHistory& history) {
  const absl::Status written = WriteSelected(flags, history);
  if (written.ok()) return true;
  std::fprintf(stderr, "--history: %s\n", std::string(written.message()).c_str());
  return false;
}

}  // namespace paxosstore::paxsim
