// A page as it looks on a day that never passes, so that a picture of it changes only when the page does.

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const theDay = "2026-03-02";
const theTime = "09:30";

/** Runs inside the page: every date in words moves with the one that is today, every time of day becomes the same one. */
function moveDates([names, today, day, time]) {
  const oneDay = 24 * 60 * 60 * 1000;
  const move = (whole, weekday, date, month, year, clock) => {
    const days = (Date.UTC(year, names.indexOf(month), date) - Date.parse(today)) / oneDay;
    const then = new Date(Date.parse(day) + days * oneDay);
    const named = weekday ? `${then.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" })} ` : "";
    return `${named}${then.getUTCDate()} ${names[then.getUTCMonth()]} ${then.getUTCFullYear()}${clock ? ` at ${time}` : ""}`;
  };
  const written = new RegExp(`([A-Z][a-z]+day )?(\\d{1,2}) (${names.join("|")}) (\\d{4})( at \\d\\d:\\d\\d)?`, "g");
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode()) node.data = node.data.replace(written, move);
  document.activeElement?.blur();
}

const londonToday = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/London" });

/** Stops the day on the page that is open. */
export function standStill(page) {
  return page.evaluate(moveDates, [months, londonToday(), theDay, theTime]);
}
