// The token for what is said to the bot: in this page's memory, and nowhere else.

let kept = null;

/** The token that was typed last and not refused; null where none was. */
export const token = {
  get: () => kept,
  keep: (text) => { kept = text; },
  forget: () => { kept = null; },
};
