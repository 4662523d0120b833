#pragma once

#include <string>

namespace assetbuddy::cli {

/// A bar on stderr for long work; nothing at all where stderr is no terminal.
class Progress {
  public:
    explicit Progress(std::string words);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void show(long long done, long long total);
    /// Ends the line, so that something can be said below it; else the destructor does.
    void end();

  private:
    std::string words_;
    bool is_shown_;
    int percent_ = -1;
};

} // namespace assetbuddy::cli
