// A short name for a text, equal in all processes and builds.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_DIGEST_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_DIGEST_H_

#include <string>
#include <string_view>

namespace paxosstore::paxsim {

// 16 hexadecimal digits.
std::string DigestOf(std::string_view text);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_DIGEST_H_
