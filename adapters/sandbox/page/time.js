/** Instants in words, in a person's zone; "now" is always the course's clock. */

const made = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!made.has(key)) {
    made.set(
      key,
      new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...options }),
    );
  }
  return made.get(key);
}

const DAY = { weekday: "short", month: "short", day: "numeric" };
const HOUR = { hour: "2-digit", minute: "2-digit" };

/** Return the name people know a zone by: `America/New_York` is "New York". */
export function cityOf(zone) {
  return zone.split("/").pop().replaceAll("_", " ");
}

/** Return "15:00". */
export function hourOf(at, zone) {
  return formatter(zone, HOUR).format(new Date(at));
}

/** Return "Tue, Sep 22"; with its year where it is not the present one's. */
export function dateOf(at, zone, now) {
  const year = formatter(zone, { year: "numeric" });
  const same = now === undefined || year.format(new Date(at)) === year.format(new Date(now));
  return formatter(zone, same ? DAY : { ...DAY, year: "numeric" }).format(new Date(at));
}

/** Return "Tue, Sep 22, 15:00". */
export function fullOf(at, zone, now) {
  return `${dateOf(at, zone, now)}, ${hourOf(at, zone)}`;
}

/** Return "Mon 09:00", for narrow places. */
export function shortOf(at, zone) {
  return `${formatter(zone, { weekday: "short" }).format(new Date(at))} ${hourOf(at, zone)}`;
}

/** Return the calendar day of an instant in a zone, as a key to group by. */
export function dayOf(at, zone) {
  return formatter(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(at),
  );
}

/** Return "Today", "Yesterday" or "Tuesday, September 22". */
export function dayName(at, zone, now) {
  if (dayOf(at, zone) === dayOf(now, zone)) return "Today";
  if (dayOf(at, zone) === dayOf(now - 86_400_000, zone)) return "Yesterday";
  return formatter(zone, { weekday: "long", month: "long", day: "numeric" }).format(new Date(at));
}

const UNITS = [
  ["day", 86_400_000, 36 * 3_600_000],
  ["hour", 3_600_000, 90 * 60_000],
  ["minute", 60_000, 45_000],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** Return "in 3 hours" or "2 days ago", by the course's clock. */
export function relativeOf(at, now) {
  const away = new Date(at) - now;
  for (const [unit, size, from] of UNITS) {
    if (Math.abs(away) >= from) return relative.format(Math.round(away / size), unit);
  }
  return away < -10_000 ? "just now" : Math.abs(away) <= 10_000 ? "now" : "in a moment";
}

/** Return "UTC+5:30" as it stands at an instant. */
export function offsetOf(at, zone) {
  const parts = formatter(zone, { timeZoneName: "shortOffset" }).formatToParts(new Date(at));
  return parts.find((one) => one.type === "timeZoneName").value.replace("GMT", "UTC");
}

/** Return the next instant, on a whole quarter of an hour, at which a zone's clock shows "Tue 15:00". */
export function nextAt(shown, zone, now) {
  const quarter = 900_000;
  const first = Math.ceil((now + 1) / quarter) * quarter;
  const week = Array.from({ length: 4 * 24 * 8 }, (_, index) => first + index * quarter);
  return week.find((at) => shortOf(at, zone) === shown);
}
