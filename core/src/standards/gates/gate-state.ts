import { expectedId, type CheckSeverity, type GovernanceFact } from '@headless-pmo/sdk'
import type { Phase } from '../../config/index.ts'

/** Something that a gate asks for and that is not so. */
export interface Unmet {
  readonly what: 'artefact' | 'approval' | 'finding' | 'other'
  /** Kind of the artefact, id of the finding or of the rule. */
  readonly id?: string
  readonly sentence: string
  /** Id of the finding that says the same, where a rule has found it as well. */
  readonly finding?: string
  /** Somebody has accepted it for a time: it does not hold the gate up, and is told. */
  readonly waived?: true
}

/** A finding as far as gates look at it. */
export interface GateFinding {
  readonly id: string
  readonly rule: string
  readonly severity: CheckSeverity
  readonly state: 'open' | 'waived' | 'resolved'
  readonly message: string
  readonly evidence?: readonly object[]
}

/** A rule whose findings hold the gate up, with what it could not judge. */
export interface BlockingRule {
  readonly rule: string
  readonly title: string
  /** Absent: it has not judged the project yet. */
  readonly undecided?: number
}

/** What a gate is looked at by. */
export interface GateQuestion {
  readonly gate: string
  readonly phases: readonly Phase[]
  /** Name of the phase that the project is in; absent: not known. */
  readonly phase?: string
  readonly fact: GovernanceFact
  readonly blocking: readonly BlockingRule[]
  /** Open and waived ones of the project. */
  readonly findings: readonly GateFinding[]
}

/** Whether a gate can be passed. */
export interface GateState {
  readonly gate: string
  /** The phase that it ends. */
  readonly phase: string
  /** All that it asks for is met or waived. */
  readonly open: boolean
  readonly unmet: readonly Unmet[]
  /** Rules that hold it up while they have findings. */
  readonly blocking: readonly string[]
}

/** Registers of the PMO that are the log themselves: one with entries needs no document beside it. */
const LOGS: Readonly<Record<string, 'risks' | 'issues' | 'decisions' | 'statusReports'>> = {
  'risk-log': 'risks',
  'issue-log': 'issues',
  'decision-log': 'decisions',
  'project-status-report': 'statusReports',
}

/**
 * What stands in the way of a gate: artefacts of the phase and of those before it that are missing or not approved, open findings of rules
 * that block it, and what those rules could not judge, since unknown is no pass. Pure.
 * @returns undefined where no phase of the project has that gate
 */
export function gateState(question: GateQuestion): GateState | undefined {
  const { gate, phases, blocking, findings } = question
  const ended = phases.find((phase) => phase.gate === gate)
  if (ended === undefined) return undefined
  const rules = new Set(blocking.map(({ rule }) => rule))
  const standing = findings.filter(({ rule, state }) => rules.has(rule) && state !== 'resolved')
  const artefacts = artefactProblems(question.fact)
  const unmet = [
    ...placeProblems(question, ended.name),
    ...artefacts.map((problem) => withFinding(problem, standing, question.fact)),
    ...standing
      // What is missing is told once, by what the gate asks for.
      .filter((finding) => !artefacts.some(({ id }) => id !== undefined && isAbout(finding, id)))
      .map(({ id, rule, message, state }): Unmet => ({
        what: 'finding',
        id,
        sentence: `${rule}: ${message}`,
        ...(state === 'waived' && { waived: true }),
      })),
    ...blocking.flatMap(doubtOf),
  ]
  return {
    gate,
    phase: ended.name,
    open: unmet.every(({ waived }) => waived === true),
    unmet,
    blocking: [...rules],
  }
}

/** A gate is passed at the end of the phase that the project is in. */
function placeProblems({ phases, phase }: GateQuestion, ended: string): Unmet[] {
  if (phase === undefined)
    return [
      { what: 'other', sentence: 'The phase that the project is in is not known; state it as `phase`.' },
    ]
  const place = (name: string): number =>
    phases.findIndex((one) => one.name.toLowerCase() === name.toLowerCase())
  if (place(phase) >= 0 && place(phase) < place(ended))
    return [{ what: 'other', sentence: `The project is in the phase "${phase}"; the gate ends "${ended}".` }]
  return []
}

function artefactProblems(fact: GovernanceFact): Unmet[] {
  const { expected } = fact
  if (expected === undefined) {
    const sentence =
      'Which artefacts are needed is not known: the phase of the project is none of its set of artefacts.'
    return [{ what: 'other', sentence }]
  }
  // Asked for twice, the stricter word holds.
  const byKind = Map.groupBy(expected, ({ kind }) => kind)
  return [...byKind].flatMap(([kind, asked]): Unmet[] => {
    const mustBeApproved = asked.some(({ state }) => state === 'approved')
    const found = fact.artefacts.filter((one) => one.kind === kind && one.state !== 'superseded')
    const register = LOGS[kind]
    const isThere = found.length > 0 || (register !== undefined && fact[register].length > 0)
    if (!isThere || (mustBeApproved && found.length === 0))
      return [{ what: 'artefact', id: kind, sentence: `The ${kind} is missing.` }]
    if (!mustBeApproved || found.some(isApproved)) return []
    return [
      { what: 'approval', id: kind, sentence: `The ${kind} is not approved in the version that counts.` },
    ]
  })
}

/** Whether a finding says of an artefact that it is not as a set asks for it. */
function isAbout({ evidence = [] }: GateFinding, kind: string): boolean {
  return evidence.some((piece) => Reflect.get(piece, 'id') === expectedId(kind))
}

/**
 * With the finding that says the same. It is accepted where all findings about it are, and no gate asks for it that
 * comes only now: nobody can have accepted that.
 */
function withFinding(
  problem: Unmet,
  standing: readonly GateFinding[],
  { expected = [] }: GovernanceFact,
): Unmet {
  const { id: kind } = problem
  if (kind === undefined) return problem
  const [first, ...others] = standing.filter((finding) => isAbout(finding, kind))
  if (first === undefined) return problem
  const isWaived =
    [first, ...others].every(({ state }) => state === 'waived') &&
    expected.every((one) => one.kind !== kind || one.due === 'now')
  return { ...problem, finding: first.id, ...(isWaived && { waived: true }) }
}

function isApproved({ state, version, approvals }: GovernanceFact['artefacts'][number]): boolean {
  return state === 'approved' && approvals.some((one) => one.version === version)
}

function doubtOf({ rule, title, undecided }: BlockingRule): Unmet[] {
  if (undecided === undefined)
    return [
      {
        what: 'other',
        id: rule,
        sentence: `${rule} (${title}) has not judged the project yet; run the checks.`,
      },
    ]
  if (undecided === 0) return []
  const subjects = undecided === 1 ? 'one subject' : `${undecided} subjects`
  return [
    {
      what: 'other',
      id: rule,
      sentence: `${rule} (${title}) could not judge ${subjects}; unknown is no pass.`,
    },
  ]
}
