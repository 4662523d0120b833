#include "base/letters.h"

#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace assetbuddy::base {
namespace {

int columns_of(UChar32 letter)
{
    if (u_hasBinaryProperty(letter, UCHAR_GRAPHEME_EXTEND) != 0) return 0;
    const auto width = u_getIntPropertyValue(letter, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

} // namespace

std::vector<Letter> letters_of(std::string_view text)
{
    std::vector<Letter> letters;
    const auto points =
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    for (std::int32_t at = 0; at < points.length(); at = points.moveIndex32(at, 1)) {
        const auto point = points.char32At(at);
        Letter letter{.text = {}, .columns = columns_of(point), .is_blank = point == ' '};
        icu::UnicodeString{point}.toUTF8String(letter.text);
        letters.push_back(std::move(letter));
    }
    return letters;
}

} // namespace assetbuddy::base
