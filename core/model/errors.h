// Error replies, in Redis 7.0's exact words: client libraries match on them.
#ifndef PAXOSSTORE_CORE_MODEL_ERRORS_H_
#define PAXOSSTORE_CORE_MODEL_ERRORS_H_

#include <span>
#include <string>
#include <string_view>

#include "core/model/reply.h"

namespace paxosstore::model {

// `argv` with the command's name first; its beginning is quoted back.
Reply UnknownCommandError(std::span<const std::string> argv);
// `name` in lower case, "config|get" for a subcommand.
Reply WrongArityError(std::string_view name);
Reply SyntaxError();
Reply NotAnIntegerError();
Reply NotAFloatError();
Reply OverflowError();
Reply DecrementOverflowError();
Reply NanOrInfinityError();
Reply OffsetError();
Reply TooLongError();
Reply ExpireTimeError(std::string_view name);
Reply UnsupportedOptionError(std::string_view option);
Reply NxExcludesError();
Reply GtExcludesLtError();

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_ERRORS_H_
