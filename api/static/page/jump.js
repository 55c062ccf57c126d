// The jump bar of a phone: the first blocks, and a sheet with all others.

import { button, make } from "./dom.js";

/** Fill `bar` with a button for each `first` block and one that opens `sheet` with all `blocks`. */
export function startJump(bar, sheet, blocks) {
  const go = (block) => {
    sheet.close();
    block.fold(false);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.section.scrollIntoView({ behavior: still ? "auto" : "smooth" });
    block.frame.title.focus({ preventScroll: true });
  };
  const nameOf = (block) => block.definition.short ?? block.frame.title.textContent;
  const list = make("div", { class: "sheet-blocks" });
  const more = button("More", () => {
    list.replaceChildren(...blocks.filter((block) => block.isShown && !block.definition.first).map((block) => button(nameOf(block), () => go(block))));
    sheet.showModal();
  }, { "aria-haspopup": "dialog" });
  sheet.prepend(make("h2", {}, "All blocks"), list, button("Close", () => sheet.close(), { class: "quiet" }));
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  const draw = () => bar.replaceChildren(
    ...blocks.filter((block) => block.isShown && block.definition.first).map((block) => button(nameOf(block), () => go(block))), more);
  draw();
  return draw;
}
