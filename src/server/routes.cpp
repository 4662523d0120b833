#include "server/routes.h"

#include "accounts/api.h"
#include "accounts/pages.h"
#include "assets/api.h"
#include "assets/pages.h"
#include "audit/api.h"
#include "audit/pages.h"
#include "companies/api.h"
#include "dashboard/api.h"
#include "dashboard/pages.h"
#include "defects/api.h"
#include "defects/pages.h"
#include "documents/api.h"
#include "documents/pages.h"
#include "invitations/api.h"
#include "invitations/pages.h"
#include "notifications/api.h"
#include "notifications/pages.h"
#include "organisations/api.h"
#include "organisations/ownership_api.h"
#include "organisations/pages.h"
#include "organisations/session_api.h"
#include "organisations/settings_pages.h"
#include "people/company_pages.h"
#include "people/pages.h"
#include "platform/json/json.h"
#include "roles/api.h"
#include "roles/pages.h"
#include "server/health.h"
#include "server/mailbox.h"
#include "server/middleware.h"
#include "server/present.h"
#include "server/reference.h"
#include "sites/api.h"
#include "sites/locations_api.h"
#include "sites/pages.h"
#include "sites/pages_locations.h"
#include "ui/appearance.h"
#include "ui/assets.h"
#include "ui/page.h"
#include "users/api.h"
#include "users/pages.h"

