// Guards completions against an owner that is gone: a closure wrapped by Guard does nothing once
// the Alive it came from has been destroyed. For completions that no File's destructor drops.
#ifndef PAXOSSTORE_STORAGE_LOG_ALIVE_H_
#define PAXOSSTORE_STORAGE_LOG_ALIVE_H_

#include <memory>
#include <utility>

namespace paxosstore::storage {

class Alive {
 public:
  Alive() : token_(std::make_shared<char>()) {}
  Alive(const Alive&) = delete;
  Alive& operator=(const Alive&) = delete;

  // Tells, after a callback that may have destroyed everything, whether the owner is still there.
  std::weak_ptr<char> Watch() const { return token_; }

  template <typename Fn>
  auto Guard(Fn fn) const {
    return [watch = Watch(), fn = std::move(fn)](auto&&... arguments) mutable {
      if (!watch.expired()) fn(std::forward<decltype(arguments)>(arguments)...);
    };
  }

 private:
  std::shared_ptr<char> token_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_ALIVE_H_
