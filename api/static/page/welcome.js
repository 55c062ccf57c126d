// What an empty volume shows: one welcome with what to type, and the way to the preview.

import { make } from "./dom.js";
import { store } from "./store.js";

/** Show `element` as long as no bot has written into the volume. */
export function startWelcome(element) {
  element.replaceChildren(
    make("h2", {}, "Welcome: no bot has written here yet"),
    make("p", {}, "Start one on paper, which needs no account, no key and no money:"),
    make("pre", { tabindex: "0" }, make("code", {}, "make run")),
    make("p", {}, "or in containers ", make("code", {}, "docker compose up"), ". The values appear here by themselves with the first closed candle. Until then ",
      make("a", { href: "/dashboard/preview" }, "the preview"), " shows the page with invented data."));
  store.on("condition", (now) => { element.hidden = now !== "empty"; });
}
