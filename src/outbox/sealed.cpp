#include "outbox/sealed.h"

#include "outbox/seal.h"
#include "outbox/store_sealed.h"

namespace assetbuddy::outbox {

const access::SealedPlace sealed_letters{.name = "waiting mails",
                                         .purpose = seal_purpose,
                                         .list = store::list_boxes,
                                         .replace = store::update_box,
                                         .count = store::count_boxes};

} // namespace assetbuddy::outbox
