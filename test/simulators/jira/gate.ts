import type { DescriptionGate } from '../common/gate/description-gate.ts'
import type { Exchange, Problem } from '../common/gate/exchange.ts'
import { type OpenApiDocument, resolve } from '../common/gate/open-api.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'
import { isJsonObject } from '../common/json.ts'

/** One description and its gate. */
export interface DescribedPart {
  readonly document: OpenApiDocument
  readonly gate: DescriptionGate
  /** Bodies of replies for which the description has no schema. Undefined: it may not have one. */
  readonly undescribedBody?: (exchange: Exchange, value: unknown) => readonly Problem[] | undefined
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
    const part =
      this.#parts.find(({ document }) => template !== undefined && document.paths[template] !== undefined) ??
      first
    const problems = bodyProblems(part, exchange)
    part.gate.inspect(problems === undefined ? exchange : { ...exchange, reply: { ...reply, body: null } })
    for (const problem of problems ?? [])
      part.gate.note({
        side: 'reply',
        operation: `${method} ${template ?? path}`,
        status: reply.status,
        ...problem,
      })
  }

  coverage(): readonly CoverageRow[] {
    return this.#parts.flatMap(({ gate }) => gate.coverage())
  }

  unusedAllowances(): readonly string[] {
    return this.#parts.flatMap(({ gate }) => gate.unusedAllowances())
  }
}

/** Problems of a body that the description leaves without a schema; undefined where it has one, or no body is there. */
const bodyProblems = (part: DescribedPart, exchange: Exchange): readonly Problem[] | undefined => {
  const { template, method, reply } = exchange
  if (reply.body === null || template === undefined) return undefined
  const operation = part.document.paths[template]?.[method.toLowerCase()]
  const described = resolve(part.document, operation?.responses[String(reply.status)])
  if (hasSchema(described)) return undefined
  let value: unknown
  try {
    value = JSON.parse(String(reply.body))
  } catch {
    return [{ place: '', problem: 'the body is not JSON' }]
  }
  if (reply.status >= 400) return errorProblems(value)
  return part.undescribedBody?.(exchange, value)
}

const hasSchema = (described: unknown): boolean => {
  if (typeof described !== 'object' || described === null || !('content' in described)) return false
  const { content } = described
  if (typeof content !== 'object' || content === null) return false
  return Object.values(content).some(
    (media: unknown) => typeof media === 'object' && media !== null && 'schema' in media,
  )
}

const ERROR_KEYS = new Set(['errorMessages', 'errors', 'status'])

/** Every error is an ErrorCollection, whether its operation says so or not. */
const errorProblems = (value: unknown): readonly Problem[] => {
  const wrong = (place: string): Problem => ({ place, problem: 'is no part of an ErrorCollection' })
  if (!isJsonObject(value)) return [wrong('')]
  const { errorMessages, errors } = value
  const strange = Object.keys(value).filter((key) => !ERROR_KEYS.has(key))
  return [
    ...strange.map((key) => wrong(`/${key}`)),
    ...(Array.isArray(errorMessages) && errorMessages.every((one) => typeof one === 'string')
      ? []
      : [wrong('/errorMessages')]),
    ...(errors === undefined ||
    (isJsonObject(errors) && Object.values(errors).every((one) => typeof one === 'string'))
      ? []
      : [wrong('/errors')]),
  ]
}
