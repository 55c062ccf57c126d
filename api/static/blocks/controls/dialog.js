// The dialog of one command: what happens, the confirmation, the token, and what the service said.

import { button, make } from "../../page/dom.js";
import { isDemo } from "../../page/service.js";
import { COMMANDS, consequences, needsTyping } from "./commands.js";
import { token } from "./token.js";
import { send } from "./sending.js";

const WHERE = "It is in the file api_token of the data folder, or what API_TOKEN says.";
const NO_TOKEN = `The token is needed. ${WHERE}`;
const WRONG_TOKEN = `This token is wrong, or no longer valid: nothing was said to the bot. ${WHERE}`;

/** The dialog of one command in a situation: {mode, positions, symbol}; `done(sentences)` hears the bot. */
export class CommandDialog {
  constructor(name, situation, done) {
    Object.assign(this, { situation, done, command: COMMANDS[name], isSending: false });
    this.title = this.command.title(situation.symbol);
    this.word = needsTyping(situation.mode) ? this.command.word(situation.symbol) : null;
    this.build(consequences(name, situation));
  }

  /** Show it; nothing else of the page can be used until it is closed. */
  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    (this.typed ?? (this.secretField.hidden ? this.submit : this.secret)).focus();
  }

  build(sentences) {
    const plain = { autocomplete: "off", spellcheck: "false" };
    this.typed = this.word === null ? null : make("input", { type: "text", ...plain });
    this.reason = make("input", { type: "text", maxlength: "200", ...plain });
    this.secret = make("input", { type: "password", ...plain });
    this.secretField = field("Token, kept in this page's memory only", this.secret);
    this.secretField.hidden = isDemo || token.get() !== null;
    this.problem = make("p", { class: "note problem", role: "alert", hidden: "hidden" });
    this.submit = make("button", { type: "submit" }, this.title);
    this.fields = make("fieldset", {}, this.typed && field(`${this.situation.mode}: type ${this.word} to confirm`, this.typed),
      this.secretField, field("Reason, if you like", this.reason),
      make("div", { class: "buttons" }, this.submit, button("Cancel", () => this.dialog.close())));
    const form = make("form", {}, make("h2", { id: "command-title" }, this.title),
      make("ul", { class: "plain" }, ...sentences.map((sentence) => make("li", {}, sentence))), this.problem, this.fields);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.confirm();
    });
    this.dialog = make("dialog", { class: "command", "aria-labelledby": "command-title" }, form);
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.addEventListener("cancel", (event) => this.isSending && event.preventDefault());
  }

  /** Send it, once; where it is refused the dialog stays as it is. */
  async confirm() {
    if (this.isSending) return;
    const lacking = this.lacking();
    if (lacking) return this.say(lacking);
    if (!this.secretField.hidden) token.keep(this.secret.value.trim());
    this.sending(true);
    try {
      const said = await send(this.command.path(this.situation.symbol), { token: token.get(), reason: this.reason.value.trim() });
      this.dialog.close();
      this.done(said);
    } catch (error) {
      this.sending(false);
      this.refused(error);
    }
  }

  lacking() {
    if (this.word !== null && this.typed.value.trim() !== this.word) return `Type ${this.word} to confirm.`;
    return !this.secretField.hidden && this.secret.value.trim() === "" ? NO_TOKEN : null;
  }

  refused(error) {
    if (error.status !== 401) return this.say(error.message);
    token.forget();
    this.secret.value = "";
    this.secretField.hidden = false;
    this.say(WRONG_TOKEN);
    this.secret.focus();
  }

  sending(isSending) {
    this.isSending = isSending;
    this.fields.disabled = isSending;
    this.submit.textContent = isSending ? "Sent, waiting for the bot…" : this.title;
    if (isSending) this.problem.hidden = true;
  }

  say(sentence) {
    this.problem.textContent = sentence;
    this.problem.hidden = false;
  }
}

const field = (label, input) => make("label", { class: "field" }, make("span", {}, label), input);
