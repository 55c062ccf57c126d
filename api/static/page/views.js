// The links between the page's views: nothing is loaded anew, and what else the address says stays.

import { address } from "./address.js";

/** Have plain clicks on the links of `nav` that lead to a view of this page change the address alone. */
export function startViews(nav) {
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || new URL(link.href).pathname !== "/dashboard") return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab or window is meant
    event.preventDefault();
    link.closest("dialog")?.close();
    address.set({ view: new URL(link.href).searchParams.get("view") });
  });
}
