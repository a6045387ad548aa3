// Plain stores. A Value holds one thing, a Table holds rows by id; both change in place and tell
// their readers at the end of the current batch, so that a burst of gateway events costs one render.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

type Listener = () => void;

let depth = 0;
const changed = new Set<Source>();

/** Runs `work` and tells readers once at its end, however many rows it changed. */
export function batch<T>(work: () => T): T {
  depth++;
  try {
    return work();
  } finally {
    depth--;
    if (depth === 0) flush();
  }
}

function flush(): void {
  const sources = [...changed];
  changed.clear();
  const told = new Set<Listener>();
  for (const source of sources) {
    for (const listener of source.listeners) {
      if (told.has(listener)) continue;
      told.add(listener);
      listener();
    }
  }
}

/** Something that changes and can be watched. */
export class Source {
  readonly listeners = new Set<Listener>();
  version = 0;

  subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  protected touch(): void {
    this.version++;
    changed.add(this);
    if (depth === 0) flush();
  }
}

/** One watched value; values are compared by identity, so replace rather than mutate. */
export class Value<T> extends Source {
  #value: T;

  constructor(initial: T) {
    super();
    this.#value = initial;
  }

  get(): T {
    return this.#value;
  }

  set(next: T): void {
    if (Object.is(next, this.#value)) return;
    this.#value = next;
    this.touch();
  }

  update(change: (current: T) => T): void {
    this.set(change(this.#value));
  }
}

/** Rows by id. Each row is immutable; the table itself changes in place. */
export class Table<V> extends Source {
  readonly #rows = new Map<string, V>();

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): V | undefined {
    return this.#rows.get(id);
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  values(): V[] {
    return [...this.#rows.values()];
  }

  entries(): [string, V][] {
    return [...this.#rows.entries()];
  }

  set(id: string, row: V): void {
    if (Object.is(this.#rows.get(id), row)) return;
    this.#rows.set(id, row);
    this.touch();
  }

  update(id: string, change: (row: V | undefined) => V | undefined): void {
    const next = change(this.#rows.get(id));
    if (next === undefined) this.delete(id);
    else this.set(id, next);
  }

  delete(id: string): void {
    if (this.#rows.delete(id)) this.touch();
  }

  replaceAll(rows: Iterable<readonly [string, V]>): void {
    this.#rows.clear();
    for (const [id, row] of rows) this.#rows.set(id, row);
    this.touch();
  }

  clear(): void {
    if (this.#rows.size === 0) return;
    this.#rows.clear();
    this.touch();
  }
}

/** A table for each owner, such as the members of each guild. */
export class Tables<V> {
  readonly #tables = new Map<string, Table<V>>();

  of(owner: string): Table<V> {
    let table = this.#tables.get(owner);
    if (!table) {
      table = new Table<V>();
      this.#tables.set(owner, table);
    }
    return table;
  }

  drop(owner: string): void {
    this.#tables.get(owner)?.clear();
  }

  clear(): void {
    for (const table of this.#tables.values()) table.clear();
  }
}

export function useValue<T>(value: Value<T>): T;
export function useValue<T, S>(value: Value<T>, select: (current: T) => S): S;
export function useValue<T, S>(value: Value<T>, select?: (current: T) => S): T | S {
  const read = () => (select ? select(value.get()) : value.get());
  return useSyncExternalStore(value.subscribe, read);
}

export function useRow<V>(table: Table<V>, id: string | null | undefined): V | undefined {
  return useSyncExternalStore(table.subscribe, () => (id ? table.get(id) : undefined));
}

/** Reads whatever `compute` derives from the sources, again only when one of them has changed. */
export function useDerived<T>(sources: readonly Source[], compute: () => T, inputs: readonly unknown[]): T {
  const subscribe = useCallback(
    (listener: Listener) => {
      const stops = sources.map((source) => source.subscribe(listener));
      return () => stops.forEach((stop) => stop());
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what it depends on
    sources,
  );
  const version = useSyncExternalStore(subscribe, () => sources.reduce((sum, source) => sum + source.version, 0));
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what it depends on
  return useMemo(compute, [version, ...sources, ...inputs]);
}

/** Like useDerived for results that compare by value: readers render only when the result differs. */
export function useComputed<T extends string | number | boolean | null | undefined>(
  sources: readonly Source[], compute: () => T,
): T {
  const subscribe = useCallback(
    (listener: Listener) => {
      const stops = sources.map((source) => source.subscribe(listener));
      return () => stops.forEach((stop) => stop());
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what it depends on
    sources,
  );
  return useSyncExternalStore(subscribe, compute);
}

/** A number that grows when a source changes, at most once in `everyMs`: for what is dear to derive. */
export function useSlowVersion(sources: readonly Source[], everyMs: number): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion((now) => now + 1);
      }, everyMs);
    };
    const stops = sources.map((source) => source.subscribe(later));
    return () => {
      stops.forEach((stop) => stop());
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the caller names what it depends on
  }, [everyMs, ...sources]);
  return version;
}
