#include "cli/command_tree.h"

#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/completion.h"
#include "cli/manual.h"

namespace assetbuddy::cli {
namespace {

CLI::App* add_command(CLI::App& to, Wanted& wanted, const char* name, const char* words, Command command)
{
    auto* added = to.add_subcommand(name, words)->fallthrough();
    added->callback([&wanted, command = std::move(command)] { wanted.command = command; });
    return added;
}

/// One that can answer in words or, with --json, for programs.
template <class Work>
CLI::App* add_answering(CLI::App& to, Wanted& wanted, const char* name, const char* words, Work work)
{
    auto* added = add_command(to, wanted, name, words, [&wanted, work](const server::Configuration& configuration) {
        return work(configuration, wanted.output());
    });
    added->add_flag("--json", wanted.as_json, "answer as JSON, for programs");
    return added;
}

CLI::App* add_family(CLI::App& app, const char* name, const char* words)
{
    auto* family = app.add_subcommand(name, words)->fallthrough();
    family->require_subcommand(1);
    return family;
}

void add_organisation_choice(CLI::App& command, std::string& organisation)
{
    command.add_option("--organisation", organisation, "name or id; not needed where there is only one organisation");
}

void add_care_of_data(CLI::App& app, Wanted& wanted)
{
    add_answering(app, wanted, "migrate", "bring the database to the newest schema; not while a server runs", migrate);
    add_answering(
        app, wanted, "backup", "copy the SQLite database to FILE, also while the server runs",
        [&wanted](const auto& configuration, Output output) { return backup(configuration, wanted.file, output); })
        ->add_option("FILE", wanted.file, "a new file")
        ->required();
    add_answering(
        app, wanted, "restore", "put a backup in the database's place; not while a server runs",
        [&wanted](const auto& configuration, Output output) { return restore(configuration, wanted.file, output); })
        ->add_option("FILE", wanted.file, "a file that backup made")
        ->required();
    add_answering(app, wanted, "fsck", "check that the data is whole; exit 1 names the rows that are not", fsck);
    add_answering(app, wanted, "doctor", "check database, mail, key and files, and say what to do", doctor);
    auto* key = add_family(app, "key", "the instance key: rotate, status");
    add_answering(*key, wanted, "rotate",
                  "let a new instance key take over and seal everything anew, also while servers run", rotate_key);
    add_answering(*key, wanted, "status", "which key seals, and how far a new one has taken over", show_key);
    add_answering(*add_family(app, "audit", "the audit log"), wanted, "verify",
                  "check every organisation's chain; exit 1 names the broken entry",
                  [&wanted](const auto& configuration, Output output) {
                      return verify_audit(configuration, wanted.file, output);
                  })
        ->add_option("--anchor", wanted.file, "an earlier answer of this command: notices a tail that was cut since");
}

void add_organisations(CLI::App& app, Wanted& wanted)
{
    auto* family = add_family(app, "organisation", "organisations of this installation: create, list");
    auto* create = add_answering(*family, wanted, "create",
                                 "an organisation without sign-up; prints a one-time link for the Owner",
                                 [&wanted](const auto& configuration, Output output) {
                                     return create_organisation(configuration, wanted.organisation, output);
                                 });
    create->add_option("--name", wanted.organisation.name, "name of the organisation")->required();
    create->add_option("--owner-name", wanted.organisation.owner_name, "full name of the Owner")->required();
    create->add_option("--owner-email", wanted.organisation.owner_email, "email address of the Owner")->required();
    create->footer("Example: assetbuddy organisation create --data-dir /var/lib/assetbuddy --name 'Harbour Works' \\\n"
                   "             --owner-name 'Olive Owner' --owner-email olive@harbour.example");
    add_answering(*family, wanted, "list", "every organisation with its Owner and id", list_organisations);
}

void add_listing_of_users(CLI::App& family, Wanted& wanted)
{
    auto& users = wanted.users;
    auto* list = add_answering(
        family, wanted, "list", "the people of an organisation, by name",
        [&users](const auto& configuration, Output output) { return list_users(configuration, users, output); });
    add_organisation_choice(*list, users.organisation);
    list->add_option("--q", users.query, "only who has these words in name, email, company or job title");
    list->add_option("--role", users.role, "only this role, such as site_manager");
    list->add_flag("--inactive", users.only_inactive, "only who cannot sign in");
    list->add_flag("--external", users.only_external, "only people of other companies");
    list->footer("Example: assetbuddy user list --data-dir /var/lib/assetbuddy --q engineer --role supervisor");
}

void add_users(CLI::App& app, Wanted& wanted)
{
    auto* family = add_family(app, "user", "people: list, deactivate, reset-password, reset-second-factor");
    add_listing_of_users(*family, wanted);
    auto* deactivate = add_answering(
        *family, wanted, "deactivate", "end somebody's access to an organisation at once; nothing is deleted",
        [&wanted](const auto& configuration, Output output) {
            return deactivate_user(configuration, wanted.in_organisation, wanted.called, output);
        });
    deactivate->add_option("WHO", wanted.called, "email address or id")->required();
    add_organisation_choice(*deactivate, wanted.in_organisation);
    deactivate->footer("Example: assetbuddy user deactivate pat@harbour.example --organisation 'Harbour Works'");
    add_answering(*family, wanted, "reset-password",
                  "print a one-time link by which somebody chooses a new password; no mail is sent",
                  [&wanted](const auto& configuration, Output output) {
                      return reset_password(configuration, wanted.called, output);
                  })
        ->add_option("EMAIL", wanted.called, "the address they sign in with")
        ->required();
    add_answering(*family, wanted, "reset-second-factor",
                  "take away app, passkeys and recovery codes of somebody who lost them; the password stays",
                  [&wanted](const auto& configuration, Output output) {
                      return reset_second_factor(configuration, wanted.called, output);
                  })
        ->add_option("EMAIL", wanted.called, "the address they sign in with")
        ->required();
}

void add_invitations(CLI::App& app, Wanted& wanted)
{
    auto& invitations = wanted.invitations;
    auto* family = add_family(app, "invitation", "invitations: list, resend");
    auto* list = add_answering(*family, wanted, "list", "open invitations of an organisation, newest first",
                               [&invitations](const auto& configuration, Output output) {
                                   return list_invitations(configuration, invitations, output);
                               });
    add_organisation_choice(*list, invitations.organisation);
    list->add_option("--q", invitations.query, "only those with these words in name, email, company or job title");
    list->add_option("--state", invitations.state, "only pending, locked, expired, accepted, declined or revoked ones");
    list->add_flag("--all", invitations.all, "closed ones too");
    auto* resend =
        add_answering(*family, wanted, "resend", "send an open invitation again, with a new link and a new code",
                      [&wanted](const auto& configuration, Output output) {
                          return resend_invitation(configuration, wanted.in_organisation, wanted.called, output);
                      });
    resend->add_option("INVITATION", wanted.called, "the invited email address, or the invitation's id")->required();
    add_organisation_choice(*resend, wanted.in_organisation);
    resend->footer("Example: assetbuddy invitation resend new@harbour.example --data-dir /var/lib/assetbuddy");
}

void add_seed(CLI::App& app, Wanted& wanted)
{
    auto& data = wanted.seed;
    auto* command = add_answering(
        app, wanted, "seed", "fill an empty database with example data for tests of scale; not while a server runs",
        [&data](const auto& configuration, Output output) { return seed(configuration, data, output); });
    const auto option = [&](const char* flag, std::int64_t& value, const char* words) {
        command->add_option(flag, value, words)->capture_default_str();
    };
    option("--organisations", data.organisations, "how many organisations");
    option("--users", data.users, "how many people in all of them, each with one Owner");
    option("--defects", data.defects, "how many defects in all of them, over the past year");
    command->add_option("--assets", data.assets,
                        "how many pieces of equipment in all of them; fits the defects otherwise");
    option("--random-seed", data.random_seed, "the same number gives the same data on the same day");
    command->add_flag("--beside-real-data", data.beside_real_data, "also where organisations exist already");
    command->footer("Example: assetbuddy seed --data-dir /tmp/scale --organisations 3 --users 10000 --defects 200000");
}

} // namespace

void add_commands(CLI::App& app, Wanted& wanted)
{
    app.add_subcommand("serve", "run the server (also without any command)")->fallthrough();
    add_organisations(app, wanted);
    add_users(app, wanted);
    add_invitations(app, wanted);
    add_care_of_data(app, wanted);
    add_seed(app, wanted);
    add_command(app, wanted, "openapi", "print the description of the API (OpenAPI 3.1)",
                [](const auto&) { return print_openapi(); });
    add_command(app, wanted, "completion", "print a script that completes these commands in a shell",
                [&app, &wanted](const auto&) {
                    const auto script = completion_script(app, wanted.shell);
                    if (!script) return complain("completion knows bash, zsh and fish");
                    std::cout << *script;
                    return 0;
                })
        ->add_option("SHELL", wanted.shell, "bash (the default), zsh or fish");
    add_command(app, wanted, "manual", "print the manual page assetbuddy(1)", [&app](const auto&) {
        std::cout << manual_page(app);
        return 0;
    });
}

} // namespace assetbuddy::cli
