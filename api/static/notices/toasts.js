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
  region ??= document.body.appendChild(make("div", { id: "toasts", role: "log", "aria-label": "What just happened", popover: "manual" }));
  if (region.childElementCount >= MOST) return;
  const said = notice.story
    ? make("a", { href: linkOf(notice.story), "data-story": notice.story }, notice.text) : make("span", {}, notice.text);
  const close = make("button", { type: "button", "aria-label": "Dismiss" }, "✕");
  const toast = make("div", { class: `toast ${notice.kind}` }, make("strong", {}, KINDS[notice.kind]?.title ?? "Notice"), said, close);
  const read = () => { record.saw(notice.key); toast.remove(); };
  close.addEventListener("click", read);
  if (notice.story) said.addEventListener("click", read);
  region.append(toast);
  toFront();
  if (!KINDS[notice.kind]?.stays) leaveLater(toast);
}

/** Take back what is over: the toasts of a kind; the list keeps them. */
export function withdraw(kind) {
  region?.querySelectorAll(`.toast.${kind}`).forEach((toast) => toast.remove());
}

/** Above everything, a story's panel too. */
function toFront() {
  region.hidePopover();
  region.showPopover();
}

/** Leave after a while, unless the pointer or the focus is on it. */
function leaveLater(toast) {
  setTimeout(() => {
    if (toast.matches(":hover, :focus-within")) leaveLater(toast);
    else toast.remove();
  }, SHOWN_MS);
}
