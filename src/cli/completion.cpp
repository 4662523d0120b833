#include "cli/completion.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace assetbuddy::cli {
namespace {

std::string words_of(const CLI::App& app, const CLI::App& root)
{
    std::string words;
    const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) add(command->get_name());
    const auto options = [&](const CLI::App& of) {
        for (const auto* option : of.get_options())
            if (!option->get_lnames().empty()) add("--" + option->get_lnames().front());
    };
    options(app);
    if (&app != &root) options(root);
    return words;
}

/// One line of each `case`: where a word leads to, and what may stand there.
void add_lines(const CLI::App& app, const CLI::App& root, const std::string& path, std::string& ways,
               std::string& places)
{
    places += fmt::format("        \"{}\") words=\"{}\" ;;\n", path, words_of(app, root));
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        const auto further = path + "/" + command->get_name();
        ways += fmt::format("            \"{}/{}\") place=\"{}\" ;;\n", path, command->get_name(), further);
        add_lines(*command, root, further, ways, places);
    }
}

std::string bash_script(const CLI::App& app)
{
    std::string ways;
    std::string places;
    add_lines(app, app, "", ways, places);
    return "_assetbuddy() {\n"
           "    local place=\"\" words=\"\" word\n"
           "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        case \"$place/$word\" in\n" +
           ways +
           "        esac\n"
           "    done\n"
           "    case \"$place\" in\n" +
           places +
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
           "}\n"
           "complete -o default -F _assetbuddy assetbuddy\n";
}

/// In single quotes for fish.
std::string quoted(const std::string& text)
{
    std::string safe;
    for (const char each : text) {
        if (each == '\'' || each == '\\') safe += '\\';
        safe += each;
    }
    return "'" + safe + "'";
}

/// What may follow a place of the tree, for fish: `path` are the commands typed so far.
void add_fish_lines(const CLI::App& app, const std::string& path, std::string& lines)
{
    const auto condition = quoted("__assetbuddy_stands_at " + path);
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        lines += fmt::format("complete -c assetbuddy -f -n {} -a {} -d {}\n", condition, quoted(command->get_name()),
                             quoted(command->get_description()));
        add_fish_lines(*command, path + (path.empty() ? "" : " ") + command->get_name(), lines);
    }
    for (const auto* option : app.get_options()) {
        if (option->get_lnames().empty()) continue;
        const auto where = path.empty() ? std::string{} : " -n " + condition; // the first ones stand everywhere
        lines += fmt::format("complete -c assetbuddy{} -l {}{} -d {}\n", where, option->get_lnames().front(),
                             option->get_type_size() == 0 ? "" : " -r", quoted(option->get_description()));
    }
}

std::string fish_script(const CLI::App& app)
{
    std::string lines;
    add_fish_lines(app, "", lines);
    return "# fish: assetbuddy completion fish | source\n"
           "function __assetbuddy_stands_at\n"
           "    set -l words (string match -v -- '-*' (commandline -opc)[2..-1])\n"
           "    test \"$words\" = \"$argv\"\n"
           "end\n" +
           lines;
}

} // namespace

std::optional<std::string> completion_script(const CLI::App& app, const std::string& shell)
{
    if (shell == "bash") return "# bash: source <(assetbuddy completion bash)\n" + bash_script(app);
    if (shell == "zsh")
        return "# zsh: source <(assetbuddy completion zsh)\nautoload -U +X bashcompinit && bashcompinit\n" +
               bash_script(app);
    if (shell == "fish") return fish_script(app);
    return std::nullopt;
}

} // namespace assetbuddy::cli
