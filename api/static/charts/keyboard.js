// A chart by the keyboard: arrows move the crosshair, + and − zoom, Home and End go to the ends.

const FAR = 10;

/** What the keys do, as a screen reader is told it. */
export const KEYS = "Arrow keys move the crosshair, with Shift ten candles at once; plus and minus zoom; "
  + "Home and End go to the ends; Enter opens the trade under the crosshair; Escape takes it away.";

/** Wire the keys of an element to a view; `enter(index)` is called with the row under the crosshair. */
export function listenToKeys(element, view, enter) {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== element) return;
    const act = actions(view(), enter, event.shiftKey ? FAR : 1)[event.key];
    if (act === undefined || view() === null) return;
    event.preventDefault();
    act();
  });
}

function actions(view, enter, step) {
  const last = () => view.rows.length - 1;
  const move = (by) => () => view.point(view.at === null ? last() : view.at + by);
  return {
    ArrowLeft: move(-step),
    ArrowRight: move(step),
    Home: () => view.point(0),
    End: () => view.point(last()),
    "+": () => view.zoom(0.7),
    "=": () => view.zoom(0.7),
    "-": () => view.zoom(1 / 0.7),
    Enter: () => view.at !== null && enter(view.at),
    Escape: () => view.leave(),
  };
}
