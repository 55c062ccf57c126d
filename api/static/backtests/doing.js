// What is done to a backtest that is kept: ended, named, removed; each says what went wrong.

import { button, make } from "../page/dom.js";
import { post } from "../page/service.js";
import { choose, chosen } from "./chosen.js";
import { nameOf } from "./words.js";

const at = ({ id }) => `/backtests/${id}`;

/** End one that waits or runs; `after` is called when that is done, or when it was over already. */
export async function cancel(backtest, after) {
  await post(`${at(backtest)}/cancel`, {}).catch(() => null); // over meanwhile: the list tells what it is
  after();
}

/** Ask for a note, and give it. */
export function askToRename(backtest, after) {
  const input = make("input", { id: "b-new-note", maxlength: "200", value: backtest.note ?? "" });
  ask({
    title: `Name ${nameOf(backtest)}`,
    parts: [make("label", { for: "b-new-note" }, "Note"), input],
    does: "Save",
    act: () => post(at(backtest), { note: input.value.trim() || null }, { method: "PATCH" }),
    after,
  });
}

/** Say what is lost, and remove it where that is confirmed. */
export function askToRemove(backtest, after) {
  ask({
    title: `Delete ${nameOf(backtest)}?`,
    parts: [make("p", {}, "Its result, its report and its note are removed for good. Candles and configs stay.")],
    does: "Delete",
    act: async () => {
      await post(at(backtest), null, { method: "DELETE" });
      if (chosen().includes(backtest.id)) choose(chosen().filter((id) => id !== backtest.id));
    },
    after,
  });
}

/** A dialog with one thing to do; what fails is said in it, and nothing typed is lost. */
function ask({ title, parts, does, act, after }) {
  const problem = make("p", { class: "note problem", role: "alert", hidden: "hidden" });
  const go = make("button", { type: "submit" }, does);
  const dialog = make("dialog", { class: "b-dialog", "aria-label": title });
  const form = make("form", {}, make("h2", {}, title), ...parts, problem,
    make("p", { class: "b-buttons" }, go, button("Leave it", () => dialog.close())));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    try {
      await act();
      dialog.close();
      after();
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
    go.disabled = false;
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
}
