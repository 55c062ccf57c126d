// Where answers come from: the service, or, only where the address asks for it, invented samples.

/** True on /dashboard/preview and with ?demo=1: nothing shown there is the bot's. */
export const isDemo = location.pathname === "/dashboard/preview"
  || new URLSearchParams(location.search).get("demo") === "1";

/** The Response to an address, as fetch gives it. */
export async function ask(address, options) {
  if (!isDemo) return fetch(address, options);
  const { sampleAnswer } = await import("./sample.js");
  const path = address.split("?")[0];
  return new Response(JSON.stringify(sampleAnswer(path)), { status: 200 });
}
