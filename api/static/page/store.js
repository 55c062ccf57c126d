// The latest values that blocks share: status, positions, performance, risk, symbols, ...

const values = {};
const listeners = {};

export const store = {
  /** The latest value under a name; undefined before there was one. */
  get: (name) => values[name],

  /** Keep a value, and tell those who listen. */
  set(name, value) {
    values[name] = value;
    (listeners[name] ?? []).forEach((hear) => hear(value));
  },

  /** Call `hear(value)` now if there is a value, and whenever there is a new one. */
  on(name, hear) {
    (listeners[name] ??= []).push(hear);
    if (values[name] !== undefined) hear(values[name]);
  },

  /** Forget what belongs to another symbol or view. */
  clear(...names) { names.forEach((name) => delete values[name]); },
};
