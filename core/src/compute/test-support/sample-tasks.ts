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
