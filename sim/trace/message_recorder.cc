#include "sim/trace/message_recorder.h"

#include <utility>

#include "sim/trace/report_words.h"

namespace paxosstore::sim {
namespace {

TracedMessage::End EndOf(FrameEnd end) {
  switch (end) {
    case FrameEnd::kDelivered:
      return TracedMessage::End::kDelivered;
    case FrameEnd::kLost:
      return TracedMessage::End::kLost;
    case FrameEnd::kBlocked:
      return TracedMessage::End::kBlocked;
    case FrameEnd::kUndeliverable:
      return TracedMessage::End::kUndeliverable;
    case FrameEnd::kCorrupted:
      return TracedMessage::End::kCorrupted;
    case FrameEnd::kReset:
      return TracedMessage::End::kReset;
    case FrameEnd::kOverflowed:
      return TracedMessage::End::kOverflowed;
  }
  return TracedMessage::End::kInFlight;
}

}  // namespace

MessageRecorder::MessageRecorder(TraceBook* book) : book_(book) {
  NetworkModel& network = book->world().network();
  network.set_observer(this);
  for (const NodeId from : book->world().nodes()) {
    for (const NodeId to : book->world().nodes()) {
      if (from != to && network.blocked(from, to)) OnBlocked(from, to, true);
    }
  }
}

MessageRecorder::~MessageRecorder() { book_->world().network().set_observer(nullptr); }

void MessageRecorder::OnFrame(FrameNumber number, NodeId from, NodeId to, const Frame& frame,
                              bool duplicate) {
  if (first_ == FrameNumber()) first_ = number;
  const auto& message = static_cast<const Message&>(*frame);
  const Subject subject = SubjectOf(message);
  TracedMessage traced;
  traced.sent = book_->Now();
  traced.duplicate = duplicate;
  traced.from = from;
  traced.to = to;
  if (!subject.object.empty()) traced.object = book_->Number(subject.object);
  traced.entry = subject.entry;
  traced.text = ToString(message);
  book_->trace().messages.push_back(std::move(traced));
}

void MessageRecorder::OnFrameEnd(FrameNumber number, FrameEnd end, bool travelled) {
  if (first_ == FrameNumber() || number < first_) return;  // sent before anybody looked
  TracedMessage& traced = book_->trace().messages[number.value() - first_.value()];
  traced.end = EndOf(end);
  if (travelled) traced.ended = book_->Now();
}

void MessageRecorder::OnBlocked(NodeId from, NodeId to, bool blocked) {
  book_->trace().links.push_back({book_->Now(), from, to, blocked});
}

}  // namespace paxosstore::sim
