import type { FiguredProject, Indicator } from '../portfolio/index.ts'
import type { ProjectVerdicts } from '../standards/index.ts'
import { effortPart } from './effort-part.ts'
import { findingsPart } from './findings-part.ts'
import { freshnessPart } from './freshness-part.ts'
import { combinedPart } from './health-part.ts'

/** The health of a project with the parts that it is made of. */
export interface ProjectHealth {
  /** Its light is the worst of those of its parts. */
  readonly health: Indicator
  /** Dates, effort, cost, findings, freshness, in this order. */
  readonly parts: readonly Indicator[]
}

/** Figures that each part looks at. */
const DATES = ['start', 'finish', 'overdue', 'baseline-slip', 'commitments']
const COST = ['cost-planned', 'cost-actual']

/**
 * The health of a project. Nobody sets it by hand: it is the worst of five parts, each with the rows behind it. A part
 * that nothing was agreed about (no budget, no estimates) has no say, and the health says that it has none. Red and amber
 * stand, whatever is missing; what is missing or old makes the rest unknown, never green (law 8). Pure.
 * @param today calendar day, YYYY-MM-DD
 */
export function projectHealth(
  { project, indicators }: FiguredProject,
  verdicts: ProjectVerdicts | undefined,
  today: string,
): ProjectHealth {
  const subject = { kind: 'project', id: project.id } as const
  const asOf = indicators[0]?.asOf ?? []
  const base = { subject, asOf }
  const named = (ids: readonly string[]): readonly Indicator[] =>
    indicators.filter(({ id }) => ids.includes(id))
  const parts = [
    combinedPart({
      ...base,
      id: 'dates',
      title: 'Dates',
      figures: named(DATES),
      unjudged: 'Nothing was agreed about dates.',
    }),
    effortPart(indicators, base),
    combinedPart({
      ...base,
      id: 'cost',
      title: 'Cost',
      figures: named(COST),
      unjudged: 'No budget was agreed that a cost could be held against.',
    }),
    findingsPart(verdicts, base, today),
    freshnessPart(base),
  ]
  const health = combinedPart({
    ...base,
    id: 'health',
    title: 'Health',
    figures: parts,
    unjudged: 'Nothing was agreed.',
  })
  const silent = parts.filter(({ light }) => light === undefined)
  return {
    health: {
      ...health,
      assumptions: [
        ...health.assumptions,
        ...silent.map(({ title, because }) => `${title} has no say: ${because}`),
      ],
    },
    parts,
  }
}
