/**
 * Watches which rule is at work on another thread, and calls the batch off when one is at it for too long.
 *
 * @param at where the thread writes the number of the rule, -1 before the first, and 1 while it judges
 */
export function watchRule(
  at: Int32Array,
  { ruleMs, lookMs }: { readonly ruleMs: number; readonly lookMs: number },
): { readonly signal: AbortSignal } & Disposable {
  const calling = new AbortController()
  let rule = Atomics.load(at, 0)
  let looks = 0
  const timer = setInterval(() => {
    const now = Atomics.load(at, 0)
    // Looks are counted and not time: a main loop or a machine that stood still has made nobody slow.
    looks = now === rule && Atomics.load(at, 1) === 1 ? looks + 1 : 0
    rule = now
    if (looks * lookMs >= ruleMs) calling.abort(new RuleTooSlow(ruleMs))
  }, lookMs)
  return { signal: calling.signal, [Symbol.dispose]: () => clearInterval(timer) }
}

/** Why a batch was called off. */
export class RuleTooSlow extends Error {
  constructor(ruleMs: number) {
    super(`it took longer than ${ruleMs / 1000} s and was ended`)
    this.name = 'RuleTooSlow'
  }
}
