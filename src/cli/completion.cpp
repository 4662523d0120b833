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

} // namespace

std::string completion_script(const CLI::App& app)
{
    std::string ways;
    std::string places;
    add_lines(app, app, "", ways, places);
    return "# bash: source <(assetbuddy completion)\n"
           "# zsh:  autoload -U +X bashcompinit && bashcompinit && source <(assetbuddy completion)\n"
           "_assetbuddy() {\n"
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

} // namespace assetbuddy::cli
