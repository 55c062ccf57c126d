"use strict";
// Runs before the first paint, so that a dark page never flashes white: auto, light or dark, as kept in this browser.
{
  const kept = localStorage.getItem("theme");
  const isDark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}
