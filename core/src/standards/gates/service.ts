import type { CheckProject, GovernanceFact } from '@headless-pmo/sdk'
import { PmoError, type ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { GovernanceService, RegisterBody, RegisterEntry } from '../../governance/index.ts'
import { phaseOn } from '../../portfolio/index.ts'
import type { FindingService } from '../findings/index.ts'
import type { Rules } from '../rules/index.ts'
import { scoredNow } from '../scorecards/queries.ts'
import { gateFigures, type GateFigures } from './gate-figures.ts'
import { gateState, type BlockingRule, type GateFinding, type GateState } from './gate-state.ts'

export interface GateParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly governance: Pick<GovernanceService, 'facts' | 'gates' | 'recordGate'>
  readonly findings: Pick<FindingService, 'list'>
  readonly rules: (today: string) => Promise<Rules>
  /** The projects as checks see them. */
  readonly projects: () => Promise<readonly CheckProject[]>
  readonly today: () => string
  readonly now: () => Temporal.Instant
}

/** A decision that is to be taken at a gate. */
export interface GateRequest {
  readonly project: string
  /** Absent: the gate of the phase that the project is in. */
  readonly gate?: string
  readonly verdict: 'go' | 'hold' | 'recycle' | 'kill'
  readonly remarks?: string
  readonly conditions?: string
  /** Why a go is given though something is unmet. */
  readonly force?: string
  /** Who decided. */
  readonly by: string
  /** Who says so, which is kept as well; absent: who decided. */
  readonly recordedBy?: string
}

/** A gate decision as it is kept. */
export type GateEntry = RegisterEntry<'gate'>

/** Findings of one page, and what a decision names at most; the register keeps no more. */
const PAGE = 500
const MOST_OPEN = 500
const MOST_SENTENCE = 1000

/** Stage gates: what stands in the way, what was decided, and whether gates ever stop anything. */
export class GateService {
  readonly #parts: GateParts

  constructor(parts: GateParts) {
    this.#parts = parts
  }

  /**
   * Whether a gate can be passed.
   * @param gate absent: that of the phase that the project is in
   * @throws PmoError `not-found`; `invalid-request` for a project without gates
   */
  async state(id: string, gate?: string): Promise<GateState & { readonly project: string }> {
    const project = await this.#project(id)
    const { today } = this.#parts
    const phase = phaseOn(project, today())?.name ?? project.phase
    const asked = gate ?? gateOf(project, phase)
    const [fact] = await this.#parts.governance.facts([id])
    const state = gateState({
      gate: asked,
      phases: project.phases ?? [],
      fact: fact as GovernanceFact, // of the project that was just found
      blocking: await this.#blocking(id, asked),
      findings: await this.#findings(id),
      ...(phase !== undefined && { phase }),
    })
    if (state !== undefined) return { project: id, ...state }
    const known = (project.phases ?? []).flatMap((one) => one.gate ?? [])
    throw new PmoError(
      'not-found',
      `The project "${id}" has no gate "${asked.slice(0, 80)}"; ${known.length === 0 ? 'give its `phases` a `gate`' : `known: ${known.join(', ')}`}.`,
    )
  }

  /**
   * Keeps what a person decided, with what was unmet at the time frozen in it. A go is refused while something is unmet, unless it is
   * forced with a reason, which is kept.
   * @throws PmoError `not-found`, `invalid-request`; `conflict` for a go with something unmet
   */
  async decide(request: GateRequest): Promise<GateEntry> {
    const { project, verdict, force, by, recordedBy = by, ...told } = request
    const state = await this.state(project, told.gate)
    const inTheWay = state.unmet.filter(({ waived }) => waived !== true)
    if (verdict === 'go' && inTheWay.length > 0 && force === undefined) {
      const first = inTheWay.slice(0, 3).map(({ sentence }) => sentence)
      const more = inTheWay.length > first.length ? ` And ${inTheWay.length - first.length} more.` : ''
      throw new PmoError(
        'conflict',
        `The gate "${state.gate}" of "${project}" cannot be passed: ${first.join(' ')}${more} Put it right, have it waived, or force the go with a reason.`,
      )
    }
    const body = {
      gate: state.gate,
      phase: state.phase,
      verdict,
      at: this.#parts.now().toString(),
      by,
      ...(told.remarks !== undefined && { remarks: told.remarks }),
      ...(told.conditions !== undefined && { conditions: told.conditions }),
      // Nothing is forced where nothing is in the way.
      ...(force !== undefined && verdict === 'go' && inTheWay.length > 0 && { forced: force }),
      open: frozen([...inTheWay, ...state.unmet.filter(({ waived }) => waived === true)]),
    }
    return this.#parts.governance.recordGate({ project, body, by: recordedBy })
  }