namespace assetbuddy::server {
namespace {

namespace http = platform::http;
using http::Method;

struct Entry {
    Method method;
    const char* pattern;
    http::Response (*page)(access::Visit&);
};

// clang-format off
constexpr Entry entries[] = {
    {Method::get,  "/sign-up",                         organisations::pages::show_sign_up},
    {Method::post, "/sign-up",                         organisations::pages::submit_sign_up},
    {Method::get,  "/confirm",                         organisations::pages::show_confirm},
    {Method::post, "/confirm",                         organisations::pages::submit_confirm},
    {Method::get,  "/confirm/{token}",                 organisations::pages::open_confirmation},
    {Method::post, "/confirm/email",                   organisations::pages::submit_email_change},
    {Method::post, "/confirm/resend",                  organisations::pages::resend_confirmation},
    {Method::get,  "/profile",                         organisations::pages::show_profile},
    {Method::post, "/profile",                         organisations::pages::submit_profile},
    {Method::get,  "/sign-in",                         accounts::pages::show_sign_in},
    {Method::post, "/sign-in",                         accounts::pages::submit_sign_in},
    {Method::get,  "/sign-in/second-factor",           accounts::pages::show_second_step},
    {Method::post, "/sign-in/second-factor",           accounts::pages::submit_second_step},
    {Method::post, "/sign-in/passkey",                 accounts::pages::submit_passkey_sign_in},
    {Method::post, "/sign-out",                        accounts::pages::sign_out},
    {Method::post, "/session/switch",                  accounts::pages::switch_place},
    {Method::get,  "/forgot-password",                 accounts::pages::show_forgot},
    {Method::post, "/forgot-password",                 accounts::pages::submit_forgot},
    {Method::get,  "/reset/{token}",                   accounts::pages::open_reset},
    {Method::get,  "/reset",                           accounts::pages::show_reset},
    {Method::post, "/reset",                           accounts::pages::submit_reset},
    {Method::get,  "/profile/email",                   users::pages::show_own_address},
    {Method::post, "/profile/email",                   users::pages::submit_own_address},
    {Method::get,  "/profile/password",                accounts::pages::show_change_password},
    {Method::post, "/profile/password",                accounts::pages::submit_change_password},
    {Method::get,  "/confirm-password",                accounts::pages::show_confirm_password},
    {Method::post, "/confirm-password",                accounts::pages::submit_confirm_password},
    {Method::get,  "/profile/sessions",                accounts::pages::list_sessions},
    {Method::post, "/profile/sessions/end-others",     accounts::pages::submit_end_other_sessions},
    {Method::post, "/profile/sessions/{id}/end",       accounts::pages::submit_end_session},
    {Method::get,  "/profile/second-factor",           accounts::pages::show_second_factors},
    {Method::post, "/profile/second-factor/app",       accounts::pages::begin_app},
    {Method::get,  "/profile/second-factor/app",       accounts::pages::show_app},
    {Method::post, "/profile/second-factor/app/confirm", accounts::pages::submit_app},
    {Method::post, "/profile/second-factor/app/remove", accounts::pages::remove_app},
    {Method::post, "/profile/second-factor/recovery-codes", accounts::pages::renew_recovery_codes},
    {Method::post, "/profile/second-factor/recovery-codes/file", accounts::pages::recovery_codes_file},
    {Method::get,  "/profile/second-factor/passkeys/new", accounts::pages::show_new_passkey},
    {Method::post, "/profile/second-factor/passkeys",  accounts::pages::submit_new_passkey},
    {Method::get,  "/profile/second-factor/passkeys/{id}", accounts::pages::show_passkey},
    {Method::post, "/profile/second-factor/passkeys/{id}", accounts::pages::rename_passkey},
    {Method::post, "/profile/second-factor/passkeys/{id}/remove", accounts::pages::remove_passkey},
    {Method::get,  "/profile/tokens",                  accounts::pages::list_tokens},
    {Method::get,  "/profile/tokens/new",              accounts::pages::show_new_token},
    {Method::post, "/profile/tokens/new",              accounts::pages::submit_new_token},
    {Method::post, "/profile/tokens/{id}/end",         accounts::pages::submit_end_token},
    {Method::get,  "/profile/notifications",           notifications::pages::show_choices},
    {Method::post, "/profile/notifications",           notifications::pages::submit_choices},
    {Method::get,  "/unsubscribe/{token}",             notifications::pages::show_unsubscribe},
    {Method::post, "/unsubscribe/{token}",             notifications::pages::submit_unsubscribe},
    {Method::get,  "/notifications",                   notifications::pages::list},
    {Method::post, "/notifications/read",              notifications::pages::mark_all},
    {Method::post, "/notifications/{id}/open",         notifications::pages::open},
    {Method::get,  "/users",                           people::pages::list},
    {Method::get,  "/users/{id}",                      people::pages::show},
    {Method::get,  "/users/{id}/edit",                 people::pages::show_edit},
    {Method::post, "/users/{id}/edit",                 people::pages::submit_edit},
    {Method::post, "/users/{id}/deactivate",           people::pages::submit_deactivate},
    {Method::post, "/users/{id}/reactivate",           people::pages::submit_reactivate},
    {Method::get,  "/users/{id}/delete",               people::pages::show_delete},
    {Method::post, "/users/{id}/delete",               people::pages::submit_delete},
    {Method::get,  "/users/{id}/erase",                people::pages::show_erase},
    {Method::post, "/users/{id}/erase",                people::pages::submit_erase},
    {Method::get,  "/users/{id}/make-owner",           people::pages::show_transfer},
    {Method::post, "/users/{id}/make-owner",           people::pages::submit_transfer},
    {Method::get,  "/users/deleted",                   people::pages::list_deleted},
    {Method::get,  "/users/export",                    people::pages::export_people},
    {Method::get,  "/users/invite",                    invitations::pages::show_invite},
    {Method::post, "/users/invite",                    invitations::pages::submit_invite},
    {Method::post, "/users/invite/preview",            invitations::pages::preview_invite},
    {Method::get,  "/users/invite/import",             invitations::pages::show_import_form},
    {Method::post, "/users/invite/import",             invitations::pages::submit_import},
    {Method::get,  "/users/invite/import/template",    invitations::pages::import_template},
    {Method::get,  "/users/invite/imports/{id}",       invitations::pages::show_import},
    {Method::post, "/users/invite/imports/{id}/stop",  invitations::pages::submit_stop_import},
    {Method::get,  "/users/invitations/{id}",          invitations::pages::show},
    {Method::post, "/users/invitations/{id}/resend",   invitations::pages::submit_resend},
    {Method::post, "/users/invitations/{id}/revoke",   invitations::pages::submit_revoke},
    {Method::post, "/users/invitations/{id}/keep",     invitations::pages::submit_keep},
    {Method::post, "/users/invitations/{id}/code",     invitations::pages::submit_code_by_phone},
    {Method::get,  "/users/invitations/{id}/edit",     invitations::pages::show_edit},
    {Method::post, "/users/invitations/{id}/edit",     invitations::pages::submit_edit},
    {Method::post, "/users/invitations/{id}/edit/preview", invitations::pages::preview_edit},
    {Method::get,  "/invitations/{token}",             invitations::pages::open_link},
    {Method::get,  "/accept",                          invitations::pages::show_accept},
    {Method::post, "/accept",                          invitations::pages::submit_accept},
    {Method::post, "/accept/sign-out",                 invitations::pages::sign_out_and_go_on},
    {Method::post, "/accept/decline",                  invitations::pages::submit_decline},
    {Method::post, "/accept/ask-anew",                 invitations::pages::submit_ask_anew},
    {Method::get,  "/join",                            invitations::pages::show_join},
    {Method::post, "/join",                            invitations::pages::submit_join},
    {Method::get,  "/welcome",                         invitations::pages::show_welcome},
    {Method::get,  "/dashboard",                       dashboard::pages::show},
    {Method::get,  "/assets",                          assets::pages::list},
    {Method::get,  "/assets/new",                      assets::pages::show_new},
    {Method::post, "/assets/new",                      assets::pages::submit_new},
    {Method::get,  "/assets/export",                   assets::pages::export_csv},
    {Method::get,  "/assets/import",                   assets::pages::show_import},
    {Method::post, "/assets/import",                   assets::pages::submit_import},
    {Method::get,  "/assets/import/template",          assets::pages::import_template},
    {Method::get,  "/assets/labels",                   assets::pages::show_labels},
    {Method::post, "/assets/labels",                   assets::pages::submit_labels},
    {Method::get,  "/assets/{id}",                     assets::pages::show},
    {Method::get,  "/assets/{id}/label.svg",           assets::pages::show_label},
    {Method::get,  "/assets/{id}/edit",                assets::pages::show_edit},
    {Method::post, "/assets/{id}/edit",                assets::pages::submit_edit},
    {Method::post, "/assets/{id}/status",              assets::pages::submit_status},
    {Method::post, "/assets/{id}/delete",              assets::pages::submit_delete},
    {Method::get,  "/categories",                      assets::pages::list_categories},
    {Method::post, "/categories/usual",                assets::pages::add_usual_categories},
    {Method::get,  "/categories/new",                  assets::pages::show_new_category},
    {Method::post, "/categories/new",                  assets::pages::submit_new_category},
    {Method::get,  "/categories/{id}",                 assets::pages::show_category},
    {Method::post, "/categories/{id}",                 assets::pages::submit_category},
    {Method::post, "/categories/{id}/delete",          assets::pages::submit_delete_category},
    {Method::get,  "/companies",                       people::pages::list_companies},
    {Method::get,  "/companies/new",                   people::pages::show_new_company},
    {Method::post, "/companies/new",                   people::pages::submit_new_company},
    {Method::get,  "/companies/{id}",                  people::pages::show_company},
    {Method::post, "/companies/{id}",                  people::pages::submit_company},
    {Method::post, "/companies/{id}/merge",            people::pages::submit_merge_company},
    {Method::post, "/companies/{id}/delete",           people::pages::submit_delete_company},
    {Method::get,  "/sites",                           sites::pages::list},
    {Method::get,  "/sites/new",                       sites::pages::show_new},
    {Method::post, "/sites/new",                       sites::pages::submit_new},
    {Method::get,  "/sites/{id}",                      sites::pages::show},
    {Method::post, "/sites/{id}",                      sites::pages::submit_edit},
    {Method::post, "/sites/{id}/deactivate",           sites::pages::submit_deactivate},
    {Method::post, "/sites/{id}/delete",               sites::pages::submit_delete},
    {Method::post, "/sites/{id}/reactivate",           sites::pages::submit_reactivate},
    {Method::get,  "/sites/{id}/locations/new",        sites::pages::show_new_location},
    {Method::post, "/sites/{id}/locations/new",        sites::pages::submit_new_location},
    {Method::get,  "/locations/{id}",                  sites::pages::show_location},
    {Method::post, "/locations/{id}",                  sites::pages::submit_location},
    {Method::post, "/locations/{id}/delete",           sites::pages::submit_delete_location},
    {Method::get,  "/contractor",                       defects::pages::show_contractor},
    {Method::get,  "/defects",                          defects::pages::list},
    {Method::get,  "/defects/reassign",                defects::pages::show_reassign},
    {Method::post, "/defects/reassign",                defects::pages::submit_reassign},
    {Method::get,  "/defects/new",                      defects::pages::choose_equipment},
    {Method::get,  "/assets/{id}/report",               defects::pages::show_report},
    {Method::post, "/assets/{id}/report",               defects::pages::submit_report},
    {Method::get,  "/defects/{id}",                     defects::pages::show},
    {Method::get,  "/defects/{id}/edit",                defects::pages::show_edit},
    {Method::post, "/defects/{id}/edit",                defects::pages::submit_edit},
    {Method::get,  "/defects/{id}/assign",              defects::pages::show_assign},
    {Method::post, "/defects/{id}/assign",              defects::pages::submit_assign},
    {Method::get,  "/defects/{id}/close-out",           defects::pages::show_close_out},
    {Method::post, "/defects/{id}/close-out",           defects::pages::submit_close_out},
    {Method::get,  "/defects/{id}/reject",              defects::pages::show_reject},
    {Method::post, "/defects/{id}/reject",              defects::pages::submit_reject},
    {Method::post, "/defects/{id}/await-parts",         defects::pages::submit_await_parts},
    {Method::post, "/defects/{id}/resume",              defects::pages::submit_resume},
    {Method::post, "/defects/{id}/approve",             defects::pages::submit_approve},
    {Method::post, "/defects/{id}/close",               defects::pages::submit_close},
    {Method::post, "/defects/{id}/notes",               defects::pages::submit_note},
    {Method::get,  "/documents",                       documents::pages::list},
    {Method::post, "/documents",                       documents::pages::submit_new},
    {Method::get,  "/documents/expiring",              documents::pages::list_expiring},
    {Method::get,  "/documents/{id}",                  documents::pages::show},
    {Method::post, "/documents/{id}",                  documents::pages::submit_replace},
    {Method::post, "/documents/{id}/edit",             documents::pages::submit_edit},
    {Method::post, "/documents/{id}/delete",           documents::pages::submit_delete},
    {Method::get,  "/documents/{id}/file",             documents::pages::file},
    {Method::get,  "/documents/{id}/thumbnail",        documents::pages::thumbnail},
    {Method::get,  "/audit",                           audit::pages::list},
    {Method::get,  "/audit/export",                    audit::pages::export_file},
    {Method::get,  "/settings",                        organisations::pages::show_settings},
    {Method::post, "/settings",                        organisations::pages::submit_settings},
    {Method::get,  "/roles",                           roles::pages::list},
    {Method::get,  "/roles/{role}",                    roles::pages::show},
    {Method::post, "/roles/{role}",                    roles::pages::submit_configure},
    {Method::post, "/roles/{role}/reset",              roles::pages::submit_reset},
    {Method::post, "/appearance",                      ui::choose_appearance},
    {Method::get,  "/static/{file}",                   ui::serve_asset},
    {Method::get,  "/favicon.ico",                     ui::favicon},
    {Method::get,  "/favicon.svg",                     ui::favicon},
    {Method::get,  "/api",                             show_reference},

    {Method::post,  "/api/v1/organisations",             organisations::api::sign_up},
    {Method::get,   "/api/v1/audit",                     audit::api::list},
    {Method::get,   "/api/v1/audit/export",              audit::api::export_file},
    {Method::get,   "/api/v1/organisation",              organisations::api::show},
    {Method::patch, "/api/v1/organisation",              organisations::api::edit},
    {Method::post,  "/api/v1/organisation/transfer-ownership", organisations::ownership_api::transfer},
    {Method::post,  "/api/v1/session",                   invitations::api::sign_in},
    {Method::post,  "/api/v1/session/second-factor",     invitations::api::second_factor},
    {Method::put,   "/api/v1/session",                   organisations::session_api::switch_place},
    {Method::del,   "/api/v1/session",                   organisations::session_api::sign_out},
    {Method::post,  "/api/v1/session/confirm",           organisations::session_api::confirm},
    {Method::post,  "/api/v1/session/confirm/resend",    organisations::session_api::resend_confirmation},
    {Method::post,  "/api/v1/session/confirm-password",  accounts::api::confirm_password},
    {Method::post,  "/api/v1/password/forgot",           accounts::api::forgot_password},
    {Method::post,  "/api/v1/password/reset",            accounts::api::reset_password},
    {Method::get,   "/api/v1/me",                        organisations::session_api::show_me},
    {Method::patch, "/api/v1/me",                        organisations::session_api::edit_me},
    {Method::post,  "/api/v1/me/email",                  users::api::change_own_email},
    {Method::post,  "/api/v1/me/password",               accounts::api::change_password},
    {Method::get,   "/api/v1/me/sessions",               accounts::api::list_sessions},
    {Method::del,   "/api/v1/me/sessions",               accounts::api::end_other_sessions},
    {Method::del,   "/api/v1/me/sessions/{id}",          accounts::api::end_session},
    {Method::get,   "/api/v1/me/second-factor",          accounts::api::show_second_factors},
    {Method::post,  "/api/v1/me/second-factor/app",      accounts::api::begin_app},
    {Method::post,  "/api/v1/me/second-factor/app/confirm", accounts::api::confirm_app},
    {Method::del,   "/api/v1/me/second-factor/app",      accounts::api::remove_app},
    {Method::post,  "/api/v1/me/second-factor/recovery-codes", accounts::api::renew_recovery_codes},
    {Method::post,  "/api/v1/me/passkeys/options",       accounts::api::begin_passkey},
    {Method::post,  "/api/v1/me/passkeys",               accounts::api::add_passkey},
    {Method::post,  "/api/v1/session/passkey/options",   accounts::api::begin_passkey_sign_in},
    {Method::post,  "/api/v1/session/passkey",           organisations::session_api::sign_in_with_passkey},
    {Method::post,  "/api/v1/session/second-factor/options", accounts::api::begin_passkey_step},
    {Method::get,   "/api/v1/me/passkeys",               accounts::api::list_passkeys},
    {Method::patch, "/api/v1/me/passkeys/{id}",          accounts::api::rename_passkey},
    {Method::del,   "/api/v1/me/passkeys/{id}",          accounts::api::remove_passkey},
    {Method::get,   "/api/v1/me/notifications",          notifications::api::show_choices},
    {Method::patch, "/api/v1/me/notifications",          notifications::api::choose},
    {Method::get,   "/api/v1/api-tokens",                accounts::api::list_tokens},
    {Method::post,  "/api/v1/api-tokens",                accounts::api::create_token},
    {Method::del,   "/api/v1/api-tokens/{id}",           accounts::api::end_token},
    {Method::get,   "/api/v1/notifications",             notifications::api::list},
    {Method::post,  "/api/v1/notifications/read",        notifications::api::mark_all},
    {Method::patch, "/api/v1/notifications/{id}",        notifications::api::mark},
    {Method::post,  "/api/v1/invitations",               invitations::api::send},
    {Method::get,   "/api/v1/invitations",               invitations::api::list},
    {Method::post,  "/api/v1/invitations/import",        invitations::api::start_import},
    {Method::get,   "/api/v1/invitations/imports/{id}",  invitations::api::show_import},
    {Method::post,  "/api/v1/invitations/imports/{id}/stop", invitations::api::stop_import},
    {Method::post,  "/api/v1/invitations/preview",       invitations::api::preview},
    {Method::post,  "/api/v1/invitations/inspect",       invitations::api::inspect},
    {Method::post,  "/api/v1/invitations/accept",        invitations::api::accept},
    {Method::post,  "/api/v1/invitations/decline",       invitations::api::decline},
    {Method::post,  "/api/v1/invitations/ask-anew",      invitations::api::ask_anew},
    {Method::post,  "/api/v1/join",                      invitations::api::join},
    {Method::get,   "/api/v1/invitations/{id}",          invitations::api::show},
    {Method::patch, "/api/v1/invitations/{id}",          invitations::api::edit},
    {Method::post,  "/api/v1/invitations/{id}/keep",     invitations::api::keep},
    {Method::post,  "/api/v1/invitations/{id}/code",     invitations::api::make_new_code},
    {Method::post,  "/api/v1/invitations/{id}/resend",   invitations::api::resend},
    {Method::post,  "/api/v1/invitations/{id}/revoke",   invitations::api::revoke},
    {Method::get,   "/api/v1/users",                     users::api::list},
    {Method::get,   "/api/v1/users/export",              users::api::export_people},
    {Method::get,   "/api/v1/users/{id}",                users::api::show},
    {Method::get,   "/api/v1/users/{id}/access",         users::api::show_access},
    {Method::patch, "/api/v1/users/{id}",                users::api::edit},
    {Method::del,   "/api/v1/users/{id}",                users::api::remove},
    {Method::post,  "/api/v1/users/{id}/erase",          users::api::erase},
    {Method::post,  "/api/v1/email-changes/confirm",     users::api::confirm_email_change},
    {Method::get,   "/api/v1/dashboard",                 dashboard::api::show},
    {Method::get,   "/api/v1/assets",                     assets::api::list},
    {Method::post,  "/api/v1/assets",                     assets::api::create},
    {Method::post,  "/api/v1/assets/import",              assets::api::import_table},
    {Method::get,   "/api/v1/assets/export",              assets::api::export_csv},
    {Method::get,   "/api/v1/assets/{id}",                assets::api::show},
    {Method::patch, "/api/v1/assets/{id}",                assets::api::edit},
    {Method::del,   "/api/v1/assets/{id}",                assets::api::remove},
    {Method::post,  "/api/v1/assets/{id}/status",         assets::api::change_status},
    {Method::get,   "/api/v1/assets/{id}/history",        assets::api::show_history},
    {Method::get,   "/api/v1/categories",                 assets::api::list_categories},
    {Method::post,  "/api/v1/categories",                 assets::api::create_category},
    {Method::get,   "/api/v1/categories/{id}",            assets::api::show_category},
    {Method::patch, "/api/v1/categories/{id}",            assets::api::edit_category},
    {Method::del,   "/api/v1/categories/{id}",            assets::api::remove_category},
    {Method::get,   "/api/v1/companies",                 companies::api::list},
    {Method::post,  "/api/v1/companies",                 companies::api::create},
    {Method::get,   "/api/v1/companies/{id}",            companies::api::show},
    {Method::patch, "/api/v1/companies/{id}",            companies::api::edit},
    {Method::del,   "/api/v1/companies/{id}",            companies::api::remove},
    {Method::post,  "/api/v1/companies/{id}/merge",      companies::api::merge},
    {Method::get,   "/api/v1/sites",                     sites::api::list},
    {Method::post,  "/api/v1/sites",                     sites::api::create},
    {Method::get,   "/api/v1/sites/{id}",                sites::api::show},
    {Method::patch, "/api/v1/sites/{id}",                sites::api::edit},
    {Method::del,   "/api/v1/sites/{id}",                sites::api::remove},
    {Method::get,   "/api/v1/locations",                 sites::locations_api::list},
    {Method::post,  "/api/v1/locations",                 sites::locations_api::create},
    {Method::get,   "/api/v1/locations/{id}",            sites::locations_api::show},
    {Method::patch, "/api/v1/locations/{id}",            sites::locations_api::edit},
    {Method::del,   "/api/v1/locations/{id}",            sites::locations_api::remove},
    {Method::get,   "/api/v1/contractor-dashboard",       defects::api::show_contractor_dashboard},
    {Method::get,   "/api/v1/defects",                    defects::api::list},
    {Method::post,  "/api/v1/defects",                    defects::api::report},
    {Method::get,   "/api/v1/defects/{id}",               defects::api::show},
    {Method::patch, "/api/v1/defects/{id}",               defects::api::edit},
    {Method::get,   "/api/v1/defects/{id}/events",        defects::api::list_events},
    {Method::post,  "/api/v1/defects/reassign",           defects::api::reassign},
    {Method::post,  "/api/v1/defects/{id}/assign",        defects::api::assign},
    {Method::post,  "/api/v1/defects/{id}/await-parts",   defects::api::await_parts},
    {Method::post,  "/api/v1/defects/{id}/resume",        defects::api::resume},
    {Method::post,  "/api/v1/defects/{id}/close-out",     defects::api::close_out},
    {Method::post,  "/api/v1/defects/{id}/approve",       defects::api::approve},
    {Method::post,  "/api/v1/defects/{id}/reject",        defects::api::reject},
    {Method::post,  "/api/v1/defects/{id}/close",         defects::api::close},
    {Method::post,  "/api/v1/defects/{id}/notes",         defects::api::write_note},
    {Method::get,   "/api/v1/assignees",                  defects::api::list_assignees},
    {Method::get,   "/api/v1/documents",                 documents::api::list},
    {Method::get,   "/api/v1/documents/expiring",        documents::api::list_expiring},
    {Method::get,   "/api/v1/documents/{id}",            documents::api::show},
    {Method::patch, "/api/v1/documents/{id}",            documents::api::edit},
    {Method::del,   "/api/v1/documents/{id}",            documents::api::remove},
    {Method::get,   "/api/v1/documents/{id}/content",    documents::api::content},
    {Method::get,   "/api/v1/documents/{id}/thumbnail",  documents::api::thumbnail},
    {Method::post,  "/api/v1/uploads",                   documents::api::begin_upload},
    {Method::get,   "/api/v1/uploads/{id}",              documents::api::show_upload},
    {Method::put,   "/api/v1/uploads/{id}",              documents::api::append},
    {Method::post,  "/api/v1/uploads/{id}/finish",       documents::api::finish_upload},
    {Method::del,   "/api/v1/uploads/{id}",              documents::api::cancel_upload},
    {Method::get,   "/api/v1/roles",                     roles::api::list},
    {Method::get,   "/api/v1/roles/{role}",              roles::api::show},
    {Method::put,   "/api/v1/roles/{role}/permissions",  roles::api::configure},
    {Method::del,   "/api/v1/roles/{role}/permissions",  roles::api::reset},
};
// clang-format on

/// Nothing is known at this address: a page for people, a problem for programs, signed in or not.
http::Response not_found(access::Visit& visit)
{
    const base::Error error{"not_found", {}, "There is nothing at this address."};
    if (visit.request.path.starts_with("/api/")) return platform::json::problem(error, visit.request.request_id);
    return ui::refusal(visit, error);
}

http::Response method_not_allowed(access::Visit& visit)
{
    const base::Error error{"method_not_allowed", {}, "This address does not take requests of that kind."};
    if (visit.request.path.starts_with("/api/")) return platform::json::problem(error, visit.request.request_id);
    return ui::refusal(visit, error);
}

/// What shows the record that a call of the API changes: GET at the same address, or at the nearest one above it.
const Entry* shower_of(const Entry& write)
{
    const std::string_view changed{write.pattern};
    const Entry* nearest = nullptr;
    for (const auto& entry : entries) {
        const std::string_view shown{entry.pattern};
        if (entry.method != Method::get || !changed.starts_with(shown)) continue;
        if (changed.size() > shown.size() && changed[shown.size()] != '/') continue;
        if (nearest == nullptr || shown.size() > std::string_view{nearest->pattern}.size()) nearest = &entry;
    }
    return nearest;
}

Page page_of(const Entry& entry)
{
    const bool changes = entry.method != Method::get && std::string_view{entry.pattern}.starts_with("/api/");
    const auto* const shower = changes ? shower_of(entry) : nullptr;
    return shower == nullptr ? Page{entry.page} : telling_present(entry.page, shower->page);
}

} // namespace

http::Router make_router(const RouteNeeds& needs)
{
    const auto& kernel = needs.kernel;
    auto& observed = needs.observed;
    std::vector<http::Route> routes;
    const auto serve = [&](Method method, const std::string& pattern, Page page) {
        routes.push_back({method, pattern, guarded(kernel, needs.after_write, std::move(page))});
    };
    for (const auto& entry : entries) serve(entry.method, entry.pattern, page_of(entry));
    const auto plain = [&](const char* pattern, http::Handler handler) {
        routes.push_back({Method::get, pattern, with_headers(kernel, std::move(handler))});
    };
    plain("/healthz", [](http::Request&) { return alive(); });
    plain("/readyz", [&kernel](http::Request&) { return ready(kernel); });
    plain("/metrics", [&observed](http::Request& request) { return observed.metrics(request); });
    if (kernel.policy.demo) {
        serve(Method::get, "/", demo_start_page(needs.demo_people, organisations::pages::start));
        serve(Method::post, "/demo/try", demo_try_page(needs.demo_people));
        for (auto& [pattern, page] : mailbox_pages(needs.kept_mail)) serve(Method::get, pattern, page);
    } else {
        serve(Method::get, "/", organisations::pages::start);
    }
    return {std::move(routes), guarded(kernel, {}, not_found), guarded(kernel, {}, method_not_allowed)};
}

} // namespace assetbuddy::server
