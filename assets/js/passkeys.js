// Forms that a passkey answers: asks the device, puts its answer into the form, sends it.
'use strict';

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? []))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: bytesOf(each.id) }));

async function create(options) {
  const { response, rawId } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...options.user, id: bytesOf(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  return { id: textOf(rawId), client_data: textOf(response.clientDataJSON), authenticator_data: textOf(response.getAuthenticatorData()) };
}

async function get(options) {
  const { response, rawId } = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytesOf(options.challenge), allowCredentials: withBytes(options.allowCredentials) },
  });
  return {
    id: textOf(rawId),
    user_handle: textOf(response.userHandle),
    client_data: textOf(response.clientDataJSON),
    authenticator_data: textOf(response.authenticatorData),
    signature: textOf(response.signature),
  };
}

function canBeUsed(kind) {
  if (!window.PublicKeyCredential) return false;
  return kind !== 'create' || 'getAuthenticatorData' in AuthenticatorAttestationResponse.prototype;
}

function words(fault) {
  if (fault.name === 'InvalidStateError') return 'This device holds a passkey of yours already. Nothing was added.';
  if (fault.name === 'SecurityError') return 'Passkeys work only at the address this server was set up for.';
  return 'No passkey was used. Try again, or go another way.';
}

async function ask(box, form, button) {
  const message = box.querySelector('[data-passkey-message]');
  const asks = box.dataset.passkey === 'create' ? create : get;
  message.textContent = '';
  button.setAttribute('aria-disabled', 'true');
  try {
    form.elements.answer.value = JSON.stringify(await asks(JSON.parse(box.dataset.options)));
    form.noValidate = true; // the passkey stands in place of what else is asked
    form.requestSubmit();
  } catch (fault) {
    button.removeAttribute('aria-disabled');
    message.textContent = words(fault);
  }
}

for (const box of document.querySelectorAll('[data-passkey]')) {
  if (!canBeUsed(box.dataset.passkey)) continue;
  box.querySelector('[data-passkey-otherwise]')?.remove();
  box.querySelector('[data-passkey-inside]').hidden = false;
  const form = box.querySelector('form') ?? box.closest('form');
  const button = box.querySelector('button');
  const isOwnForm = box.contains(form);
  button.addEventListener('click', (event) => {
    event.preventDefault();
    if (button.hasAttribute('aria-disabled') || (isOwnForm && !form.reportValidity())) return;
    ask(box, form, button);
  });
}

// Coming back with the Back button: what was answered is used up.
window.addEventListener('pageshow', () => {
  for (const box of document.querySelectorAll('[data-passkey]')) {
    const form = box.querySelector('form') ?? box.closest('form');
    form.elements.answer.value = '';
    form.noValidate = false;
    box.querySelector('button').removeAttribute('aria-disabled');
  }
});
