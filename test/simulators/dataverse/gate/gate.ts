import { DescriptionGate } from '../../common/gate/description-gate.ts'
import type { Allowance } from '../../common/gate/allowance.ts'
import { loadDescription } from '../../common/gate/load-description.ts'
import type { OpenApiDocument } from '../../common/gate/open-api.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Dispatched } from '../dispatch.ts'
import { preferencesOf } from '../odata/preferences.ts'
import type { World } from '../state/world.ts'
import { amendDescription } from './amend-description.ts'
import { definitionProblems } from './definition-problems.ts'
import { rowProblems } from './row-problems.ts'

/** Known defects of the description. */
const ALLOWANCES: readonly Allowance[] = [
  {
    id: 'unauthorized-without-body',
    side: 'reply',
    operation: /^GET /,
    problem: /no body where one is described/,
    reason:
      'The gateway in front of Dataverse answers 401 without a body; the description knows errors of Dataverse alone.',
  },
]

/** Holds every exchange against the description, and against the organisation's own definitions. */
export class DataverseGate extends DescriptionGate {
  /** Of the call that is looked at: the description's own hook is not given headers. */
  readonly #world: World
  readonly #largestPage: number

  constructor(document: OpenApiDocument, world: World, largestPage: number) {
    super({ document, allowances: ALLOWANCES })
    this.#world = world
    this.#largestPage = largestPage
  }

  /** Looks at one call and its answer. */
  look(call: IncomingCall, dispatched: Dispatched): void {
    const { template, path, params, query, reply } = dispatched
    this.inspect({ method: call.method, template, path, params, query, body: call.body, reply })
    if (reply.status !== 200 || template === undefined) return
    const found = [...this.#rowProblems(call, dispatched), ...definitionProblems(this.#world, dispatched)]
    for (const problem of found)
      this.note({ side: 'reply', operation: `${call.method} ${template}`, status: 200, ...problem })
  }

  #rowProblems(call: IncomingCall, { path, query, reply }: Dispatched) {
    const table = this.#world.sets.get(/^\/(\w+)/.exec(path)?.[1] ?? '')
    if (table === undefined) return []
    const preferences = preferencesOf(call.headers.get('prefer'), this.#largestPage)
    const value: unknown = JSON.parse(String(reply.body))
    return rowProblems({ world: this.#world, table, value, query, preferences })
  }
}

/** The gate on the description in a folder of specifications. */
export async function loadGate(folder: string, world: World, largestPage: number): Promise<DataverseGate> {
  const path = `${folder}/dataverse.project.derived.openapi.json`
  const document = await loadDescription(path)
  const amended = AMENDED.get(document) ?? amendDescription(document)
  AMENDED.set(document, amended)
  return new DataverseGate(amended, world, largestPage)
}

/** Compiled schemas hang on the document: it is amended once. */
const AMENDED = new WeakMap<OpenApiDocument, OpenApiDocument>()
