// Redrawing a list under the reader's eyes: where it was scrolled to and what had the focus stay as they were.

/** Call `redraw()`, which fills `body` anew; its scrolling region is the one that the keyboard reaches. */
export function inPlace(body, redraw) {
  const region = () => body.querySelector('[tabindex="0"]');
  const top = region()?.scrollTop ?? 0;
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.story : undefined;
  redraw();
  if (region()) region().scrollTop = top;
  if (focused) [...body.querySelectorAll("[data-story]")].find((each) => each.dataset.story === focused)?.focus({ preventScroll: true });
}
