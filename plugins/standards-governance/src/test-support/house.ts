import type {
  AnyCheck,
  CheckProject,
  GovernanceFact,
  IndicatorFact,
  PortfolioData,
  ScheduleFact,
  Sourced,
  WorkItem,
} from '@headless-pmo/sdk'
import { evaluateCheck } from '@headless-pmo/testing'

/** The day of all tests. */
export const TODAY = '2027-03-10'

/** A fact in which nothing is kept, but what is given. */
export function factOf(given: Partial<GovernanceFact> = {}): GovernanceFact {
  return {
    project: 'web',
    roles: [],
    artefacts: [],
    decisions: [],
    risks: [],
    issues: [],
    budget: [],
    tolerances: [],
    reviews: [],
    statusReports: [],
    baselines: [],
    phases: [],
    gates: [],
    riskHistory: [],
    ...given,
  }
}

/** What else there is beside a fact. */
export interface Beside {
  readonly project?: Partial<CheckProject>
  readonly schedule?: ScheduleFact
  readonly indicator?: readonly IndicatorFact[]
  readonly records?: readonly Sourced[]
}

/** A portfolio of the project "web" with what is kept about it; other facts are of other projects. */
export function houseOf(
  facts: Partial<GovernanceFact> | readonly Partial<GovernanceFact>[],
  { project = {}, schedule, indicator, records = [] }: Beside = {},
): PortfolioData {
  const governance = (Array.isArray(facts) ? facts : [facts]).map((one) => factOf(one))
  return {
    projects: governance.map(({ project: id }) => ({ id, title: id, ...(id === 'web' && project) })),
    records,
    facts: {
      governance,
      ...(schedule !== undefined && { schedule: [schedule] }),
      ...(indicator !== undefined && { indicator }),
    },
  }
}

/** A work item of the project. */
export function itemOf(ref: string, fields: Partial<WorkItem> = {}): Sourced<WorkItem> {
  return {
    connection: 'plan',
    project: 'web',
    kind: 'workItem',
    ref,
    container: 'web',
    type: 'task',
    title: `Task ${ref}`,
    status: 'Open',
    statusCategory: 'todo',
    ...fields,
  }
}

/** What a check says, a line for each result: verdict and key, message, figure, what is cited, advice. */
export function said(
  check: AnyCheck,
  data: PortfolioData,
  given: { readonly params?: Readonly<Record<string, unknown>>; readonly today?: string } = {},
): readonly string[] {
  const { results } = evaluateCheck(check, data, { today: TODAY, ...given })
  return results.map(({ verdict, key, message, figure, evidence, action }) => {
    const own = key.slice(check.id.length + 1)
    const parts = figure === undefined ? [] : [figureText(figure)]
    const cited = evidence.map((one) =>
      'record' in one
        ? `${one.record.ref}${one.field === undefined ? '' : `.${one.field}`}`
        : `${one.fact ?? 'project'}${'id' in one && one.id !== undefined ? ` ${one.id}` : ''}${'field' in one && one.field !== undefined ? `.${one.field}` : ''}`,
    )
    return [
      `${verdict} ${own}`,
      message,
      ...parts,
      `[${cited.join(', ')}]`,
      ...(action === undefined ? [] : [action.text]),
    ].join(' | ')
  })
}

function figureText(
  figure: NonNullable<ReturnType<typeof evaluateCheck>['results'][number]['figure']>,
): string {
  const { value, unit, part, whole, limit, within } = figure
  const of = part === undefined ? '' : ` (${part}/${whole ?? ''})`
  return `${Math.round(value * 1e6) / 1e6}${of} ${unit} ${within ?? ''} ${limit ?? ''}`
}
