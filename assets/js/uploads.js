// Sends chosen files in pieces as soon as they are chosen, so that a connection that breaks costs one piece and no photo.
// Without this script the form brings them itself.
'use strict';

const smallestPiece = 64 * 1024;
const largestPiece = 1024 * 1024;
const pieceSeconds = 60; // a piece that takes longer was lost
const longestPause = 20; // seconds between two tries without word from the browser that the connection is back

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// Ends early when the browser says that it is online again.
function untilOnline(seconds) {
  return Promise.race([pause(seconds), new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))]);
}

function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// What the server refused, in its own words; trying again as it is helps nothing.
class Refusal extends Error {
  constructor(problem, status) {
    super(problem.errors?.[0]?.message || problem.detail || problem.title || 'The photo was not taken.');
    this.code = problem.code;
    this.offset = problem.offset;
    this.status = status;
  }
}

// One request. Throws a Refusal, or any other error when the connection or the server is away for a while.
async function ask(method, path, options = {}) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), pieceSeconds * 1000);
  try {
    const answer = await fetch(`/api/v1/uploads${path}`, { method, credentials: 'same-origin', signal: giveUp.signal, ...options });
    if (answer.ok) return answer.status === 204 ? {} : await answer.json();
    if (answer.status === 429 || answer.status >= 500) throw new Error(`the server is busy: ${answer.status}`);
    throw new Refusal(await answer.json().catch(() => ({})), answer.status);
  } finally {
    clearTimeout(timer);
  }
}

// One file on its way. `show(state, words)` is told how it stands: sending, waiting, done or failed.
class Upload {
  constructor(file, record, show) {
    Object.assign(this, { file, record, show, key: freshKey(), id: null, offset: 0, piece: 4 * smallestPiece, isGone: false });
  }

  async run() {
    this.state = 'sending';
    for (let tries = 0; !this.isGone; ) {
      const before = this.offset;
      try {
        this.show('sending');
        return await this.#send();
      } catch (fault) {
        if (fault instanceof Refusal) return this.#refused(fault);
        tries = this.offset > before ? 1 : tries + 1;
        this.piece = smallestPiece;
        this.show('waiting');
        await untilOnline(Math.min(2 ** (tries - 1), longestPause));
      }
    }
    return undefined;
  }

  async #send() {
    if (this.id === null) this.id = (await this.#begin()).id;
    else ({ offset: this.offset } = await ask('GET', `/${this.id}`));
    while (this.offset < this.file.size && !this.isGone) await this.#sendPiece();
    if (this.isGone) return;
    this.document = await ask('POST', `/${this.id}/finish`);
    this.state = 'done';
    this.show('done');
  }

  #begin() {
    const body = JSON.stringify({ ...this.record, file_name: this.file.name, size: this.file.size });
    return ask('POST', '', { body, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': this.key } });
  }

  async #sendPiece() {
    const began = performance.now();
    const body = this.file.slice(this.offset, this.offset + this.piece);
    try {
      const headers = { 'Content-Type': 'application/octet-stream' };
      ({ offset: this.offset } = await ask('PUT', `/${this.id}?offset=${this.offset}`, { body, headers }));
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.code !== 'wrong_offset') throw fault;
      this.offset = fault.offset; // the answer to an earlier try was lost
    }
    if (performance.now() - began < 2000) this.piece = Math.min(this.piece * 2, largestPiece);
    this.show('sending');
  }

  #refused(fault) {
    this.state = 'failed';
    if (fault.status === 404) Object.assign(this, { id: null, offset: 0, key: freshKey() });
    this.show('failed', fault.status === 401 ? 'You are signed out. Sign in again in another tab, then try again.' : fault.message);
  }

  forget() {
    this.isGone = true;
    if (this.id !== null && this.state !== 'done') ask('DELETE', `/${this.id}`).catch(() => {});
  }
}

