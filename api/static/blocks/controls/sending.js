// Saying a command to the bot once, and waiting for what it did.

import { get, post } from "../../page/service.js";

const PATIENCE_MS = 10000;
const BETWEEN_MS = 1000;
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const UNCONFIRMED = "Not confirmed within 10 s: the bot may be in the middle of a cycle, or stopped. "
  + "The command waits, and is carried out as soon as it runs.";

/** The sentences of what the bot did of a command; UNCONFIRMED where it does not say in time.
 *
 *  Rejects with what the service said, `status` in it: 401 where the token is not the right one.
 */
export async function send(path, { token, reason }) {
  const until = performance.now() + PATIENCE_MS;
  const body = { by: "the dashboard", ...(reason ? { reason } : {}) };
  const { value } = await post(path, body, { token });
  return value.done ? value.said : answered(value.id, until);
}

async function answered(id, until) {
  while (performance.now() < until) {
    await pause(Math.min(BETWEEN_MS, until - performance.now()));
    const { value } = await get(`/control/commands/${id}`);
    if (value.done === false) throw new Error(value.said.join("; "));
    if (value.done) return value.said;
  }
  return [UNCONFIRMED];
}