  /** Decisions of a project, or of all. @throws PmoError `not-found` */
  async list(project?: string): Promise<readonly GateEntry[]> {
    if (project !== undefined) await this.#project(project)
    return this.#parts.governance.gates(project)
  }

  /** How gates have decided. @throws PmoError `not-found` */
  async figures(project?: string): Promise<GateFigures> {
    if (project !== undefined) await this.#project(project)
    const all = await this.#parts.governance.gates(project)
    return gateFigures(
      all.map(({ project: of = '', body }) => ({
        project: of,
        gate: body.gate,
        verdict: body.verdict,
        forced: body.forced !== undefined,
      })),
    )
  }

  /** The rules that hold a gate up: by their settings, else those whose failures are errors. */
  async #blocking(id: string, gate: string): Promise<BlockingRule[]> {
    const book = await this.#parts.rules(this.#parts.today())
    const project = (await this.#parts.projects()).find((one) => one.id === id)
    const results = new Map((await scoredNow(this.#parts.database.root, [id])).map((one) => [one.rule, one]))
    return book.rules().flatMap((rule): BlockingRule[] => {
      if (rule.grain === 'portfolio') return []
      const { enabled, severity, blocks } = book.effective(rule, project)
      const isBlocking =
        blocks === undefined ? severity === 'error' : blocks === true || blocks.includes(gate)
      if (!enabled || !isBlocking) return []
      const counts = results.get(rule.id)?.counts
      return [
        {
          rule: rule.id,
          title: rule.title,
          ...(counts !== undefined && { undecided: counts.unknown + counts.error }),
        },
      ]
    })
  }

  async #findings(project: string): Promise<GateFinding[]> {
    const found: GateFinding[] = []
    let cursor: string | undefined
    do {
      const page = await this.#parts.findings.list({
        projects: [project],
        states: ['open', 'waived'],
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      })
      found.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    return found
  }

  async #project(id: string): Promise<ProjectDefinition> {
    const definitions = await this.#parts.definitions.list('project')
    const found = definitions.find((one) => one.id === id)
    // Its body passed its schema when it was written.
    if (found !== undefined) return { ...found.body, id } as unknown as ProjectDefinition
    const known = definitions.map((one) => one.id)
    const rest = known.length === 0 ? 'there is no project yet' : `known: ${known.join(', ')}`
    throw new PmoError('not-found', `There is no project "${id.slice(0, 80)}"; ${rest}.`)
  }
}

function gateOf({ id, phases = [] }: ProjectDefinition, phase: string | undefined): string {
  const gates = phases.flatMap(({ gate }) => gate ?? [])
  if (gates.length === 0)
    throw new PmoError('invalid-request', `The project "${id}" has no gates; give its \`phases\` a \`gate\`.`)
  const own = phases.find(({ name }) => name.toLowerCase() === phase?.toLowerCase())?.gate
  if (own !== undefined) return own
  throw new PmoError(
    'invalid-request',
    `The phase that the project "${id}" is in has no gate; name one: ${gates.join(', ')}.`,
  )
}

function frozen(unmet: GateState['unmet']): RegisterBody<'gate'>['open'] {
  return unmet.slice(0, MOST_OPEN).map(({ sentence, finding: _finding, ...rest }) => ({
    ...rest,
    sentence: sentence.slice(0, MOST_SENTENCE),
  }))
}
