import type { DescriptionGate } from '../common/gate/description-gate.ts'
import type { Exchange } from '../common/gate/exchange.ts'
import type { OpenApiDocument } from '../common/gate/open-api.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'

/** One description and its gate. */
export interface DescribedPart {
  readonly document: OpenApiDocument
  readonly gate: DescriptionGate
}

/** Several descriptions make one Jira: each exchange goes to the one that knows its path. */
export class JiraGate {
  readonly #parts: readonly [DescribedPart, ...DescribedPart[]]
  readonly #undescribed: RegExp

  /** `undescribed` are paths that no description covers, though the product has them. */
  constructor(parts: readonly [DescribedPart, ...DescribedPart[]], undescribed: RegExp) {
    this.#parts = parts
    this.#undescribed = undescribed
  }

  get violations(): readonly Violation[] {
    return this.#parts.flatMap(({ gate }) => gate.violations)
  }

  inspect(exchange: Exchange): void {
    const { template, path, method, reply } = exchange
    const [first] = this.#parts
    if (this.#undescribed.test(path)) return first.gate.count(`${method} ${path}`, reply.status)
    const part = this.#parts.find(
      ({ document }) => template !== undefined && document.paths[template] !== undefined,
    )
    ;(part ?? first).gate.inspect(exchange)
  }

  coverage(): readonly CoverageRow[] {
    return this.#parts.flatMap(({ gate }) => gate.coverage())
  }

  unusedAllowances(): readonly string[] {
    return this.#parts.flatMap(({ gate }) => gate.unusedAllowances())
  }
}
