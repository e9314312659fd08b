import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DescriptionGate } from '../../common/gate/description-gate.ts'
import { loadDescription } from '../../common/gate/load-description.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import type { CoverageRow, Violation } from '../../common/gate/violation.ts'
import { BATCH, type Dispatched, TOKEN_TEMPLATE } from '../http/dispatch.ts'
import { ALLOWANCES } from './allowances.ts'
import { withoutAnnotations } from './annotations.ts'
import { type BetaNames, readCsdl } from './csdl.ts'
import { deltaProblems } from './delta-problems.ts'
import { batchProblems, tokenProblems } from './envelope-problems.ts'
import type { Gate } from './gate.ts'
import { plannerProblems } from './planner-problems.ts'

/** A fresh gate on the descriptions in `folder`. Rejects with a sentence when they are not there. */
export const loadGate = async (folder: string): Promise<Gate> => {
  const document = await loadDescription(join(folder, 'graph-v1.0.planner.openapi.json'))
  const csdl = await readFile(join(folder, 'graph-beta-USNat.planner.csdl.xml'), 'utf8')
  return new GraphGate(new DescriptionGate({ document, allowances: ALLOWANCES }), readCsdl(csdl))
}

/** What is not in the description, and how it is looked at. */
const ENVELOPES: Readonly<Record<string, (body: unknown) => Problem[]>> = {
  [BATCH]: batchProblems,
  [TOKEN_TEMPLATE]: tokenProblems,
}

class GraphGate implements Gate {
  readonly #rest: DescriptionGate
  readonly #beta: BetaNames

  constructor(rest: DescriptionGate, beta: BetaNames) {
    this.#rest = rest
    this.#beta = beta
  }

  get violations(): readonly Violation[] {
    return this.#rest.violations
  }

  inspect({ request, template, reply }: Dispatched): void {
    const { method, path, params, query, version } = request
    const operation = `${method} ${template ?? path}`
    const value = parsed(reply.body)
    const envelope = ENVELOPES[template ?? '']
    if (envelope !== undefined) {
      this.#rest.count(operation, reply.status)
      if (reply.status === 200)
        for (const problem of envelope(value))
          this.#rest.note({ side: 'reply', operation, status: reply.status, ...problem })
      return
    }
    if (version === 'beta') {
      this.#rest.count(`beta ${operation}`, reply.status)
      if (reply.status !== 200) return
      const type = template?.endsWith('/buckets/delta') === true ? 'plannerBucket' : 'plannerTask'
      for (const problem of deltaProblems(type, value, this.#beta))
        this.#rest.note({ side: 'reply', operation: `beta ${operation}`, status: reply.status, ...problem })
      return
    }
    this.#rest.inspect({
      method,
      template,
      path,
      params,
      query,
      body: withoutAnnotations(request.body),
      reply: {
        ...reply,
        body: value === undefined ? reply.body : Buffer.from(JSON.stringify(withoutAnnotations(value))),
      },
    })
    if (reply.status >= 400) return
    for (const problem of plannerProblems(template, path, value))
      this.#rest.note({ side: 'reply', operation, status: reply.status, ...problem })
  }

  coverage(): readonly CoverageRow[] {
    return this.#rest.coverage()
  }

  unusedAllowances(): readonly string[] {
    return this.#rest.unusedAllowances()
  }
}

const parsed = (body: Buffer | null): unknown => {
  if (body === null) return undefined
  try {
    return JSON.parse(String(body))
  } catch {
    return undefined
  }
}
