#pragma once

#include "access/visit.h"
#include "assets/list.h"
#include "base/result.h"
#include "platform/http/message.h"

namespace assetbuddy::assets {

/// The register as a file for spreadsheets. It is written to the disk first and sent from there, so that a long one
/// costs no memory. Errors: those of `export_csv`.
base::Result<platform::http::Response> download_csv(access::Visit& visit, const ListRequest& request);

} // namespace assetbuddy::assets
