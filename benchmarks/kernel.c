/* The fills of the backtest as one writes them by hand in C: one pass, candle by candle.
 *
 * Directions in, trades and equity out, by the same rule and the same order of arithmetic as
 * bot/backtesting/kernel.py, so that both must find the same bits. Compiled at run time by
 * c_loop.py.
 */
#include <stdint.h>

enum { STOP_LOSS = 1, TAKE_PROFIT = 2, SIGNAL = 3, END_OF_DATA = 4 };

typedef struct {
    int64_t entry_row, exit_row, direction, reason;
    double quantity, entry_price, exit_price, fees, pnl;
} Trade;

typedef struct {
    double risk_per_trade_pct, stop_loss_pct, take_profit_pct, fee_pct, slippage_pct;
    int64_t allow_short, exit_on_opposite_signal;
    double max_position;
} Terms;

typedef struct {
    double balance, quantity, entry_price, stop, target, entry_fee;
    int64_t direction, entry_row;
} Account;

static void enter(Account *a, int64_t direction, double open, int64_t row, const Terms *terms)
{
    double fill = open * (1.0 + direction * terms->slippage_pct);
    if (!(a->balance > 0.0 && fill > 0.0))
        return;
    double at_risk = a->balance * terms->risk_per_trade_pct / 100.0 / (fill * terms->stop_loss_pct);
    double affordable = terms->max_position * a->balance / (fill * (1.0 + terms->fee_pct));
    a->quantity = affordable < at_risk ? affordable : at_risk;
    a->entry_fee = a->quantity * fill * terms->fee_pct;
    a->entry_price = fill;
    a->stop = fill * (1.0 - direction * terms->stop_loss_pct);
    a->target = fill * (1.0 + direction * terms->take_profit_pct);
    a->balance -= a->entry_fee;
    a->direction = direction;
    a->entry_row = row;
}

static void leave(Account *a, Trade *trade, int64_t reason, double price, int64_t row,
                  const Terms *terms)
{
    if (reason != TAKE_PROFIT)
        price *= 1.0 - a->direction * terms->slippage_pct;
    double exit_fee = a->quantity * price * terms->fee_pct;
    double gross = a->direction * a->quantity * (price - a->entry_price);
    double fees = a->entry_fee + exit_fee;
    *trade = (Trade){a->entry_row, row, a->direction, reason, a->quantity,
                     a->entry_price, price, fees, gross - fees};
    a->balance = a->balance + gross - exit_fee;
    a->direction = 0;
}

int64_t simulate(int64_t rows, const double *open, const double *high, const double *low,
                 const double *close, const int8_t *action, double balance, const Terms *terms,
                 double *equity, Trade *trades)
{
    Account a = {.balance = balance};
    int64_t count = 0;
    for (int64_t t = 0; t < rows; t++) {
        if (t > 0) {
            int64_t wanted = action[t - 1];
            int at_rest = a.direction == 0;
            if (!at_rest) {
                if (a.direction * (open[t] - a.stop) <= 0.0)
                    leave(&a, &trades[count++], STOP_LOSS, open[t], t, terms);
                else if (a.direction * (open[t] - a.target) >= 0.0)
                    leave(&a, &trades[count++], TAKE_PROFIT, open[t], t, terms);
                else if (terms->exit_on_opposite_signal && wanted == -a.direction) {
                    leave(&a, &trades[count++], SIGNAL, open[t], t, terms);
                    at_rest = 1;
                }
            }
            if (at_rest && (wanted > 0 || (wanted < 0 && terms->allow_short)))
                enter(&a, wanted, open[t], t, terms);
        }
        if (a.direction != 0) {
            int is_long = a.direction > 0;
            int stopped = is_long ? low[t] <= a.stop : high[t] >= a.stop;
            int reached = is_long ? high[t] >= a.target : low[t] <= a.target;
            if (stopped)
                leave(&a, &trades[count++], STOP_LOSS, a.stop, t, terms);
            else if (reached)
                leave(&a, &trades[count++], TAKE_PROFIT, a.target, t, terms);
        }
        equity[t] = a.direction == 0
            ? a.balance
            : a.balance + a.direction * a.quantity * (close[t] - a.entry_price);
    }
    if (a.direction != 0) {
        leave(&a, &trades[count++], END_OF_DATA, close[rows - 1], rows - 1, terms);
        equity[rows - 1] = a.balance;
    }
    return count;
}
