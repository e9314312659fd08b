import type { GovernanceFact } from '@headless-pmo/sdk'
import { DRAWN_PHASES, type DrawnGovernance } from './drawn-governance.ts'
import { dayAt } from './known-day.ts'

/** Fields that are there; drawn values say that one is not with undefined. */
type Present<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> }

function present<T extends object>(fields: T): Present<T> {
  // Without those that are undefined, what is left has a value; a test parses it with the SDK's own schema.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}

function byTime<T>(list: readonly T[], timeOf: (one: T) => string): readonly T[] {
  return list.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
}

/** The day a month begins that lies so many months from that of the portfolio, March 2027. */
function monthAt(offset: number): { readonly from: string; readonly until: string } {
  const first = (months: number): string => new Date(Date.UTC(2027, 2 + months, 1)).toISOString().slice(0, 10)
  return { from: first(offset), until: dayAt(-1, first(offset + 1)) }
}

/** What the PMO keeps about a drawn project, each entry under an id of its own. */
export function buildGovernance(project: string, drawn: DrawnGovernance): GovernanceFact {
  const id = (name: string, index: number): string => `${project}-${name}-${index + 1}`
  const { authority, expected, decisions, tolerances } = drawn
  return {
    project,
    roles: drawn.roles.map((role, index) => present({ id: id('role', index), ...role })),
    ...(authority && {
      authority: {
        covers: authority.covers,
        involved: (['software', 'works'] as const)
          .map((unit) => ({ unit, title: `Unit of ${unit}`, people: authority[unit] }))
          .filter(({ people }) => people > 0),
        unknownPeople: authority.unknownPeople,
      },
    }),
    artefacts: drawn.artefacts.map(({ approvals, ...artefact }, index) =>
      present({
        id: id('artefact', index),
        title: `The ${artefact.kind}`,
        url: `https://docs.example/${project}/${index + 1}`,
        ...artefact,
        approvals: byTime(approvals, ({ at }) => at).map((approval) => present(approval)),
      }),
    ),
    ...(expected && { expected: expected.map((one) => ({ ...one, set: 'pm2' })) }),
    decisions: decisions.map((decision, index) =>
      present({ id: id('decision', index), title: `Decision ${index + 1}`, by: 'Mara', ...decision }),
    ),
    risks: drawn.risks.map((risk, index) =>
      present({
        id: id('risk', index),
        title: `Risk ${index + 1}`,
        ...risk,
        closed: risk.state === 'open' ? undefined : dayAt(3, risk.opened),
      }),
    ),
    issues: drawn.issues.map((issue, index) =>
      present({
        id: id('issue', index),
        title: `Issue ${index + 1}`,
        ...issue,
        closed: issue.state === 'open' ? undefined : dayAt(3, issue.opened),
      }),
    ),
    budget: drawn.budget.map(({ starts, ...line }, index) =>
      present({ id: id('budget', index), ...line, ...monthAt(starts) }),
    ),
    tolerances: tolerances.map((tolerance, index) =>
      present({ id: id('tolerance', index), action: 'Report to the sponsor.', ...tolerance }),
    ),
    reviews: drawn.reviews.map(({ tripwire, closed, ...review }, index) =>
      present({
        id: id('review', index),
        reason: 'A tolerance was breached.',
        ...review,
        tripwire:
          tripwire === undefined || tolerances[tripwire] === undefined
            ? undefined
            : id('tolerance', tripwire),
        closed: closed ? `${dayAt(3, review.opened.slice(0, 10))}T12:00:00Z` : undefined,
      }),
    ),
    statusReports: byTime(drawn.statusReports, ({ at }) => at).map((report, index) =>
      present({ id: id('report', index), by: 'Mara', ...report }),
    ),
    baselines: byTime(drawn.captured, ({ captured }) => captured).map(({ decided, ...baseline }, index) =>
      present({
        id: id('captured', index),
        number: index,
        name: `Baseline ${index}`,
        by: 'Mara',
        ...baseline,
        decision:
          decided === undefined || decisions[decided] === undefined ? undefined : id('decision', decided),
      }),
    ),
    phases: drawn.phases.map(({ start, days, gate }, index) =>
      present({
        name: DRAWN_PHASES[index] ?? `phase ${index + 1}`,
        start,
        finish: start === undefined || days === undefined ? undefined : dayAt(days, start),
        gate,
      }),
    ),
    gates: byTime(drawn.gates, ({ at }) => at).map((gate, index) =>
      present({ id: id('gate', index), by: 'Inês', ...gate }),
    ),
    riskHistory: drawn.riskHistory.map((exposure, index) => ({
      month: monthAt(index - drawn.riskHistory.length).from.slice(0, 7),
      exposure,
    })),
  }
}
