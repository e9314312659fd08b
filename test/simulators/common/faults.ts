/** What may go wrong on the way, whatever the tracker; the README of each simulator tells what the client sees. */
export type WireFault =
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'cut' | 'truncate' | 'reset' | 'hang' | 'html' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'shape'; readonly body?: unknown }

/** Which requests a fault hits. */
export interface FaultTarget {
  /** Regular expression on path and query; default: every request. */
  readonly path?: string
  readonly method?: string
  /** Matching requests to let pass first; default 0. */
  readonly after?: number
  /** How many requests are hit; default 1. */
  readonly times?: number
}

/** A fault that lies in wait. `Action` adds what only one tracker does: its own way of throttling, say. */
export type Fault<Action extends { readonly kind: string } = WireFault> = Action & FaultTarget

interface ArmedFault<F> {
  readonly id: number
  readonly fault: F
  readonly pattern: RegExp
  skip: number
  left: number
}

/** Faults waiting for their request. The first armed one that matches is used. */
export class FaultPlan<F extends FaultTarget> {
  #armed: ArmedFault<F>[] = []
  #next = 1

  arm(fault: F): number {
    const id = this.#next++
    const pattern = new RegExp(fault.path ?? '')
    this.#armed.push({ id, fault, pattern, skip: fault.after ?? 0, left: fault.times ?? 1 })
    return id
  }

  clear(): void {
    this.#armed = []
  }

  list(): readonly { readonly id: number; readonly left: number; readonly fault: F }[] {
    return this.#armed.map(({ id, left, fault }) => ({ id, left, fault }))
  }

  take(request: { readonly method: string; readonly target: string }): F | undefined {
    for (const armed of this.#armed) {
      const { method } = armed.fault
      if (method !== undefined && method.toUpperCase() !== request.method) continue
      if (!armed.pattern.test(request.target)) continue
      if (armed.skip > 0) {
        armed.skip--
        continue
      }
      armed.left--
      if (armed.left <= 0) this.#armed = this.#armed.filter((other) => other !== armed)
      return armed.fault
    }
    return undefined
  }
}
