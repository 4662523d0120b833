#include "users/terms.h"

#include <array>

#include "base/text.h"

namespace assetbuddy::users {

std::vector<std::string> terms_of(const User& user)
{
    return base::search_terms(std::array{user.name, user.email, user.company_name, user.job_title});
}

} // namespace assetbuddy::users
