#include "tests/core/paxoslog/script.h"

#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <vector>

#include "tests/core/paxoslog/cluster.h"
#include "tests/core/paxoslog/show.h"

namespace paxosstore {
namespace {

using Words = std::vector<std::string>;

class Script {
 public:
  Words Run(const std::string& command) {
    output_.clear();
    std::istringstream in(command);
    Words words;
    for (std::string word; in >> word;) words.push_back(word);
    try {
      Dispatch(words);
    } catch (const std::exception& error) {
      output_.push_back(std::string("error: ") + error.what());
    }
    return output_;
  }

 private:
  void Dispatch(const Words& words) {
    const std::string& verb = words.at(0);
    if (verb == "replicas") return Replicas(words);
    if (cluster_ == nullptr) throw Violation("begin with: replicas N");
    if (verb == "settle") return cluster_->Settle();
    if (verb == "state") return State();
    if (verb == "flights") return Flights();
    if (verb == "drop" && words.at(1) == "all") return cluster_->DropAll();
    if (words.at(1).find("->") != std::string::npos) return OnLink(verb, words.at(1));
    OnNode(verb, N(Number(words.at(1))), words);
  }

  static uint32_t Number(const std::string& word) {
    return static_cast<uint32_t>(std::stoul(word));
  }

  void Replicas(const Words& words) {
    const bool owned = words.size() > 3 && words[2] == "owner";
    cluster_ =
        std::make_unique<Cluster>(Number(words.at(1)), owned ? N(Number(words[3])) : N(0),
                                  [this](const std::string& line) { output_.push_back(line); });
  }

  void OnNode(const std::string& verb, NodeId node, const Words& words) {
    const std::string extra = words.size() > 2 ? words[2] : "";
    const std::map<std::string, std::function<void()>> verbs = {
        {"propose", [&] { cluster_->Propose(node, words.at(2)); }},
        {"trial", [&] { cluster_->Trial(node); }},
        {"retry", [&] { cluster_->Retry(node); }},
        {"resend", [&] { cluster_->Resend(node); }},
        {"notice", [&] { cluster_->Notice(node, extra == "value"); }},
        {"mark", [&] { cluster_->Mark(node); }},
        {"sync", [&] { cluster_->Sync(node); }},
        {"crash", [&] { cluster_->Crash(node, extra.empty() ? 0 : Number(extra)); }},
        {"restart", [&] { cluster_->Restart(node); }},
    };
    const auto found = verbs.find(verb);
    if (found == verbs.end()) throw Violation("unknown command: " + verb);
    found->second();
  }

  void OnLink(const std::string& verb, const std::string& link) {
    const size_t arrow = link.find("->");
    const NodeId from = N(Number(link.substr(0, arrow)));
    const NodeId to = N(Number(link.substr(arrow + 2)));
    if (verb == "deliver") return cluster_->Deliver(from, to);
    if (verb == "repeat") return cluster_->Deliver(cluster_->Find(from, to), true);
    if (verb == "drop") return cluster_->Drop(from, to);
    if (verb == "status") return cluster_->Status(from, to);
    if (verb == "report") return cluster_->Report(from, to);
    throw Violation("unknown command: " + verb);
  }

  void State() {
    for (uint32_t i = 1; i <= cluster_->size(); ++i) {
      output_.push_back(std::to_string(i) + (cluster_->Up(N(i)) ? Alive(N(i)) : Down(N(i))));
    }
  }

  static std::string Entries(EntryId chosen, const std::string& text,
                             const AcceptorState& pending) {
    std::string line;
    if (chosen > EntryId(0)) line = "entry " + ToString(chosen) + " is chosen: " + text + "; ";
    return line + "entry " + ToString(chosen.Next()) + ": " + Show(pending);
  }

  std::string Alive(NodeId node) const {
    const ObjectLog& log = cluster_->log(node);
    std::string line =
        "  " + Entries(log.chosen(), cluster_->ChosenText(node), log.pending().actual());
    if (cluster_->disk(node).in_flight() > 0) line += " (not all on disk)";
    if (log.attempting()) line += ", attempting";
    if (log.MayGoFast()) line += ", may go fast";
    return line;
  }

  std::string Down(NodeId node) const {
    const LogState& disk = cluster_->disk(node).durable();
    const std::string text = disk.chosen_value == nullptr ? "" : disk.chosen_value->payload;
    return "  down; on its disk: " + Entries(disk.chosen, text, disk.pending);
  }

  void Flights() {
    for (const Cluster::Flight& flight : cluster_->flights()) {
      output_.push_back(ToString(flight.from) + " -> " + ToString(flight.to) + "  " +
                        Show(flight.message));
    }
  }

  std::unique_ptr<Cluster> cluster_;
  Words output_;
};

}  // namespace

std::string RunScript(const std::string& script) {
  Script run;
  std::istringstream in(script);
  std::string out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("  ")) continue;  // the output as it was
    out += line + "\n";
    if (!line.starts_with("> ")) continue;
    for (const std::string& shown : run.Run(line.substr(2))) out += "  " + shown + "\n";
  }
  return out;
}

}  // namespace paxosstore
