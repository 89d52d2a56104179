// etcd's KV service as its own clients speak it: gRPC on HTTP/2, one connection a client. What
// arrives without the status 0, or without the message that belongs to it, is an error.
#include <nghttp2/nghttp2.h>

#include <array>
#include <cstring>
#include <vector>

#include "absl/status/status.h"
#include "core/base/codec.h"
#include "tools/bench/load/dialect.h"

namespace paxosstore::bench {
namespace {

constexpr uint32_t kWindow = 1 << 20;
constexpr uint32_t kStreams = 1000;
constexpr size_t kGrpcPrefix = 5;
// Field numbers of etcd's rpc.proto, with the wire type "length-delimited".
constexpr uint64_t kKeyTag = 1 << 3 | 2;
constexpr uint64_t kValueTag = 2 << 3 | 2;
constexpr uint64_t kKvsTag = 2 << 3 | 2;

struct Stream {
  Op op = Op::kGet;
  std::string body;
  size_t sent = 0;
  std::string reply;
  std::string status;
  std::string message;
};

nghttp2_nv Header(std::string_view name, std::string_view value) {
  // nghttp2 does not write through these pointers.
  return {reinterpret_cast<uint8_t*>(const_cast<char*>(name.data())),
          reinterpret_cast<uint8_t*>(const_cast<char*>(value.data())), name.size(), value.size(),
          NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE};
}

std::array<nghttp2_nv, 6> Headers(std::string_view path) {
  return {Header(":method", "POST"),
          Header(":scheme", "http"),
          Header(":path", path),
          Header(":authority", "etcd"),
          Header("content-type", "application/grpc"),
          Header("te", "trailers")};
}

std::string_view View(const uint8_t* bytes, size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

// True iff the answer to a range request holds a key. Everything before the keys is
// length-delimited too.
bool HoldsKey(std::string_view message) {
  Decoder fields(message);
  while (!fields.Finished() && fields.ok()) {
    const uint64_t tag = fields.Varint();
    if (tag == kKvsTag) return true;
    if ((tag & 7) == 2) {
      fields.Bytes();
    } else {
      fields.Varint();
    }
  }
  return false;
}

// The message in a gRPC body, if the body is exactly one uncompressed message.
bool Unframe(std::string_view body, std::string_view& message) {
  if (body.size() < kGrpcPrefix || body[0] != 0) return false;
  size_t length = 0;
  for (size_t i = 1; i < kGrpcPrefix; ++i) length = length << 8 | static_cast<uint8_t>(body[i]);
  message = body.substr(kGrpcPrefix);
  return message.size() == length;
}

class EtcdDialect final : public Dialect {
 public:
  explicit EtcdDialect(Values& values) : values_(values) {
    nghttp2_session_callbacks* callbacks = nullptr;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, &OnHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &OnData);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, &OnClose);
    nghttp2_session_client_new(&session_, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
  }
  ~EtcdDialect() override { nghttp2_session_del(session_); }
  EtcdDialect(const EtcdDialect&) = delete;
  EtcdDialect& operator=(const EtcdDialect&) = delete;

  void Open(std::string& out) override {
    const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
                                               {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, kStreams},
                                               {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindow}};
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, std::size(settings));
    nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kWindow);
    Drain(out);
  }

  void Ask(Request request, std::string& out) override {
    Stream* stream = FreeStream();
    stream->op = request.op;
    Encode(request, stream->body);
    nghttp2_data_provider body{{.ptr = stream}, &ReadBody};
    const auto headers =
        Headers(request.op == Op::kGet ? "/etcdserverpb.KV/Range" : "/etcdserverpb.KV/Put");
    nghttp2_submit_request(session_, nullptr, headers.data(), headers.size(), &body, stream);
    Drain(out);
  }

  absl::Status Take(std::string_view bytes, std::string& out, Sink sink) override {
    sink_ = &sink;
    const auto taken = nghttp2_session_mem_recv(
        session_, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    sink_ = nullptr;
    if (taken < 0) return absl::DataLossError(nghttp2_strerror(static_cast<int>(taken)));
    Drain(out);
    return absl::OkStatus();
  }

 private:
  void Encode(Request request, std::string& body) {
    key_.clear();
    AppendKey(request, key_);
    body.assign(kGrpcPrefix, '\0');
    PutVarint(body, kKeyTag);
    PutBytes(body, key_);
    if (request.op != Op::kGet) {
      PutVarint(body, kValueTag);
      PutBytes(body, values_.Next());
    }
    size_t length = body.size() - kGrpcPrefix;
    for (size_t i = kGrpcPrefix; --i > 0; length >>= 8) body[i] = static_cast<char>(length);
  }

  void Drain(std::string& out) {
    const uint8_t* bytes = nullptr;
    for (;;) {
      const auto size = nghttp2_session_mem_send(session_, &bytes);
      if (size <= 0) return;
      out += View(bytes, static_cast<size_t>(size));
    }
  }

  Stream* FreeStream() {
    if (free_.empty()) {
      streams_.push_back(std::make_unique<Stream>());
      return streams_.back().get();
    }
    Stream* stream = free_.back();
    free_.pop_back();
    *stream = Stream{};
    return stream;
  }

  void Judge(const Stream& stream, uint32_t error) const {
    std::string_view message;
    if (error != 0) {
      (*sink_)(Outcome::kError, nghttp2_http2_strerror(error));
    } else if (stream.status != "0") {
      (*sink_)(Outcome::kError, "status " + stream.status + ": " + stream.message);
    } else if (!Unframe(stream.reply, message)) {
      (*sink_)(Outcome::kError, "(wrong answer) not one gRPC message");
    } else {
      const bool absent = stream.op == Op::kGet && !HoldsKey(message);
      (*sink_)(absent ? Outcome::kAbsent : Outcome::kDone, {});
    }
  }

  static Stream* StreamOf(nghttp2_session* session, int32_t id) {
    return static_cast<Stream*>(nghttp2_session_get_stream_user_data(session, id));
  }

  static ssize_t ReadBody(nghttp2_session*, int32_t, uint8_t* to, size_t size, uint32_t* flags,
                          nghttp2_data_source* source, void*) {
    auto* stream = static_cast<Stream*>(source->ptr);
    const size_t n = std::min(size, stream->body.size() - stream->sent);
    std::memcpy(to, stream->body.data() + stream->sent, n);
    stream->sent += n;
    if (stream->sent == stream->body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(n);
  }

  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame, const uint8_t* name,
                      size_t name_size, const uint8_t* value, size_t value_size, uint8_t, void*) {
    Stream* stream = StreamOf(session, frame->hd.stream_id);
    if (stream == nullptr) return 0;
    if (View(name, name_size) == "grpc-status") stream->status = View(value, value_size);
    if (View(name, name_size) == "grpc-message") stream->message = View(value, value_size);
    return 0;
  }

  static int OnData(nghttp2_session* session, uint8_t, int32_t id, const uint8_t* bytes,
                    size_t size, void*) {
    if (Stream* stream = StreamOf(session, id)) stream->reply += View(bytes, size);
    return 0;
  }

  static int OnClose(nghttp2_session* session, int32_t id, uint32_t error, void* self) {
    Stream* stream = StreamOf(session, id);
    if (stream == nullptr) return 0;
    auto* dialect = static_cast<EtcdDialect*>(self);
    dialect->Judge(*stream, error);
    dialect->free_.push_back(stream);
    return 0;
  }

  Values& values_;
  nghttp2_session* session_ = nullptr;
  Sink* sink_ = nullptr;  // while Take runs
  std::vector<std::unique_ptr<Stream>> streams_;
  std::vector<Stream*> free_;
  std::string key_;
};

}  // namespace

std::unique_ptr<Dialect> MakeEtcdDialect(Values& values) {
  return std::make_unique<EtcdDialect>(values);
}

}  // namespace paxosstore::bench
