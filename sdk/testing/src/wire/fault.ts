import type { Clock, Transport } from '@headless-pmo/engine'

/** One request on its way, as a fault sees it. See {@link createWire}. */
export interface Exchange {
  /** What the plugin asks. */
  readonly request: Request
  /** The clock that waits go by. */
  readonly clock: Clock
  /** What the tracker itself answers. */
  readonly forward: Transport
}

/**
 * Something that goes wrong on the wire. It may ask the tracker first, answer in its place, or throw what a
 * transport throws when there is no reply. Waits go by the exchange's clock, so that none is real. See {@link createWire}.
 */
export type WireFault = (exchange: Exchange) => Promise<Response>

/** Which requests a fault meets. See {@link createWire}. */
export interface FaultRule {
  /** What goes wrong. */
  readonly fault: WireFault
  /** Only requests for which this says so; all without it. */
  readonly when?: (request: Request) => boolean
  /** Requests that match and still pass. Default 0. */
  readonly after?: number
  /** Requests that are hit. Default 1; `Infinity` for all from then on. */
  readonly times?: number
}

/** The rules that are armed, in their order; the first that matches is used. */
export class FaultPlan {
  #rules: { readonly rule: FaultRule; skip: number; left: number }[] = []

  arm(rule: FaultRule): void {
    this.#rules.push({ rule, skip: rule.after ?? 0, left: rule.times ?? 1 })
  }

  clear(): void {
    this.#rules = []
  }

  /** Whether a fault still waits for its request. */
  get armed(): boolean {
    return this.#rules.some(({ left }) => left > 0 && left !== Number.POSITIVE_INFINITY)
  }

  take(request: Request): WireFault | undefined {
    for (const armed of this.#rules) {
      if (armed.left <= 0 || armed.rule.when?.(request) === false) continue
      if (armed.skip > 0) {
        armed.skip--
        continue
      }
      armed.left--
      return armed.rule.fault
    }
    return undefined
  }
}
