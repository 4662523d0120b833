#include <gtest/gtest.h>

#include "defects/defect.h"
#include "defects/money.h"

namespace assetbuddy::defects {
namespace {

TEST(Pounds, AreReadAsPeopleWriteThem)
{
    struct Line {
        const char* text;
        std::int64_t pence;
    };
    for (const auto& [text, pence] : {Line{"12.50", 1250},
                                      {"12.5", 1250},
                                      {"12", 1200},
                                      {" 40 ", 4000},
                                      {"0", 0},
                                      {"0.01", 1},
                                      {"£3", 300},
                                      {"£ 1,250", 125000},
                                      {"1,000,000.10", 100000010},
                                      {"9999999.99", 999'999'999}})
        EXPECT_EQ(read_pounds(text), pence) << text;
}

TEST(Pounds, AreNothingElse)
{
    for (const auto* text : {"",      " ",        "-1",    "+1", "1.234",  "1.",  ".5",       "1e3",
                             "12,50", "1,23,456", ",1",    "1,", "12.5.0", "ten", "10000000", "99999999999999999999",
                             "1 000", "0x10",     "12.-5", "$5", "1.2,3"})
        EXPECT_FALSE(read_pounds(text)) << text;
}

TEST(Pounds, AreWrittenWithTwoDecimals)
{
    EXPECT_EQ(to_pounds(0), "0.00");
    EXPECT_EQ(to_pounds(5), "0.05");
    EXPECT_EQ(to_pounds(1250), "12.50");
    EXPECT_EQ(pounds_in_words(125000), "£1,250.00");
    EXPECT_EQ(pounds_in_words(99999), "£999.99");
    EXPECT_EQ(pounds_in_words(100'000'010), "£1,000,000.10");
}

TEST(DueDates, AreOverdueFromTheDayAfterInTheTimeZone)
{
    Defect defect{};
    defect.due_on = "2026-11-23";
    EXPECT_FALSE(defect.is_overdue("2026-11-23"));
    EXPECT_TRUE(defect.is_overdue("2026-11-24"));
    defect.status = Status::closed;
    EXPECT_FALSE(defect.is_overdue("2026-11-24"));
    const auto evening = base::from_rfc3339("2026-11-23T23:30:00Z").value();
    EXPECT_EQ(today_in(evening, "Europe/London"), "2026-11-23");
    EXPECT_EQ(today_in(evening, "Europe/Berlin"), "2026-11-24");
    EXPECT_EQ(today_in(evening, "America/New_York"), "2026-11-23");
    EXPECT_EQ(today_in(base::from_rfc3339("2026-11-23T02:00:00Z").value(), "America/New_York"), "2026-11-22");
}

TEST(Reports, NameEveryMistakeAtOnce)
{
    const auto mistakes = [](const ReportFields& fields) {
        std::string text;
        if (const auto read = checked(fields, "2026-11-23"); !read)
            for (const auto& each : read.error().errors) text += each.field + ":" + each.code + " ";
        return text;
    };
    EXPECT_EQ(mistakes({}), "title:required severity:required ");
    EXPECT_EQ(mistakes({.title = "x", .severity = "awful", .due_on = "2026-02-30"}),
              "severity:unknown_value due_on:invalid_date ");
    EXPECT_EQ(mistakes({.title = std::string(151, 'x'), .severity = "low", .due_on = "2026-11-22", .isolates = true}),
              "title:too_long due_on:out_of_range isolate_asset:not_available ");
    EXPECT_EQ(mistakes({.title = "x", .severity = "low", .due_on = "2099-01-01"}), "due_on:out_of_range ");
    EXPECT_EQ(mistakes({.title = "x", .severity = "Critical", .due_on = "2026-11-23", .isolates = true}), "");
}

TEST(Closeouts, NeedNotes)
{
    EXPECT_FALSE(checked(CloseoutFields{}));
    const auto refused = checked(CloseoutFields{.notes = " ", .parts_cost = "a lot", .labour_cost = "-2"});
    std::string text;
    for (const auto& each : refused.error().errors) text += each.field + ":" + each.code + " ";
    EXPECT_EQ(text, "notes:required parts_cost:invalid_amount labour_cost:invalid_amount ");
    const auto fine = checked(CloseoutFields{.notes = " Replaced. ", .parts_cost = "12.50"});
    EXPECT_EQ(fine->notes, "Replaced.");
    EXPECT_EQ(fine->parts_cost, 1250);
    EXPECT_FALSE(fine->labour_cost);
}

} // namespace
} // namespace assetbuddy::defects
