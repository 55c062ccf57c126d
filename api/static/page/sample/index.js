// What the preview answers instead of the service: every block adds its own invented answers here.

import { answers as account } from "./account.js";
import { answers as backtests } from "./backtests.js";
import { answers as blocks } from "./blocks.js";
import { answers as opinions } from "./opinions.js";
import { answers as status } from "./status.js";
import { answers as story } from "./story.js";

/** Path, or a regular expression of paths beginning with ^, to (query, path) => value. */
const ANSWERS = { ...account, ...opinions, ...blocks, ...backtests, ...story, ...status };

/** The invented answer to a path of the service. */
export function sampleAnswer(address) {
  const { pathname, searchParams } = new URL(address, location.origin);
  const path = decodeURIComponent(pathname);
  const key = path in ANSWERS ? path : Object.keys(ANSWERS).find((key) => key.startsWith("^") && new RegExp(key).test(path));
  if (!key) throw new Error("The preview has no sample of this.");
  return ANSWERS[key](searchParams, path);
}
