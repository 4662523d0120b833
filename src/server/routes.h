#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "access/kernel.h"
#include "platform/http/router.h"
#include "server/demo.h"
#include "server/observed.h"

namespace assetbuddy::server {

struct RouteNeeds {
    const access::Kernel& kernel;
    Observed& observed;
    /// With --demo only: who may be tried, and where the mail is kept.
    std::vector<DemoPerson> demo_people;
    std::filesystem::path kept_mail;
    /// Called after every write that was answered: the courier may have something to do.
    std::function<void()> after_write;
};

/// The program's routes: which address does what, on one screen (routes.cpp).
platform::http::Router make_router(const RouteNeeds& needs);

} // namespace assetbuddy::server
