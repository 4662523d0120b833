// Small comforts on top of pages that work without them.
'use strict';

// Show and hide for password fields (R-AUTH-13).
function addPasswordButtons(root) {
  for (const input of root.querySelectorAll('input[type="password"]')) {
    const wrap = document.createElement('div');
    wrap.className = 'with-button';
    input.replaceWith(wrap);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'field-button';
    button.textContent = 'Show';
    button.setAttribute('aria-label', 'Show password');
    button.setAttribute('aria-controls', input.id);
    button.addEventListener('click', () => {
      const hidden = input.type === 'password';
      input.type = hidden ? 'text' : 'password';
      button.textContent = hidden ? 'Hide' : 'Show';
      button.setAttribute('aria-label', hidden ? 'Hide password' : 'Show password');
    });
    input.form?.addEventListener('submit', () => {
      input.type = 'password';
    });
    wrap.append(input, button);
  }
}

// Copying a code that is shown once.
function addCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const box of root.querySelectorAll('.secret')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-calm';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(box.querySelector('.secret-text').textContent);
      button.textContent = 'Copied';
    });
    box.append(button);
  }
}

// Choosing a certain role ticks the box that belongs to it.
function tickAlong(event) {
  const source = event.target.closest?.('[data-ticks]');
  if (!source || event.target.value !== source.dataset.ticksWhen) return;
  const box = document.getElementById(`field-${source.dataset.ticks}`);
  if (box && !box.checked) box.checked = true;
}

// A second click on a button that is already sending does nothing.
function sendOnce(event) {
  const form = event.target;
  // What opens in another tab leaves this page as it is, to be sent again.
  if (form.method !== 'post' || form.target === '_blank' || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  event.submitter?.setAttribute('aria-disabled', 'true');
}

// Coming back with the Back button shows forms that can be sent again.
function forgetSent() {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    form.querySelector('[aria-disabled]')?.removeAttribute('aria-disabled');
  }
}

// Menus close on Escape and on a click elsewhere.
function closeMenus(event) {
  for (const menu of document.querySelectorAll('details.menu[open], details.switcher[open], details.confirm[open]')) {
    if (event.type === 'keydown') {
      menu.open = false;
      menu.querySelector('summary').focus();
    } else if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
}

// A live part that cannot be exchanged (signed out meanwhile) becomes an ordinary visit.
function visitInstead(event) {
  const { xhr: answer, target, requestConfig } = event.detail;
  if (answer.status === 200 && answer.responseText.includes(`id="${target.id}"`)) return;
  event.detail.shouldSwap = false;
  location.href = (requestConfig.verb === 'get' && answer.responseURL) || location.href;
}

// htmx notes the present address; nothing of it is kept (R-WEB-8).
function keepNothing() {
  sessionStorage.clear();
}

addPasswordButtons(document);
addCopyButtons(document);
document.addEventListener('change', tickAlong);
document.addEventListener('submit', sendOnce);
document.addEventListener('click', closeMenus);
document.addEventListener('keydown', (event) => event.key === 'Escape' && closeMenus(event));
document.addEventListener('htmx:beforeSwap', visitInstead);
document.addEventListener('htmx:load', keepNothing);
document.addEventListener('htmx:pushedIntoHistory', keepNothing);
window.addEventListener('pageshow', forgetSent);
