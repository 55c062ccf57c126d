// The assistant: a question in words, the answer, and the facts it rests on.

import { address } from "../page/address.js";
import { button, make, moment, writeTimes } from "../page/dom.js";
import { post } from "../page/service.js";
import { counted, folded } from "./parts.js";

const QUESTIONS = ["What is the position?", "Why?", "What is at risk?", "What would make you sell?", "How did this week go?", "What about macro and the Fed?"];
const MOST_KEPT = 10;

const field = make("input", { id: "question", maxlength: "500", autocomplete: "off", required: "required", placeholder: "Why did it decide so?" });
const send = make("button", { type: "submit" }, "Ask");
const problem = make("p", { class: "note problem", role: "alert", hidden: "hidden" });
const answers = make("dl", { id: "answers", "aria-live": "polite" });
const form = make("form", {},
  make("label", { for: "question" }, "Ask about the position, the reason, the risk, a week, macro or the config"),
  make("div", { class: "row" }, field, send), problem,
  make("div", { class: "row chips" }, ...QUESTIONS.map((question) => button(question, () => ask(question)))));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value);
});

/** Ask once; the question stays in its field until it is answered. */
async function ask(text) {
  const question = text.trim();
  if (question === "" || send.disabled) return;
  field.value = question;
  send.disabled = true;
  problem.hidden = true;
  try {
    const { value } = await post(address.query("/ai/question"), { question });
    show(question, value);
    field.value = "";
  } catch (error) {
    problem.textContent = `${error.message} Your question is still there.`;
    problem.hidden = false;
  } finally {
    send.disabled = false;
  }
}

function show(question, { answer, facts = [] }) {
  const about = facts.length === 0 ? null : folded(counted(facts.length, "fact"), make("ul", { class: "plain" }, ...facts.map(fact)));
  answers.prepend(make("dt", {}, question), make("dd", {}, answer, about));
  while (answers.children.length > 2 * MOST_KEPT) answers.lastElementChild.remove();
}

function fact({ name, value, as_of: asOf, source }) {
  return make("li", {}, `${name}: ${value} `, make("span", { class: "soft" }, `(${source}`, asOf ? ", " : "", asOf ? moment(asOf) : "", ")"));
}

export const definition = {
  name: "assistant",
  title: "Assistant",
  about: "questions in words, answered from the record",
  place: "side",
  views: ["portfolio", "symbol"],
  ownAge: true,
  draw(body) {
    if (form.parentElement !== body) body.replaceChildren(form, answers);
    writeTimes(answers);
  },
};
