// What the library's licence asks for, once on the page: its notice, and a link to TradingView.

import { make } from "../page/dom.js";

const HOME = "https://www.tradingview.com/";
const NOTICE = "TradingView Lightweight Charts™, Copyright (c) 2026 TradingView, Inc.";

/** Put it under the page's blocks, with the logo that the library draws into a chart. */
export function showLicence(canvas) {
  const logo = canvas.querySelector("#tv-attr-logo");
  if (logo === null || document.querySelector(".chart-licence")) return;
  const drawn = make("a", { class: "chart-logo", href: HOME, rel: "noreferrer", title: "Charts by TradingView" });
  drawn.append(...logo.cloneNode(true).children);
  const place = document.querySelector("main") ?? document.body;
  place.append(make("p", { class: "chart-licence" }, drawn, ` ${NOTICE} `, make("a", { href: HOME, rel: "noreferrer" }, HOME)));
}
