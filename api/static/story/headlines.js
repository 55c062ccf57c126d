// News as lines: titles and what they mean, all of it text, links to http(s) addresses only.

import { signed } from "../page/format.js";
import { make, moment } from "../page/dom.js";

/** A list of news, in the order given. */
export function headlines(events) {
  return make("ul", { class: "headlines" }, ...events.map(headline));
}

/** The news of the hour before a decision. */
export function headlinesPart(story) {
  const head = make("h3", {}, "News of the hour before");
  if (story.news.length > 0) return make("section", {}, head, headlines(story.news));
  return make("section", {}, head, make("p", { class: "soft" }, "No dated news was published in that hour."));
}

function headline(event) {
  const facts = [
    event.source, event.actor, event.category, `${event.sentiment}, ${event.impact} impact`,
    typeof event.bias === "number" ? `bias ${signed(event.bias, (value) => value.toFixed(2))}` : null,
  ].filter(Boolean).join(" · ");
  return make("li", {}, linked(event),
    make("small", { class: "soft" }, event.published_at ? moment(event.published_at) : "no date", ` · ${facts}`));
}

function linked({ title, url }) {
  if (!isWebAddress(url)) return make("span", {}, title);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title);
}

function isWebAddress(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
