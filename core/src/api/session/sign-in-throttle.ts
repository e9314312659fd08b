/** How many wrong tokens an address may try, and in how many milliseconds they are forgotten. */
const ALLOWED = { failures: 10, withinMs: 60_000 }
/** Addresses that are remembered; whoever has more tries each of them a few times only. */
const MOST_ADDRESSES = 10_000

/** Counts wrong tokens by address, so that guessing does not pay. Instants are milliseconds of one steady clock. */
export class SignInThrottle {
  readonly #failures = new Map<string, number[]>()

  /** Milliseconds until this address may try again; 0: now. */
  waitMs(address: string | undefined, now: number): number {
    const recent = this.#recent(keyOf(address), now)
    const oldest = recent.at(-ALLOWED.failures)
    return oldest === undefined ? 0 : Math.max(0, oldest + ALLOWED.withinMs - now)
  }

  /** A token was wrong. */
  failed(address: string | undefined, now: number): void {
    const key = keyOf(address)
    const recent = [...this.#recent(key, now), now].slice(-ALLOWED.failures)
    this.#failures.delete(key)
    this.#failures.set(key, recent)
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MOST_ADDRESSES) break
      this.#failures.delete(oldest)
    }
  }

  #recent(key: string, now: number): readonly number[] {
    const kept = this.#failures.get(key) ?? []
    const recent = kept.filter((at) => at > now - ALLOWED.withinMs)
    if (recent.length === 0) this.#failures.delete(key)
    return recent
  }
}

/** Whoever has an IPv6 address has a whole network of them: its first half counts. */
function keyOf(address: string | undefined): string {
  if (address === undefined) return ''
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...gap, ...right].slice(0, 4).join(':')
}
