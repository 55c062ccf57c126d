// Where blocks stand: a wide page has two columns, a narrow one a single list with most of it folded.

const NARROW = matchMedia("(max-width: 699.98px)");
const ONE_COLUMN = matchMedia("(max-width: 999.98px)");

/** Put the blocks into `main` by their places, now and whenever the width changes its kind. */
export function startLayout(main, blocks, views, sheet) {
  const columns = Object.fromEntries(["top", "main", "side", "bottom"].map((place) => {
    const column = document.createElement("div");
    column.className = `column ${place}`;
    return [place, column];
  }));
  const home = views.parentElement;
  const arrange = () => {
    const isList = ONE_COLUMN.matches;
    main.classList.toggle("list", isList);
    main.replaceChildren(...(isList ? [columns.top] : Object.values(columns)));
    blocks.forEach((block) => (isList ? columns.top : columns[block.definition.place]).append(block.section));
    (NARROW.matches ? sheet : home).append(views);
  };
  const fold = () => blocks.forEach((block) => block.fold(NARROW.matches && !block.definition.first));
  ONE_COLUMN.addEventListener("change", arrange);
  NARROW.addEventListener("change", () => { arrange(); fold(); });
  arrange();
  fold();
}
