// A person who has no mouse: Tab goes on, Enter presses, arrows choose. Wherever the keyboard stands, that must be seen.
import assert from "node:assert/strict";

// More stops than any page has; who needs more is going round in circles.
const mostStops = 120;

/** Runs inside the page: what has the keyboard, how it is seen, and what it is called. */
function whereItStands() {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const drawn = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
  };
  const frame = stop.closest(".choice");
  const box = stop.getBoundingClientRect();
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2; // of the part on the screen
  const above = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const label = stop.labels?.[0]?.innerText ?? "";
  return {
    kind: stop.localName,
    type: stop.type ?? "",
    name: stop.name ?? "",
    value: stop.value ?? "",
    words: (stop.getAttribute("aria-label") ?? (stop.innerText || label)).trim(),
    inMain: stop.closest("main") !== null,
    framed: drawn(stop) || (frame !== null && drawn(frame)),
    onTop: above !== null && (stop.contains(above) || above.contains(stop) || [...(stop.labels ?? [])].some((one) => one.contains(above))),
  };
}

export class Keyboard {
  constructor({ page }) {
    this.page = page;
    this.keyboard = page.keyboard;
  }

  /** The keyboard of a visitor; without motion, so that a frame is whole at once. */
  static async of(visitor) {
    await visitor.page.emulateMedia({ reducedMotion: "reduce" });
    return new Keyboard(visitor);
  }

  /** Goes on by Tab until the keyboard stands on what is wanted; every stop on the way is framed and covered by nothing. */
  async reach(told, wanted) {
    const passed = [];
    for (let stops = 0; stops < mostStops; stops += 1) {
      const stop = await this.page.evaluate(whereItStands);
      if (stop && stops > 0) this.#mustBeSeen(stop);
      if (stop && wanted(stop)) {
        this.#mustBeSeen(stop);
        return stop;
      }
      if (stop) passed.push(stop.words || stop.name || stop.kind);
      await this.keyboard.press("Tab");
    }
    return assert.fail(`Tab never came to ${told}; it passed: ${passed.join(" | ")}`);
  }

  #mustBeSeen(stop) {
    const called = `${stop.kind} "${stop.words || stop.name}" on ${this.page.url()}`;
    assert.ok(stop.framed, `it is seen that the keyboard stands on ${called}`);
    assert.ok(stop.onTop, `nothing lies over ${called}`);
  }

  field(name) {
    return this.reach(`the field ${name}`, (stop) => stop.name === name);
  }

  async type(values) {
    for (const [name, text] of Object.entries(values)) {
      await this.field(name);
      await this.keyboard.press("Control+a");
      await this.keyboard.type(text);
    }
  }

  /** Chooses one of several: Tab comes to the group, arrows go through it. */
  async pick(name, value) {
    let stop = await this.field(name);
    if (stop.type !== "radio") return this.#letGo(stop, name, value);
    await this.keyboard.press(" ");
    for (let steps = 0; stop.value !== value && steps < mostStops; steps += 1) {
      await this.keyboard.press("ArrowDown");
      stop = await this.page.evaluate(whereItStands);
      this.#mustBeSeen(stop);
    }
    assert.equal(`${stop.name}=${stop.value}`, `${name}=${value}`);
  }

  async #letGo(stop, name, value) {
    assert.equal(stop.kind, "select", `${name} is chosen from`);
    await this.keyboard.press("Home");
    for (let steps = 0; stop.value !== value && steps < mostStops; steps += 1) {
      await this.keyboard.press("ArrowDown");
      stop = await this.page.evaluate(whereItStands);
    }
    assert.equal(`${stop.name}=${stop.value}`, `${name}=${value}`);
  }

  /** Presses what is called so (the whole name), and waits for the page that comes. */
  async press(words) {
    await this.reach(`"${words}"`, (stop) => stop.words === words && ["a", "button"].includes(stop.kind));
    await this.enter();
  }

  /** Follows an entry of the main menu, which is folded where the screen is narrow. */
  async choose(entry) {
    const folded = await this.page.locator("details.menu > summary").isVisible();
    if (folded) {
      await this.reach("the menu", (stop) => stop.kind === "summary" && !stop.inMain);
      await this.keyboard.press("Enter");
    }
    await this.press(entry);
  }

  /** Enter, as in the last field of a form or on a button. */
  async enter() {
    await Promise.all([this.page.waitForEvent("framenavigated"), this.keyboard.press("Enter")]);
    await this.page.waitForLoadState("networkidle");
  }
}
