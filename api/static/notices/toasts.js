// Toasts: what just happened, at the page's edge, until it was read.

import { make } from "../page/dom.js";
import { linkOf } from "../story/story.js";
import { KINDS } from "./kinds.js";
import { record } from "./record.js";

const MOST = 4;
const SHOWN_MS = 8000;
let region = null;

/** Show a notice {key, kind, text, story}. Where four stand already it is in the list alone. */
export function showToast(notice) {
  region ??= begun();
  if (region.childElementCount >= MOST) return;
  const said = notice.story
    ? make("a", { href: linkOf(notice.story), "data-story": notice.story }, notice.text) : make("span", {}, notice.text);
  const close = make("button", { type: "button", "aria-label": "Dismiss" }, "✕");
  const toast = make("div", { class: `toast ${notice.kind}` }, make("strong", {}, KINDS[notice.kind]?.title ?? "Notice"), said, close);
  const read = () => { record.saw(notice.key); toast.remove(); };
  close.addEventListener("click", read);
  if (notice.story) said.addEventListener("click", read);
  region.append(toast);
  toFront(frontDialog());
  if (!KINDS[notice.kind]?.stays) leaveLater(toast);
}

/** Take back what is over: the toasts of a kind; the list keeps them. */
export function withdraw(kind) {
  region?.querySelectorAll(`.toast.${kind}`).forEach((toast) => toast.remove());
}

function begun() {
  document.addEventListener("toggle", ({ target, newState }) => newState === "open" && target.matches("dialog") && toFront(target), true);
  document.addEventListener("close", () => toFront(frontDialog()), true);
  return make("div", { id: "toasts", role: "log", "aria-label": "What just happened", popover: "manual" });
}

const frontDialog = () => [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;

/** Above everything; within the dialog that is open, since nothing outside of it can be clicked. */
function toFront(place) {
  if (region.isConnected) region.hidePopover();
  if (region.parentElement !== place) place.append(region);
  region.showPopover();
}

/** Leave after a while, unless the pointer or the focus is on it. */
function leaveLater(toast) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) leaveLater(toast);
    else toast.remove();
  }, SHOWN_MS);
}
