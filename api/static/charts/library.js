// TradingView's Lightweight Charts, loaded when the first chart is drawn.

const FILE = "/static/lightweight-charts.js";
let loading = null;

/** The library; rejects with the service's sentence where its file cannot be served. */
export function library() {
  loading ??= load().catch((error) => {
    loading = null; // the next chart tries again
    throw error;
  });
  return loading;
}

function load() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = FILE;
    script.addEventListener("load", () => resolve(window.LightweightCharts));
    script.addEventListener("error", async () => reject(new Error(await reason())));
    document.head.append(script);
  });
}

async function reason() {
  const answer = await fetch(FILE).catch(() => null);
  const problem = await answer?.json().catch(() => null);
  return problem?.detail ?? "The chart library could not be loaded; the table below has the values.";
}
