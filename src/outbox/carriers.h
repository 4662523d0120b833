#pragma once

#include "outbox/delivery.h"
#include "platform/mail/kept_folder.h"
#include "platform/mail/smtp.h"

namespace assetbuddy::outbox {

/// Hands mail to the server of `--smtp`. One courier, one carrier.
class SmtpCarrier final : public Carrier {
  public:
    explicit SmtpCarrier(platform::mail::SmtpOptions options);
    Answer carry(const platform::mail::Message& message) override;
    void hurry() override;

  private:
    platform::mail::SmtpClient client_;
};

/// Keeps mail as files, where no server is set up (INV-12).
class KeptCarrier final : public Carrier {
  public:
    explicit KeptCarrier(platform::mail::KeptFolder folder);
    Answer carry(const platform::mail::Message& message) override;
    [[nodiscard]] bool repeats_harmlessly() const override { return true; }
    void settle() override;

  private:
    platform::mail::KeptFolder folder_;
};

} // namespace assetbuddy::outbox
