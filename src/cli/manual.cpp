#include "cli/manual.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace assetbuddy::cli {
namespace {

/// Nothing of a text is taken for a request of roff.
std::string plain(const std::string& text)
{
    std::string safe;
    for (const char each : text) {
        if (each == '\\')
            safe += "\\e";
        else if (each == '-')
            safe += "\\-";
        else
            safe += each;
    }
    // Beyond ASCII there is only the ellipsis.
    for (auto at = safe.find("…"); at != std::string::npos; at = safe.find("…"))
        safe.replace(at, std::string_view{"…"}.size(), "...");
    return safe.starts_with('.') || safe.starts_with('\'') ? "\\&" + safe : safe;
}

std::string name_of(const CLI::Option& option)
{
    if (option.get_lnames().empty()) return fmt::format("\\fI{}\\fR", plain(option.get_name()));
    const auto name = fmt::format("\\fB\\-\\-{}\\fR", plain(option.get_lnames().front()));
    return option.get_type_size() == 0 ? name : name + " \\fIVALUE\\fR";
}

std::string options_of(const CLI::App& app)
{
    std::string lines;
    for (const auto* option : app.get_options()) {
        const auto& environment = option->get_envname();
        lines += fmt::format(".TP\n{}\n{}{}\n", name_of(*option), plain(option->get_description()),
                             environment.empty() ? "" : fmt::format(" (\\fB{}\\fR)", plain(environment)));
    }
    return lines;
}

std::string commands_of(const CLI::App& app, const std::string& path)
{
    std::string lines;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        const auto name = path + " " + command->get_name();
        const bool is_family = !command->get_subcommands([](const CLI::App*) { return true; }).empty();
        if (!is_family)
            lines +=
                fmt::format(".SS {}\n{}\n{}", plain(name), plain(command->get_description()), options_of(*command));
        lines += commands_of(*command, name);
    }
    return lines;
}

} // namespace

std::string manual_page(const CLI::App& app)
{
    return fmt::format(
        ".TH ASSETBUDDY 1\n"
        ".SH NAME\nassetbuddy \\- {}\n"
        ".SH SYNOPSIS\n.B assetbuddy\n[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]\n"
        ".SH COMMANDS\n{}"
        ".SH OPTIONS OF THE SERVER AND OF EVERY COMMAND\n"
        "A flag beats the environment variable in brackets, which beats a line of the \\fB\\-\\-config\\fR "
        "file.\n{}"
        ".SH EXIT STATUS\n0: fine. 2: bad usage or configuration; one line says what and how to mend it. "
        "1: anything else.\n",
        plain(app.get_description()), commands_of(app, "assetbuddy"), options_of(app));
}

} // namespace assetbuddy::cli
