// The kinds of notices: what happened, not that the bot is alive. One line here is one switch on the page.

export const KINDS = {
  fill: { label: "Fills", title: "Fill", stays: false },
  exit: { label: "Exits", title: "Exit", stays: false },
  halt: { label: "Pauses and halts", title: "Pause or halt", stays: true },
  config: { label: "Refused configs", title: "Config refused", stays: true },
  silent: { label: "Bot silent", title: "Bot silent", stays: true },
};
