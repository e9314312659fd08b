import type { Violation } from '../simulators/common/gate/violation.ts'
import type { PrismJudge, WireExchange } from './prism-judge.ts'

/** A description, and the addresses that it is about. */
export interface Described {
  readonly judge: PrismJudge
  /** The path of its server: `/v1.0`; empty where its paths begin at the root. */
  readonly base: string
  /** What it covers, of paths behind `base`. */
  readonly covers?: RegExp
}

/** A `fetch` whose exchanges are told to Prism, and what came of it. */
export class JudgedWire {
  readonly violations: Violation[] = []
  /** `GET /path` of what no description covers, each once. */
  readonly undescribed = new Set<string>()
  judged = 0
  readonly #parts: readonly Described[]
  readonly #apart: (exchange: WireExchange) => readonly WireExchange[]

  /** `apart` takes an envelope with several exchanges apart, a batch. */
  constructor(
    parts: readonly Described[],
    apart: (exchange: WireExchange) => readonly WireExchange[] = (exchange) => [exchange],
  ) {
    this.#parts = parts
    this.#apart = apart
  }

  /** The same transport; what goes through it is judged. */
  through(send: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
    return async (request) => {
      const { pathname, search } = new URL(request.url)
      const body = await request.clone().text()
      const response = await send(request)
      await this.#judge({
        method: request.method,
        target: pathname + search,
        headers: request.headers,
        body,
        reply: {
          status: response.status,
          headers: response.headers,
          body: await response.clone().text(),
        },
      })
      return response
    }
  }

  async #judge(whole: WireExchange): Promise<void> {
    for (const exchange of this.#apart(whole)) {
      const part = this.#parts.find(({ base, covers }) => {
        const { target } = exchange
        return target.startsWith(`${base}/`) && (covers?.test(target.slice(base.length)) ?? true)
      })
      if (part === undefined) {
        this.undescribed.add(`${exchange.method} ${exchange.target.replace(/\?.*/, '')}`)
        continue
      }
      this.judged++
      const target = exchange.target.slice(part.base.length)
      this.violations.push(...(await part.judge.verdict({ ...exchange, target })))
    }
  }
}
