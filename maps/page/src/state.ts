// One state for all views: what is selected, what is filtered, which stretch of time. It also lives in the address.

import type { Item } from "./data";

export interface State {
  selected: string | null;
  /** Kinds of events that are switched off. */
  hidden: ReadonlySet<string>;
  /** Layers of the map that are switched from what they open with. */
  layers: ReadonlySet<string>;
  query: string;
  status: string;
  actor: string;
  precision: string;
  /** The window of time as shares of the timeline, 0 to 1. */
  from: number;
  to: number;
}

const OPEN: State = { selected: null, hidden: new Set(), layers: new Set(), query: "", status: "", actor: "", precision: "", from: 0, to: 1 };

export type Origin = "story" | "list" | "map" | "time" | "card" | "address" | "legend" | "keys";

export class Store {
  state: State;
  private readonly watchers: ((state: State, before: State, origin: Origin | null) => void)[] = [];

  constructor(address: string) {
    this.state = { ...OPEN, ...readAddress(address) };
  }

  watch(watcher: (state: State, before: State, origin: Origin | null) => void): void {
    this.watchers.push(watcher);
  }

  change(part: Partial<State>, origin: Origin | null = null): void {
    const before = this.state;
    this.state = { ...before, ...part };
    for (const watcher of this.watchers) watcher(this.state, before, origin);
  }

  select(id: string | null, origin: Origin): void {
    if (id !== this.state.selected) this.change({ selected: id }, origin);
  }

  reset(): void {
    this.change({ ...OPEN, selected: this.state.selected, layers: this.state.layers });
  }
}

/** Whether an event passes every filter but the layer tree's, which the map itself keeps. */
export function passes(item: Item, state: State, inWindow: (item: Item) => boolean): boolean {
  if (state.status && item.status !== state.status) return false;
  if (state.precision && item.precision !== state.precision) return false;
  if (state.actor && !item.actors.some((actor) => actor.name === state.actor)) return false;
  if (state.query && !haystack(item).includes(fold(state.query))) return false;
  return inWindow(item);
}

const haystacks = new WeakMap<Item, string>();

function haystack(item: Item): string {
  let words = haystacks.get(item);
  if (words === undefined) {
    const names = [...item.actors, ...item.targets, ...item.places].map(({ name }) => name);
    words = fold([item.headline, item.attribution ?? "", item.source.quote, ...names].join(" "));
    haystacks.set(item, words);
  }
  return words;
}

/** Letters without case or accents, so that "agdam" finds Ağdam. */
export function fold(words: string): string {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ı/g, "i").trim();
}

const SETS = { hidden: "hide", layers: "layers" } as const;
const NAMES = { query: "q", status: "status", actor: "actor", precision: "place" } as const;

export function readAddress(hash: string): Partial<State> {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const state: { -readonly [K in keyof State]?: State[K] } = {};
  if (fields.has("event")) state.selected = fields.get("event");
  for (const [key, name] of Object.entries(SETS)) {
    if (fields.has(name)) state[key as keyof typeof SETS] = new Set(fields.get(name)!.split(",").filter(Boolean));
  }
  for (const [key, name] of Object.entries(NAMES)) {
    if (fields.has(name)) state[key as keyof typeof NAMES] = fields.get(name)!;
  }
  for (const end of ["from", "to"] as const) {
    const share = Number.parseFloat(fields.get(end) ?? "");
    if (share >= 0 && share <= 1) state[end] = share;
  }
  return state;
}

export function writeAddress(state: State): string {
  const fields = new URLSearchParams();
  if (state.selected) fields.set("event", state.selected);
  for (const [key, name] of Object.entries(SETS)) {
    const names = state[key as keyof typeof SETS];
    if (names.size) fields.set(name, [...names].sort().join(","));
  }
  for (const [key, name] of Object.entries(NAMES)) {
    if (state[key as keyof typeof NAMES]) fields.set(name, state[key as keyof typeof NAMES]);
  }
  if (state.from > 0) fields.set("from", state.from.toFixed(3));
  if (state.to < 1) fields.set("to", state.to.toFixed(3));
  return fields.toString();
}

/** Keep the state in the page's address, so that a link leads back to it. */
export function remember(state: State): void {
  const address = writeAddress(state);
  try {
    history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
  } catch {
    // a sandboxed frame has no history of its own; the state then lives in the page alone
  }
}
