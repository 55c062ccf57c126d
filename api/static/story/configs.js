// The configs in use, as the signals block last read them.

import { store } from "../page/store.js";

/** A symbol's config by field name; null while it is not known. */
export const configOf = (symbol) => store.get("strategies")?.find((each) => each.symbol === symbol)?.config ?? null;