// The list below one file field: a line a file, and one sentence that is read aloud when it changes.
class UploadList {
  constructor(input) {
    this.input = input;
    this.form = input.form;
    this.record = { record_type: input.dataset.uploadType, record_id: input.dataset.uploadId };
    this.uploads = [];
    this.lines = document.createElement('ul');
    this.lines.className = 'upload-list';
    this.status = document.createElement('p');
    this.status.className = 'upload-status';
    this.status.setAttribute('role', 'status');
    input.after(this.lines, this.status);
    input.addEventListener('change', () => this.take());
    this.form.addEventListener('submit', (event) => this.hold(event));
    window.addEventListener('beforeunload', (event) => this.#count('sending') > 0 && !this.isLeaving && event.preventDefault());
  }

  take() {
    for (const file of this.input.files) this.#add(file);
    this.input.value = ''; // the form need not bring them
    this.#work();
  }

  #add(file) {
    const line = document.createElement('li');
    const name = document.createElement('span');
    name.className = 'upload-name';
    name.textContent = file.name;
    const bar = document.createElement('progress');
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    bar.setAttribute('aria-label', `Sending ${file.name}`);
    const words = document.createElement('span');
    words.className = 'upload-words';
    words.textContent = 'Waits for its turn';
    line.append(name, bar, words);
    this.lines.append(line);
    const upload = new Upload(file, this.record, (state, why) => this.#show(upload, line, state, why));
    upload.state = 'queued';
    this.uploads.push(upload);
  }

  // One after the other: on a bad connection one whole photo is worth more than five halves.
  async #work() {
    if (this.isWorking) return;
    this.isWorking = true;
    for (let next; (next = this.uploads.find(({ state }) => state === 'queued')); ) await next.run();
    this.isWorking = false;
    this.#tell();
    if (this.held && this.#count('failed') === 0) this.#release();
    else if (this.held) this.#letGo();
  }

  #show(upload, line, state, why) {
    const bar = line.querySelector('progress');
    bar.value = upload.offset;
    bar.hidden = state === 'done' || state === 'failed';
    line.dataset.state = state;
    const share = Math.floor((100 * upload.offset) / Math.max(upload.file.size, 1));
    const said = { sending: `${share}%`, waiting: 'No connection. It goes on by itself.', done: 'Added', failed: why };
    line.querySelector('.upload-words').textContent = said[state];
    for (const button of line.querySelectorAll('button')) button.remove();
    if (state === 'failed') line.append(this.#button('Try again', upload, line), this.#button('Remove', upload, line));
    if (state === 'waiting') line.append(this.#button('Try now', upload, line));
    if (state === 'done') this.#showPicture(upload, line);
    this.#tell(state);
  }

  #button(words, upload, line) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-calm';
    button.textContent = words;
    button.setAttribute('aria-label', `${words}: ${upload.file.name}`);
    button.addEventListener('click', () => {
      if (words === 'Try now') return window.dispatchEvent(new Event('online'));
      if (words === 'Remove') this.#remove(upload, line);
      else upload.state = 'queued';
      return this.#work();
    });
    return button;
  }

  #remove(upload, line) {
    upload.forget();
    upload.state = 'gone';
    line.remove();
    this.input.focus();
  }

  #showPicture(upload, line) {
    if (!upload.document?.id || line.querySelector('img')) return;
    const picture = document.createElement('img');
    picture.src = `/documents/${encodeURIComponent(upload.document.id)}/thumbnail`;
    picture.alt = '';
    line.prepend(picture);
  }

  #count(...states) {
    return this.uploads.filter(({ state }) => states.includes(state)).length;
  }

  // Said once for what changed, not at every percent.
  #tell() {
    const [left, failed, done] = [this.#count('queued', 'sending'), this.#count('failed'), this.#count('done')];
    const isWaiting = this.lines.querySelector('[data-state="waiting"]') !== null;
    const photos = (count) => (count === 1 ? '1 photo' : `${count} photos`);
    let words = done > 0 ? `${photos(done)} added.` : '';
    if (left > 0 && isWaiting) words = `No connection just now: ${photos(left)} still to be sent.`;
    else if (left > 0 && this.held) words = `The form is sent as soon as ${photos(left)} arrived.`;
    else if (left > 0) words = `Sending ${photos(left)}.`;
    else if (failed > 0) words = `${photos(failed)} could not be added. Try again, or remove what cannot be sent.`;
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  // A form that is sent too early waits for its photos, and then leaves by itself.
  hold(event) {
    if (this.#count('queued', 'sending') === 0 && this.#count('failed') === 0) {
      this.isLeaving = true;
      return;
    }
    event.preventDefault();
    this.held = event.submitter ?? true;
    this.held.setAttribute?.('aria-disabled', 'true');
    this.#tell();
    if (this.#count('queued', 'sending') === 0) this.#letGo();
  }

  #letGo() {
    this.held.removeAttribute?.('aria-disabled');
    this.held = undefined;
    this.lines.querySelector('[data-state="failed"] button')?.focus();
  }

  #release() {
    const submitter = this.held === true ? undefined : this.held;
    this.#letGo();
    this.form.requestSubmit(submitter);
  }
}

for (const input of document.querySelectorAll('input[type="file"][data-upload-type]')) new UploadList(input);
