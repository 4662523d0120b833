#include "base/email_address.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

namespace assetbuddy::base {
namespace {

using namespace std::string_literals;

std::string key_of(std::string_view text)
{
    const auto address = EmailAddress::parse(text);
    return address ? address->key() : "(refused)";
}

struct Typed {
    std::string text;
    std::string key;
};

TEST(EmailAddressTest, keeps_one_key_for_every_way_of_writing_a_mailbox) // INV-15
{
    const std::vector<Typed> cases{
        {"ann@example.org", "ann@example.org"},
        {" \tAnn@Example.ORG \t", "ann@example.org"},
        {"ANN.Lee+tools@example.org", "ann.lee+tools@example.org"}, // R-VAL-4: neither tag nor dots are folded
        {"annlee@example.org", "annlee@example.org"},
        {"o'brien!#$%&*/=?^_`{}|~-@example.org", "o'brien!#$%&*/=?^_`{}|~-@example.org"},
        {"ann@bücher.example", "ann@xn--bcher-kva.example"},
        {"ann@BÜCHER.example", "ann@xn--bcher-kva.example"},
        {"ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"},
        {"ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"},
        {"ann@bu\u0308cher.example", "(refused)"}, // not what a keyboard makes; NFKC would change it
    };
    for (const auto& [text, key] : cases) EXPECT_EQ(key_of(text), key) << text;
}

TEST(EmailAddressTest, keeps_what_was_typed_for_display)
{
    const auto address = EmailAddress::parse("  Ann.Lee@Bücher.Example ");
    ASSERT_TRUE(address);
    EXPECT_EQ(address->typed(), "Ann.Lee@Bücher.Example");
    EXPECT_EQ(address->local_part(), "ann.lee");
}

TEST(EmailAddressTest, refuses_what_is_no_mailbox_or_could_pass_for_another)
{
    const std::string local_64(64, 'a');
    const std::string label_63(63, 'd');
    const std::string domain_189 = label_63 + "." + label_63 + "." + std::string(57, 'd') + ".org";
    const std::vector<std::string> hostile{
        "",
        "ann",
        "@example.org",
        "ann@",
        "a@b@c",
        "a@b@c.org",
        "ann@example",
        "ann@.org",
        "ann@example..org",
        "ann@example.org.", // a dot at the end
        ".ann@example.org",
        "ann.@example.org",
        "a..n@example.org",
        "\"x@evil y\"@good.org", // quoted local part
        "\"ann\"@example.org",
        "a(b)@c.org", // comment
        "a@c.org(b)",
        "Ann <ann@example.org>",
        "ann@example.org, bob@example.org",
        "a@[1.2.3.4]",
        "a@1.2.3.4",
        "a@[IPv6:::1]",
        "ann\r\n@example.org",
        "ann@example.org\r\nRCPT TO:<eve@evil.org>",
        "ann@example.org\n",
        "\nann@example.org",
        "a@b>\r\nRCPT TO:<x@y",
        "ann@exam\0ple.org"s,
        "ann\0@example.org"s,
        "ann@example.org\0"s,
        "an n@example.org",
        "ann@exam ple.org",
        "ann@example.org x",
        "\u0131nfo@example.org", // dotless i
        "\u0130nfo@example.org", // I with a dot
        "\u212Aate@example.org", // Kelvin sign
        "\u017Fam@example.org",  // long s
        "\u0430nn@example.org",  // Cyrillic a
        "ann\uFF20example.org",  // full-width at: NFKC would make it one
        "ann@example\u3002org",  // ideographic full stop
        "ann@example\uFF0Eorg",  // full-width full stop
        "ann@example\uFF61org",  // half-width ideographic full stop
        "ann@\u212Aent.org",
        "ann@example.\u017Forg",
        "ann@ex\uFF41mple.org",
        "ann@exam\u200Bple.org", // zero width space
        "an\u200Dn@example.org", // zero width joiner
        "ann@exam\u00ADple.org", // soft hyphen
        "\u202Eann@example.org", // right-to-left override
        "ann@\u200Fexample.org",
        "\uFEFFann@example.org",
        "ann@example.org\u00A0",
        "ann@-example.org",
        "ann@example-.org",
        "ann@exa_mple.org",
        "ann@" + std::string(64, 'd') + ".org",
        local_64 + "a@example.org",        // 65 bytes before the at
        local_64 + "@" + domain_189 + "x", // 255 in all
        "ann@" + std::string(400, 'd') + ".org",
        "ann@xn--\u00FC.org",
        "ann@xn--a.org",
        "\xC0\xAE@example.org",
        "ann@\xED\xA0\x80.org",
        std::string(5000, 'a') + "@example.org",
    };
    for (const auto& text : hostile) EXPECT_EQ(key_of(text), "(refused)") << text;
}

TEST(EmailAddressTest, accepts_the_longest_allowed)
{
    const std::string local_64(64, 'a');
    const std::string label_63(63, 'd');
    const auto whole = local_64 + "@" + label_63 + "." + label_63 + "." + std::string(57, 'd') + ".org";
    ASSERT_EQ(whole.size(), 254U);
    EXPECT_EQ(key_of(whole), whole);
}

TEST(EmailAddressTest, tells_look_alike_domains_apart) // INV-15
{
    const auto plain = EmailAddress::parse("ann@example.org");
    const auto cyrillic = EmailAddress::parse("ann@ex\u0430mple.org");
    ASSERT_TRUE(plain && cyrillic);
    EXPECT_FALSE(*plain == *cyrillic);
    EXPECT_TRUE(cyrillic->key().starts_with("ann@xn--"));
    const auto dotless = EmailAddress::parse("ann@\u0131nfo.org");
    const auto dotted = EmailAddress::parse("ann@info.org");
    ASSERT_TRUE(dotless && dotted);
    EXPECT_FALSE(*dotless == *dotted);
}

// R-VAL-3: a key is its own key, whatever it was made from.
TEST(EmailAddressTest, a_key_is_a_fixed_point)
{
    const auto some_of = [](std::vector<std::string> pieces) {
        return rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::move(pieces)));
    };
    const auto local = some_of({"a", "Z", "9", "b.c", "-", "_", "+", "'", "Ann"});
    const auto domain =
        some_of({"a",      "Z",      "9",      "b.c",  "-",       "ü", "ß", "ſ", "İ",    "ı",     "\u212A",
                 "\u0430", "\u3002", "\u0308", "xn--", "Example", "ά", "ς", "Σ", "東京", "\u200D"});
    int accepted = 0;
    EXPECT_TRUE(rc::check("a key is its own key", [&] {
        std::string whole = "x";
        for (const auto& piece : *local) whole += piece;
        whole += "@d";
        for (const auto& piece : *domain) whole += piece;
        const auto once = EmailAddress::parse(whole + ".org");
        if (!once) return;
        ++accepted;
        const auto twice = EmailAddress::parse(once->key());
        RC_ASSERT(twice.has_value());
        RC_ASSERT(twice->key() == once->key());
        RC_ASSERT(is_clean_text(once->key()));
        RC_ASSERT(once->key().size() <= 254U);
    }));
    EXPECT_GT(accepted, 0);
}

TEST(EmailAddressTest, masks_for_the_log)
{
    EXPECT_EQ(masked("ann.lee@example.org"), "an****@example.org");
    EXPECT_EQ(masked("a@example.org"), "a****@example.org");
    EXPECT_EQ(masked("nonsense"), "****");
}

} // namespace
} // namespace assetbuddy::base
