// EXT-2: what the walk before the wall does at each address of src/server/routes.cpp. A route without a line fails the test.
//
// A line is: how, method, address, and what else is asked there.
// - `plain`: the address names no record. `apart`: asking it ends the session, so it is asked in one of its own.
//   Any other word is the kind of record that `{id}` names: it is asked with every hidden one of that kind.
// - What begins with `?` is asked as well; the rest is the body, of JSON for the API, of a form for pages. In both,
//   {asset}, {defect}, {site}, {user}, {category}, {company} and {organisation} stand for hidden ids, {word} for hidden words.

export const lines = `
plain GET /sign-up
plain POST /sign-up
plain GET /confirm
plain POST /confirm
plain GET /confirm/{token}
plain POST /confirm/email
plain POST /confirm/resend
plain GET /profile
plain POST /profile
plain GET /sign-in
plain POST /sign-in
plain GET /sign-in/second-factor
plain POST /sign-in/second-factor
plain POST /sign-in/passkey
apart POST /sign-out
plain POST /session/switch organisation_id={organisation}
plain GET /forgot-password
plain POST /forgot-password
plain GET /reset/{token}
plain GET /reset
plain POST /reset
plain GET /profile/email
plain POST /profile/email
plain GET /profile/password
plain POST /profile/password
plain GET /confirm-password
plain POST /confirm-password
plain GET /profile/sessions
apart POST /profile/sessions/end-others
session POST /profile/sessions/{id}/end
plain GET /profile/second-factor
plain POST /profile/second-factor/app
plain GET /profile/second-factor/app
plain POST /profile/second-factor/app/confirm
plain POST /profile/second-factor/app/remove
plain POST /profile/second-factor/recovery-codes
plain POST /profile/second-factor/recovery-codes/file
plain GET /profile/second-factor/passkeys/new
plain POST /profile/second-factor/passkeys
passkey GET /profile/second-factor/passkeys/{id}
passkey POST /profile/second-factor/passkeys/{id}
passkey POST /profile/second-factor/passkeys/{id}/remove
plain GET /profile/tokens
plain GET /profile/tokens/new
plain POST /profile/tokens/new
api_token POST /profile/tokens/{id}/end
plain GET /profile/notifications
plain POST /profile/notifications
plain GET /notifications
plain POST /notifications/read
notification POST /notifications/{id}/open
plain GET /users ?q={word} ?tab=invitations&q={word}
user GET /users/{id}
user GET /users/{id}/edit
user POST /users/{id}/edit
user POST /users/{id}/deactivate
user POST /users/{id}/reactivate
user GET /users/{id}/delete
user POST /users/{id}/delete
user GET /users/{id}/erase
user POST /users/{id}/erase
user GET /users/{id}/make-owner
user POST /users/{id}/make-owner
plain GET /users/deleted
plain GET /users/export
plain GET /users/invite
plain POST /users/invite
plain POST /users/invite/preview
plain GET /users/invite/import
plain POST /users/invite/import
plain GET /users/invite/import/template
import GET /users/invite/imports/{id}
import POST /users/invite/imports/{id}/stop
invitation GET /users/invitations/{id}
invitation POST /users/invitations/{id}/resend
invitation POST /users/invitations/{id}/revoke
invitation POST /users/invitations/{id}/keep
invitation POST /users/invitations/{id}/code
invitation GET /users/invitations/{id}/edit
invitation POST /users/invitations/{id}/edit
invitation POST /users/invitations/{id}/edit/preview
plain GET /invitations/{token}
plain GET /accept
plain POST /accept
apart POST /accept/sign-out
plain POST /accept/decline
plain POST /accept/ask-anew
plain GET /unsubscribe/{token}
plain POST /unsubscribe/{token}
plain GET /join
plain POST /join
plain GET /welcome
plain GET /dashboard ?site_id={site}
plain GET /assets ?q={word} ?site_id={site} ?category_id={category} ?status=out_of_service&sort=name
plain GET /assets/new
plain GET /assets/export ?q={word}
plain GET /assets/import
plain POST /assets/import csv=name,category%0A{word},FS
plain GET /assets/import/template
plain GET /assets/labels ?q={word}
plain POST /assets/labels asset-{asset}=on&size=24
plain POST /assets/new
asset GET /assets/{id}
asset GET /assets/{id}/label.svg
asset GET /assets/{id}/edit
asset POST /assets/{id}/edit
asset POST /assets/{id}/status status=restricted&reason=x
asset POST /assets/{id}/delete
plain GET /categories
plain POST /categories/usual
plain GET /categories/new ?parent_id={category}
plain POST /categories/new
category GET /categories/{id}
category POST /categories/{id}
category POST /categories/{id}/delete
plain GET /companies ?q={word}
plain GET /companies/new
plain POST /companies/new
company GET /companies/{id}
company POST /companies/{id}
company POST /companies/{id}/merge
company POST /companies/{id}/delete
plain GET /sites
plain GET /sites/new
plain POST /sites/new
site GET /sites/{id}
site POST /sites/{id}
site POST /sites/{id}/deactivate
site POST /sites/{id}/delete
site POST /sites/{id}/reactivate
site GET /sites/{id}/locations/new
site POST /sites/{id}/locations/new
location GET /locations/{id}
location POST /locations/{id}
location POST /locations/{id}/delete
plain GET /contractor
plain GET /defects ?q={word} ?site_id={site} ?asset_id={asset} ?assignee={user} ?status=closed ?status=not_closed&overdue=true ?severity=critical
plain GET /defects/new ?q={word} ?code=FS
asset GET /assets/{id}/report
asset POST /assets/{id}/report title=x&severity=low
plain GET /defects/reassign ?from={user}
plain POST /defects/reassign from={user}
defect GET /defects/{id}
defect GET /defects/{id}/edit
defect POST /defects/{id}/edit title=x&severity=low
defect GET /defects/{id}/assign ?q=lee
defect POST /defects/{id}/assign
defect GET /defects/{id}/close-out
defect POST /defects/{id}/close-out notes=x
defect GET /defects/{id}/reject
defect POST /defects/{id}/reject reason=x
defect POST /defects/{id}/await-parts
defect POST /defects/{id}/resume
defect POST /defects/{id}/approve
defect POST /defects/{id}/close
defect POST /defects/{id}/notes text=x
plain GET /documents ?record_type=asset&record_id={asset} ?record_type=defect&record_id={defect} ?record_type=site&record_id={site} ?record_type=company&record_id={company} ?record_type=organisation
plain POST /documents record_type=asset&record_id={asset}
plain GET /documents/expiring ?site_id={site}
document GET /documents/{id}
document POST /documents/{id}
document POST /documents/{id}/edit name=x
document POST /documents/{id}/delete
document GET /documents/{id}/file
document GET /documents/{id}/thumbnail
plain GET /audit ?record_id={defect} ?actor_id={user}
plain GET /audit/export ?format=csv
plain GET /settings
plain POST /settings
plain GET /roles
plain GET /roles/{role}
plain POST /roles/{role}
plain POST /roles/{role}/reset
plain POST /appearance
plain GET /static/{file}
plain GET /favicon.ico
plain GET /favicon.svg
plain GET /api
plain POST /api/v1/organisations
plain GET /api/v1/audit ?record_id={defect}&total=true ?actor_id={user}
plain GET /api/v1/audit/export ?format=json
plain GET /api/v1/organisation
plain PATCH /api/v1/organisation
plain POST /api/v1/organisation/transfer-ownership
plain POST /api/v1/session
plain POST /api/v1/session/second-factor
plain PUT /api/v1/session {"organisation_id":"{organisation}"}
apart DELETE /api/v1/session
plain POST /api/v1/session/confirm
plain POST /api/v1/session/confirm/resend
plain POST /api/v1/session/confirm-password
plain POST /api/v1/password/forgot
plain POST /api/v1/password/reset
plain GET /api/v1/me
plain PATCH /api/v1/me
plain POST /api/v1/me/email
plain POST /api/v1/me/password
plain GET /api/v1/me/sessions
apart DELETE /api/v1/me/sessions
session DELETE /api/v1/me/sessions/{id}
plain GET /api/v1/me/second-factor
plain POST /api/v1/me/second-factor/app
plain POST /api/v1/me/second-factor/app/confirm
plain DELETE /api/v1/me/second-factor/app
plain POST /api/v1/me/second-factor/recovery-codes
plain POST /api/v1/me/passkeys/options
plain POST /api/v1/me/passkeys
plain POST /api/v1/session/passkey/options
plain POST /api/v1/session/passkey
plain POST /api/v1/session/second-factor/options
plain GET /api/v1/me/passkeys
passkey PATCH /api/v1/me/passkeys/{id}
passkey DELETE /api/v1/me/passkeys/{id}
plain GET /api/v1/me/notifications
plain PATCH /api/v1/me/notifications {}
plain GET /api/v1/api-tokens
plain POST /api/v1/api-tokens
api_token DELETE /api/v1/api-tokens/{id}
plain GET /api/v1/notifications
plain POST /api/v1/notifications/read
notification PATCH /api/v1/notifications/{id}
plain POST /api/v1/invitations
plain GET /api/v1/invitations ?q={word}&total=true
plain POST /api/v1/invitations/import
import GET /api/v1/invitations/imports/{id}
import POST /api/v1/invitations/imports/{id}/stop
plain POST /api/v1/invitations/preview
plain POST /api/v1/invitations/inspect
plain POST /api/v1/invitations/accept
plain POST /api/v1/invitations/decline
plain POST /api/v1/invitations/ask-anew
plain POST /api/v1/join
invitation GET /api/v1/invitations/{id}
invitation PATCH /api/v1/invitations/{id}
invitation POST /api/v1/invitations/{id}/keep
invitation POST /api/v1/invitations/{id}/code
invitation POST /api/v1/invitations/{id}/resend
invitation POST /api/v1/invitations/{id}/revoke
plain GET /api/v1/users ?q={word}&total=true ?site_id={site}
plain GET /api/v1/users/export
user GET /api/v1/users/{id}
user GET /api/v1/users/{id}/access
user PATCH /api/v1/users/{id} {"name":"x"}
user DELETE /api/v1/users/{id}
user POST /api/v1/users/{id}/erase
plain POST /api/v1/email-changes/confirm
plain GET /api/v1/dashboard ?site_id={site}
plain GET /api/v1/assets ?total=true&limit=200 ?total=true&q={word} ?total=true&site_id={site} ?total=true&category_id={category} ?total=true&status=out_of_service
plain POST /api/v1/assets/import
plain GET /api/v1/assets/export ?q={word} ?site_id={site}
plain POST /api/v1/assets
asset GET /api/v1/assets/{id}
asset PATCH /api/v1/assets/{id} {"name":"x"}
asset DELETE /api/v1/assets/{id}
asset POST /api/v1/assets/{id}/status {"status":"restricted","reason":"x"}
asset GET /api/v1/assets/{id}/history
plain GET /api/v1/categories
plain POST /api/v1/categories
category GET /api/v1/categories/{id}
category PATCH /api/v1/categories/{id}
category DELETE /api/v1/categories/{id}
plain GET /api/v1/companies ?q={word}&total=true
plain POST /api/v1/companies {"name":"x"}
company GET /api/v1/companies/{id}
company PATCH /api/v1/companies/{id} {"name":"x"}
company DELETE /api/v1/companies/{id}
company POST /api/v1/companies/{id}/merge {"into":"{company}"}
plain GET /api/v1/sites
plain POST /api/v1/sites
site GET /api/v1/sites/{id}
site PATCH /api/v1/sites/{id} {"name":"x"}
site DELETE /api/v1/sites/{id}
plain GET /api/v1/locations ?site_id={site}
plain POST /api/v1/locations
location GET /api/v1/locations/{id}
location PATCH /api/v1/locations/{id}
location DELETE /api/v1/locations/{id}
plain GET /api/v1/contractor-dashboard
plain GET /api/v1/defects ?total=true&limit=200 ?total=true&q={word} ?total=true&site_id={site} ?total=true&asset_id={asset} ?total=true&assignee={user} ?total=true&assignee=none ?total=true&status=closed
plain POST /api/v1/defects {"asset_id":"{asset}","title":"x","severity":"low"}
plain POST /api/v1/defects/reassign {"from_user_id":"{user}","user_id":null}
defect GET /api/v1/defects/{id}
defect PATCH /api/v1/defects/{id} {"title":"x"}
defect GET /api/v1/defects/{id}/events
defect POST /api/v1/defects/{id}/assign {"user_id":null}
defect POST /api/v1/defects/{id}/await-parts
defect POST /api/v1/defects/{id}/resume
defect POST /api/v1/defects/{id}/close-out {"notes":"x"}
defect POST /api/v1/defects/{id}/approve
defect POST /api/v1/defects/{id}/reject {"reason":"x"}
defect POST /api/v1/defects/{id}/close
defect POST /api/v1/defects/{id}/notes {"text":"x"}
plain GET /api/v1/assignees ?defect_id={defect} ?defect_id={defect}&q=lee
plain GET /api/v1/documents ?record_type=asset&record_id={asset} ?record_type=defect&record_id={defect} ?record_type=site&record_id={site} ?record_type=company&record_id={company} ?record_type=organisation
plain GET /api/v1/documents/expiring ?total=true&site_id={site}
document GET /api/v1/documents/{id}
document PATCH /api/v1/documents/{id} {"name":"x"}
document DELETE /api/v1/documents/{id}
document GET /api/v1/documents/{id}/content
document GET /api/v1/documents/{id}/thumbnail
plain POST /api/v1/uploads {"record_type":"asset","record_id":"{asset}","file_name":"a.pdf","size":9}
upload GET /api/v1/uploads/{id}
upload PUT /api/v1/uploads/{id}
upload POST /api/v1/uploads/{id}/finish
upload DELETE /api/v1/uploads/{id}
plain GET /api/v1/roles
plain GET /api/v1/roles/{role}
plain PUT /api/v1/roles/{role}/permissions
plain DELETE /api/v1/roles/{role}/permissions
plain GET /healthz
plain GET /readyz
plain GET /metrics
plain GET /
`.trim().split("\n").map((line) => {
  const [how, method, pattern, ...rest] = line.split(" ");
  return { how, method, pattern, queries: rest.filter((each) => each.startsWith("?")), body: rest.filter((each) => !each.startsWith("?")).join(" ") };
});
