// Light, dark, or as the system says; the choice is kept in this browser.

const ORDER = ["auto", "light", "dark"];
const system = matchMedia("(prefers-color-scheme: dark)");

const chosen = () => {
  const kept = localStorage.getItem("theme");
  return ORDER.includes(kept) ? kept : "auto";
};

/** Wire the button; `redraw` is called whenever the colours change. */
export function startTheme(button, redraw) {
  const apply = () => {
    const choice = chosen();
    const dark = choice === "dark" || (choice === "auto" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.querySelector("span").textContent = choice;
    button.setAttribute("aria-label", `Theme: ${choice}`);
    redraw();
  };
  button.addEventListener("click", () => {
    localStorage.setItem("theme", ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}

/** A colour of the page's palette, by its name in dashboard.css. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
