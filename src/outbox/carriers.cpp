#include "outbox/carriers.h"

namespace assetbuddy::outbox {

SmtpCarrier::SmtpCarrier(platform::mail::SmtpOptions options) : client_(std::move(options)) {}

Carrier::Answer SmtpCarrier::carry(const platform::mail::Message& message)
{
    auto answer = client_.send(message);
    switch (answer.kind) {
    case platform::mail::SmtpAnswer::Kind::accepted:
        return {Fate::sent, std::move(answer.words)};
    case platform::mail::SmtpAnswer::Kind::temporary:
        return {Fate::temporary, std::move(answer.words)};
    case platform::mail::SmtpAnswer::Kind::permanent:
        return {Fate::permanent, std::move(answer.words)};
    case platform::mail::SmtpAnswer::Kind::host_down:
        break;
    }
    return {Fate::host_down, std::move(answer.words)};
}

void SmtpCarrier::hurry()
{
    client_.abandon();
}

KeptCarrier::KeptCarrier(platform::mail::KeptFolder folder) : folder_(std::move(folder)) {}

Carrier::Answer KeptCarrier::carry(const platform::mail::Message& message)
{
    folder_.keep(message);
    return {Fate::kept, {}};
}

void KeptCarrier::settle()
{
    folder_.sync();
}

} // namespace assetbuddy::outbox
