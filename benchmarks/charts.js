async ({ candles: count, trades: traded, rounds }) => {
  const { PriceChart } = await import("/static/charts/price_chart.js");
  const HOUR = 3_600_000;
  const time = (number) => new Date(Date.UTC(2024, 0, 1) + number * HOUR).toISOString();
  const price = (number) => 64_000 + 4000 * Math.sin(number / 400) + 150 * Math.sin(number * 1.7);
  const candle = (number) => {
    const [open, close] = [price(number), price(number + 1)];
    return {
      open_time: time(number), open, close, high: Math.max(open, close) + 60, low: Math.min(open, close) - 60,
      volume: 10 + (number % 7), ema_fast: price(number - 2), ema_slow: price(number - 8), rsi: 50 + 20 * Math.sin(number / 5),
    };
  };
  const candles = Array.from({ length: count }, (_, number) => candle(number));
  const every = Math.floor(count / traded);
  const trades = Array.from({ length: traded }, (_, number) => {
    const [entry, exit] = [candles[number * every], candles[number * every + Math.floor(every / 2)]];
    return {
      id: String(number), symbol: "X", direction: "LONG", entry_time: entry.open_time, entry_price: entry.open,
      exit_time: exit.open_time, exit_price: exit.close, stop_price: entry.open * 0.99, target_price: entry.open * 1.02,
      pnl: exit.close - entry.open, exit_reason: "take_profit",
    };
  });

  const painted = async (act) => {
    const started = performance.now();
    await act();
    await new Promise((done) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(null); // behind the painting of this frame
    }));
    return performance.now() - started;
  };

  const ours = () => {
    const element = document.getElementById("ours");
    let chart = null;
    const view = (from, to) => {
      chart.chart.isMoved = true; // as by hand: a new candle then keeps the view
      chart.chart.view.show(from, to);
    };
    return {
      begin: () => { chart?.destroy(); chart = new PriceChart(element); },
      "first draw": () => chart.show({ candles, trades, alwaysOpen: true, zone: "UTC", range: "All" }),
      pan: (turn) => view(5000 - 200 * turn, 7000 - 200 * turn),
      zoom: (turn) => view(5000 - 500 * turn, 7000 + 300 * turn),
      month: () => view(count - 720, count + 3),
      update: () => chart.show({ candles: [...candles, candle(count)], trades, alwaysOpen: true, zone: "UTC", range: "All" }),
    };
  };

  const theirs = () => {
    const element = document.getElementById("theirs");
    const figure = (all) => {
      const x = all.map((each) => each.open_time);
      const column = (name) => all.map((each) => each[name]);
      const marks = (at, y) => ({ type: "scatter", mode: "markers", x: trades.map((each) => each[at]), y: trades.map((each) => each[y]), marker: { size: 11, symbol: "triangle-up" } });
      return [
        { type: "candlestick", x, open: column("open"), high: column("high"), low: column("low"), close: column("close") },
        { type: "scatter", mode: "lines", x, y: column("ema_fast") }, { type: "scatter", mode: "lines", x, y: column("ema_slow") },
        marks("entry_time", "entry_price"), marks("exit_time", "exit_price"),
      ];
    };
    const layout = { xaxis: { type: "date", rangeslider: { visible: false } }, uirevision: "kept" };
    const view = (from, to) => window.Plotly.relayout(element, { "xaxis.range": [time(from), time(to)] });
    return {
      begin: () => window.Plotly.purge(element),
      "first draw": () => window.Plotly.react(element, figure(candles), layout),
      pan: (turn) => view(5000 - 200 * turn, 7000 - 200 * turn),
      zoom: (turn) => view(5000 - 500 * turn, 7000 + 300 * turn),
      month: () => view(count - 720, count + 3),
      update: () => window.Plotly.react(element, figure([...candles, candle(count)]), layout),
    };
  };

  const best = Object.fromEntries(["first draw", "pan", "zoom", "update"].map((what) => [what, { ours: Infinity, plotly: Infinity }]));
  for (const [name, chart] of [["ours", ours()], ["plotly", theirs()]]) {
    for (let turn = 0; turn <= rounds; turn += 1) {
      chart.begin();
      for (const [what, times] of Object.entries(best)) {
        if (what === "update") await painted(() => chart.month()); // a candle arrives while a month of hours is in view
        const took = await painted(() => chart[what](turn));
        if (turn > 0) times[name] = Math.min(times[name], took); // the first turn compiles
      }
    }
  }
  return best;
}
