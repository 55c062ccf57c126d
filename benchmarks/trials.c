/* Many trials of the EMA and RSI rule, written by hand: one pass over the candles for each trial,
   which decides, fills and measures on its way. Long only; indicators come in tables. */
#include <math.h>
#include <stdint.h>

typedef struct {
    const double *open, *high, *low, *close, *deviation, *emas, *rsis;
    int64_t candles;
    double balance, fee, slippage, periods_per_year;
} Shared;

typedef struct {
    const int64_t *fast, *slow, *rsi; /* rows of the tables */
    const double *overbought, *oversold, *risk_pct, *stop, *target;
} Draws;

enum { METRICS = 15 };

static void trial(const Shared *in, const Draws *draws, int64_t k, double *out) {
    int64_t n = in->candles;
    const double *fast = in->emas + draws->fast[k] * n, *slow = in->emas + draws->slow[k] * n;
    const double *rsi = in->rsis + draws->rsi[k] * n;
    double overbought = draws->overbought[k], oversold = draws->oversold[k];
    double balance = in->balance, before = balance, peak = balance;
    double fall = 0, fall_share = 0, sum = 0, squares = 0, falling = 0;
    double fees = 0, gained = 0, lost = 0;
    double quantity = 0, entry = 0, stop = 0, target = 0, entry_fee = 0;
    int64_t trades = 0, wins = 0, losses = 0;
    int held = 0, wanted = 0;
    for (int64_t t = 0; t < n; t++) {
        double price = 0, slippage = in->slippage;
        int closes = 0;
        if (held) {
            if (in->open[t] <= stop) {
                price = in->open[t], closes = 1;
            } else if (in->open[t] >= target) {
                price = in->open[t], slippage = 0, closes = 1;
            }
        } else if (wanted) {
            entry = in->open[t] * (1 + in->slippage);
            double at_risk = balance * draws->risk_pct[k] / 100 / (entry * draws->stop[k]);
            double affordable = balance / (entry * (1 + in->fee));
            quantity = at_risk < affordable ? at_risk : affordable;
            if (quantity > 0) {
                entry_fee = quantity * entry * in->fee;
                balance -= entry_fee;
                stop = entry * (1 - draws->stop[k]);
                target = entry * (1 + draws->target[k]);
                held = 1;
            }
        }
        if (held && !closes) {
            if (in->low[t] <= stop) {
                price = stop, closes = 1;
            } else if (in->high[t] >= target) {
                price = target, slippage = 0, closes = 1;
            } else if (t == n - 1) {
                price = in->close[t], closes = 1;
            }
        }
        if (closes) {
            price *= 1 - slippage;
            double exit_fee = quantity * price * in->fee, gross = quantity * (price - entry);
            double pnl = gross - (entry_fee + exit_fee);
            balance += gross - exit_fee;
            fees += entry_fee + exit_fee;
            trades++;
            if (pnl > 0) wins++, gained += pnl;
            if (pnl < 0) losses++, lost -= pnl;
            held = 0;
        }
        double equity = held ? balance + quantity * (in->close[t] - entry) : balance;
        double change = equity / before - 1;
        sum += change, squares += change * change, before = equity;
        if (change < 0) falling += change * change;
        if (equity > peak) peak = equity;
        if (peak - equity > fall) fall = peak - equity;
        if (peak - equity > fall_share * peak) fall_share = (peak - equity) / peak;
        wanted = 0;
        if (!held && !isnan(fast[t]) && !isnan(slow[t]) && !isnan(rsi[t]) &&
            !isnan(in->deviation[t]))
            wanted = (fast[t] > slow[t] && rsi[t] < overbought) || rsi[t] < oversold;
    }
    double pnl = before - in->balance, mean = sum / n;
    double variance = (squares - sum * mean) / (n - 1), year = in->periods_per_year;
    double grown = before / in->balance;
    const double found[METRICS] = {
        pnl, pnl / in->balance * 100, trades, wins, losses, trades ? (double)wins / trades : NAN,
        wins ? gained / wins : NAN, losses ? lost / losses : NAN, losses ? gained / lost : NAN,
        fall, fall_share * 100,
        variance > 1e-12 * squares / n ? mean / sqrt(variance) * sqrt(year) : NAN,
        fees, falling > 0 ? mean / sqrt(falling / n) * sqrt(year) : NAN,
        grown > 0 && fall_share > 0 ? expm1(log(grown) * year / n) / fall_share : NAN};
    for (int m = 0; m < METRICS; m++) out[m] = found[m];
}

void trials(const Shared *in, const Draws *draws, int64_t count, double *out) {
    for (int64_t k = 0; k < count; k++) trial(in, draws, k, out + k * METRICS);
}
