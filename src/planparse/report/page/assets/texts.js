// What the page says. Every text comes from the catalogue of the report's language; none stands in these scripts.

const PAGE = JSON.parse(document.getElementById("page").textContent);
const NUMBERS = new Intl.NumberFormat(PAGE.language);
const BY_NAME = new Intl.Collator("vi", { numeric: true }); // names are Vietnamese in every report

/** A text with its placeholders filled in; numbers are written as the language writes them. */
function say(key, values = {}) {
  const text = PAGE.texts[key];
  if (text === undefined) throw new Error(`no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => sayValue(values[name]));
}

function sayValue(value) {
  return typeof value === "number" ? NUMBERS.format(value) : String(value ?? "");
}

/** A text that there may not be, such as the name of a kind that a newer database knows. */
function sayIfKnown(key, otherwise) {
  return PAGE.texts[key] ?? otherwise;
}

/** A day (days since 1970) as an official writes it. */
function sayDay(day) {
  if (day === null || day === undefined) return "";
  const iso = new Date(day * 86400000).toISOString().slice(0, 10);
  const [year, month, date] = iso.split("-");
  return PAGE.language === "vi" ? `${date}/${month}/${year}` : iso;
}

/** How far a day is from the day of the report, in words. */
function sayDistance(day) {
  const days = day - PAGE.today;
  if (days === 0) return say("day.today");
  return days < 0 ? say("day.past", { days: -days }) : say("day.ahead", { days });
}

/** How often a rule of RFC 5545 comes back, in words. */
function sayRule(rule) {
  const parts = Object.fromEntries((rule ?? "").split(";").map((part) => part.split("=")));
  const every = Number(parts.INTERVAL ?? 1);
  const key = `rule.${parts.FREQ}_${every}`;
  return sayIfKnown(key, rule ?? "");
}
