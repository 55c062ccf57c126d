// Light, dark, or as the system says; the choice is kept in this browser. Paper is always light.

const ORDER = ["auto", "light", "dark"];
const SIGNS = { auto: "◐", light: "☀", dark: "☾" };
const system = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");
const listeners = [];

const chosen = () => {
  const kept = localStorage.getItem("theme");
  return ORDER.includes(kept) ? kept : "auto";
};

/** Wire the button that goes from one theme to the next. */
export function startTheme(button) {
  let isPaper = paper.matches;
  const apply = () => {
    const choice = chosen();
    const isDark = !isPaper && (choice === "dark" || (choice === "auto" && system.matches));
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    button.textContent = SIGNS[choice];
    button.title = `Theme: ${choice}`;
    button.setAttribute("aria-label", `Theme: ${choice}`);
    listeners.forEach((redraw) => redraw());
  };
  button.addEventListener("click", () => {
    localStorage.setItem("theme", ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
    apply();
  });
  system.addEventListener("change", apply);
  const print = (isNow) => { isPaper = isNow; apply(); };
  paper.addEventListener("change", () => print(paper.matches));
  addEventListener("beforeprint", () => print(true)); // a canvas has to be painted before the media is paper's
  addEventListener("afterprint", () => print(false));
  apply();
}

/** Call `redraw()` whenever the colours change. */
export const onTheme = (redraw) => listeners.push(redraw);

/** A colour of the page's palette, by its name in tokens.css. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
