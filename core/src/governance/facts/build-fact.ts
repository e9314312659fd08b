import type { GovernanceFact } from '@headless-pmo/sdk'
import type { ArtefactSet, ProjectDefinition } from '../../config/index.ts'
import type { Organisation } from '../../people/index.ts'
import { phaseOn, type Baseline } from '../../portfolio/index.ts'
import { expectedArtefacts } from '../artefact-sets/expected-artefacts.ts'
import type { RegisterBody } from '../register/bodies.ts'
import type { RegisterEntry } from '../register/entry.ts'
import type { RegisterKind } from '../register/register-kind.ts'
import { authorityOf, personNamed } from './authority.ts'
import { statedBudget } from './stated-budget.ts'
import { riskHistory, type RiskOverTime } from './risk-history.ts'

/** Everything that a project's governance fact is made of. */
export interface FactInput {
  readonly project: ProjectDefinition
  /** Live entries of the project, by id. */
  readonly entries: readonly RegisterEntry[]
  /** Versions of its risks, by id, oldest first. */
  readonly riskVersions: ReadonlyMap<string, RiskOverTime['versions']>
  /** Its captured baselines with the finish that each promises, oldest first. */
  readonly baselines: readonly (Baseline & { readonly finish?: string })[]
  readonly organisation: Organisation
  /** Ids of the people with work in it; undefined: somebody whom the organisation does not know. Absent: not looked for. */
  readonly people?: readonly (string | undefined)[]
  readonly sets: readonly ArtefactSet[]
  readonly today: string
}

type Body<K extends RegisterKind> = { readonly id: string } & RegisterBody<K>

/** Leaves out the keys without a value, as facts want it. */
function told<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // Filtering by value is more than the type system follows.
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

/** What the PMO keeps about a project, as checks see it. Pure. */
export function buildFact(input: FactInput): GovernanceFact {
  const { project, entries, baselines, organisation, people, sets, today } = input
  const of = <K extends RegisterKind>(kind: K): Body<K>[] =>
    // An entry's body is that of its kind.
    entries
      .filter((entry): entry is RegisterEntry<K> => entry.kind === kind)
      .map(({ id, body }) => ({ ...body, id }))
  const updated = new Map(entries.map(({ id, changedAt }) => [id, changedAt]))
  const risks = of('risk')
  const phase = phaseOn(project, today)?.name
  const expected = expectedArtefacts(sets, { class: project.class, phase })
  const roles = rolesOf(project, of('role'), organisation)
  const sponsor = roles.find(({ role, person }) => role === 'sponsor' && person !== undefined)?.person
  const authority = people === undefined ? undefined : authorityOf(organisation, sponsor, people)
  const budget = of('budget').map(({ id, line, from, until, currency, planned, actual, forecast }) => ({
    id,
    line,
    from,
    until,
    planned: { amount: planned, currency },
    ...(actual !== undefined && { actual: { amount: actual, currency } }),
    ...(forecast !== undefined && { forecast: { amount: forecast, currency } }),
  }))
  return {
    project: project.id,
    roles,
    ...(authority !== undefined && { authority }),
    artefacts: of('artefact').map(({ owner, approvals, ...rest }) => {
      void owner
      return { ...told(rest), approvals: approvals.map(told), updated: updated.get(rest.id) ?? '' }
    }),
    ...(expected !== undefined && { expected: [...expected] }),
    decisions: of('decision').map(({ id, title, kind, at, by, outcome }) =>
      told({ id, title, kind, at, by, outcome }),
    ),
    risks: risks.map(({ exposure, currency, description, ...rest }) => {
      void description
      return {
        ...told(rest),
        ...(exposure !== undefined && currency !== undefined && { exposure: { amount: exposure, currency } }),
      }
    }),
    issues: of('issue').map(({ description, resolution, ...rest }) => {
      void description
      void resolution
      return told(rest)
    }),
    budget: budget.length > 0 ? budget : statedBudget(project),
    tolerances: of('tolerance').map(told),
    reviews: of('review').map(told),
    statusReports: of('status-report')
      .map(({ id, at, by, period }) => told({ id, at, by, period }))
      .toSorted(byTime),
    baselines: baselines.map(({ id, number, name, at, by, reason, decision, finish }) => ({
      id: `baseline-${id}`,
      number,
      name,
      captured: at,
      by,
      reason,
      ...(decision !== undefined && { decision }),
      ...(finish !== undefined && { finish }),
    })),
    phases: (project.phases ?? []).map(told),
    gates: of('gate')
      .map(({ id, gate, verdict, at, by, remarks, conditions, forced }) =>
        told({
          id,
          gate,
          verdict,
          at,
          by,
          remarks,
          conditions,
          ...(forced !== undefined && { forced: true }),
        }),
      )
      .toSorted(byTime),
    riskHistory: riskHistory(
      risks.map(({ id, ...now }) => ({ now, versions: input.riskVersions.get(id) ?? [] })),
      today,
    ),
  }
}

function byTime(one: { readonly at: string }, other: { readonly at: string }): number {
  return Date.parse(one.at) - Date.parse(other.at)
}

/** Roles of the register, and what the project's definition says of sponsor and manager where the register does not. */
function rolesOf(
  project: ProjectDefinition,
  kept: readonly Body<'role'>[],
  organisation: Organisation,
): GovernanceFact['roles'][number][] {
  const stated = (
    [
      ['sponsor', project.sponsor],
      ['project-manager', project.manager],
    ] as const
  ).flatMap(([role, person]) =>
    person === undefined || kept.some((one) => one.role === role)
      ? []
      : [{ id: `definition-${role}`, role, person }],
  )
  return [...kept, ...stated].map((one) => {
    const { id, role, person } = one
    const own = 'unit' in one ? one.unit : undefined
    const known = person === undefined ? undefined : personNamed(organisation, person)
    const member = known === undefined ? undefined : organisation.people.get(known)
    return told({
      id,
      role,
      // Two spellings of one person are one.
      person: member?.definition.name ?? person,
      unit: own ?? member?.unit,
      deputy: 'deputy' in one ? one.deputy : undefined,
    })
  })
}
