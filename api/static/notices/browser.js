// Notifications of the browser: asked for on a click only, each kind switchable, the choice kept here.

import { make } from "../page/dom.js";
import { KINDS } from "./kinds.js";

const KEY = "notifications";
const isThere = "Notification" in window;

const chosen = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
};

const isGranted = () => isThere && Notification.permission === "granted";

/** Whether a kind is switched on and the browser lets the page notify. */
const notifies = (kind) => isGranted() && chosen()[kind] === true;

/** Whether any kind is. */
export const notifiesAny = () => Object.keys(KINDS).some(notifies);

/** Hand a notice to the system, where its kind is switched on and the page is not before the reader's eyes. */
export function notify(notice, open) {
  if (!notifies(notice.kind) || document.hasFocus()) return;
  const shown = new Notification(KINDS[notice.kind].title, { body: notice.text, tag: notice.key });
  shown.addEventListener("click", () => { window.focus(); open(notice); shown.close(); });
}

/** A switch for each kind; turning the first one on asks the browser for its permission. */
export function switches() {
  const said = make("p", { class: "soft", role: "status" }, sentence());
  const boxes = Object.entries(KINDS).map(([kind, { label }]) => {
    const box = make("input", { type: "checkbox", name: `notify-${kind}` });
    box.checked = notifies(kind);
    box.disabled = !isThere;
    box.addEventListener("change", async () => { box.checked = await choose(kind, box.checked); said.textContent = sentence(); });
    return make("label", {}, box, label);
  });
  return make("fieldset", { class: "switches" }, make("legend", {}, "Notify me in the browser of"), ...boxes, said);
}

async function choose(kind, wanted) {
  if (wanted && Notification.permission === "default") await Notification.requestPermission();
  const isOn = wanted && isGranted();
  localStorage.setItem(KEY, JSON.stringify({ ...chosen(), [kind]: isOn }));
  return isOn;
}

function sentence() {
  if (!isThere) return "This browser has no notifications.";
  if (Notification.permission === "denied") return "The browser refuses notifications of this page; its settings can allow them.";
  return "Sent while another window is in front; this tab has to stay open.";
}
