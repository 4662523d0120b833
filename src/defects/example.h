#pragma once

#include <span>
#include <string>
#include <vector>

#include "access/call.h"
#include "defects/defect.h"
#include "defects/event.h"

namespace assetbuddy::defects {

// For example data alone (`assetbuddy seed`, `--demo`): what a year of work leaves behind, written at once.

/// One thing that somebody did, and the defect as it stood after it.
struct ExampleStep {
    What what = What::reported;
    base::Time at = {};
    Named actor = {};
    std::string words = {};
    Defect after = {};
};
/// A defect from its report on. Each step has to be a move of the workflow; nobody is told.
using ExampleStory = std::vector<ExampleStep>;

/// Gives the stories of one organisation their ids and numbers and writes their rows and timelines. What belongs in
/// the audit log is `entries_of`: the log is written in the order of time, over many stories.
void add_stories(access::Call& call, std::span<ExampleStory> stories);

struct ExampleEntry {
    base::Time at;
    access::Entry entry;
};
std::vector<ExampleEntry> entries_of(const ExampleStory& story);

} // namespace assetbuddy::defects
