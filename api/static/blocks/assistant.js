// A question in words, answered from what is on record.

import { button, make } from "../page/dom.js";
import { stamp } from "../page/format.js";
import { post } from "../page/service.js";

const QUESTIONS = ["What is the position?", "Why?", "What is at risk?", "What would make you sell?", "How did this week go?", "What about macro and the Fed?"];
const MOST_ANSWERS = 10;

export const definition = {
  name: "assistant", title: "Assistant", about: "questions in words, answered from the record", place: "side", views: ["portfolio", "symbol"], draw,
};

function draw(body, _answer, page) {
  if (body.querySelector("form")) return; // what was asked and answered stays
  const field = make("input", { id: "question", name: "question", maxlength: "500", autocomplete: "off", required: "required", placeholder: "Why did it decide so?" });
  const answers = make("dl", { id: "answers", "aria-live": "polite" });
  const form = make("form", { id: "ask" },
    make("label", { for: "question" }, "Ask about the position, the reason, the risk, a week, macro or the config"),
    make("div", { class: "row" }, field, make("button", { type: "submit" }, "Ask")));
  const ask = async (question) => {
    if (await answered(answers, question, page.address)) field.value = "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) ask(field.value.trim());
  });
  body.replaceChildren(form, make("div", { class: "row chips" }, ...QUESTIONS.map((question) => button(question, () => ask(question)))), answers);
}

/** Put question and answer on top of the list; false where it could not be answered. */
async function answered(answers, question, address) {
  const said = make("dd", {}, "…");
  answers.prepend(make("div", {}, make("dt", {}, question), said));
  while (answers.children.length > MOST_ANSWERS) answers.lastElementChild.remove();
  try {
    const { value } = await post(address.query("/ai/question"), { question });
    said.replaceChildren(value.answer, ...factsOf(value.facts ?? []));
    return true;
  } catch (error) {
    said.textContent = error.message;
    return false;
  }
}

/** What an answer rests on, folded. */
function factsOf(facts) {
  if (facts.length === 0) return [];
  const lines = facts.map(({ name, value, as_of, source }) => make("li", {}, `${name}: ${value} (${source}${as_of ? `, ${stamp(as_of)}` : ""})`));
  return [make("details", {}, make("summary", { class: "soft" }, facts.length === 1 ? "1 fact" : `${facts.length} facts`), make("ul", { class: "plain" }, ...lines))];
}
