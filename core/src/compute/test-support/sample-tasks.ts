import { threadId } from 'node:worker_threads'

/** Adds up what it is given. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Computes without a pause until somebody else sets the flag. */
export function spinUntil(flag: Int32Array): number {
  Atomics.store(flag, 1, 1)
  Atomics.notify(flag, 1)
  while (Atomics.load(flag, 0) === 0);
  return Atomics.load(flag, 0)
}

/** Never ends. */
export function endless(): never {
  for (;;);
}

/** Needs more memory than there is. */
export function greedy(): number {
  const kept: number[][] = []
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, at) => at + kept.length))
}

/** Keeps so many megabytes of typed arrays and never ends: no more, so that a pool that does not notice harms nobody. */
export function hoardBytes(megabytes: number): never {
  const kept: Uint8Array[] = []
  for (;;) if (kept.length < megabytes) kept.push(new Uint8Array(1024 * 1024).fill(1))
}

/** Takes so many megabytes of typed arrays one after the other, and keeps none of them. */
export function passBytes(megabytes: number): number {
  let sum = 0
  for (let at = 0; at < megabytes; at += 1) sum += new Uint8Array(1024 * 1024).fill(1).at(-1) ?? 0
  return sum
}

/** Fails with a message of its own. */
export function failing(what: string): never {
  throw new Error(`${what} cannot be done.`)
}

/** Ends its thread, as no task should. */
export function leaving(): never {
  process.exit(3)
}

/** Which thread it runs in, and what it finds in its environment. */
export function surroundings(): { readonly thread: number; readonly environment: readonly string[] } {
  return { thread: threadId, environment: Object.keys(process.env) }
}

/** Doubles every number of memory that is shared with its caller. */
export function doubleShared(values: Float64Array): void {
  for (let at = 0; at < values.length; at += 1) values[at] = 2 * (values[at] ?? 0)
}

/** How many bytes came. */
export function bytesOf(buffer: ArrayBuffer): number {
  return buffer.byteLength
}
