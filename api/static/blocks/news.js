// Headlines as they were read, newest first.

import { headlines } from "../story/headlines.js";

export const definition = {
  name: "news",
  title: "News",
  about: "headlines, and what they mean for the symbol",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: (address) => address.query("/news", { limit: 40 }),
  everyMs: 300000,
  ownAge: true,
  empty: () => "No news on file: name feeds in feeds.yml and run tools/ingest_news_to_macro_events.py.",
  draw: (body, events) => {
    const list = headlines(events);
    list.classList.add("scroll");
    list.tabIndex = 0;
    list.setAttribute("aria-label", "News, newest first");
    body.replaceChildren(list);
  },
};
