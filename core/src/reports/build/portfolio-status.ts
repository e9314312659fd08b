import type { ForecastRow } from '../../overview/index.ts'
import { table, type ReportDocument } from '../report-document.ts'
import { cell, inputsOf, lightCell, lightsChart, missingOf, sourcesSection } from './common-parts.ts'
import { redStatus } from './red-status.ts'
import type { ReportFacts } from './report-facts.ts'
import { instantText, latenessText } from './tell-time.ts'
import { changesSince, lightAgo, WEEK } from './week-before.ts'

const NEED = ['red', 'amber', 'unknown', 'green'] as const

/** The weekly status of a portfolio: every project with its light, dates, forecast and findings, the worst first. Pure. */
export function portfolioStatus(facts: ReportFacts): ReportDocument {
  const { rows, asOf, scope, decision, owner } = facts
  const { section, missing } = redStatus(rows, facts.escalations)
  const place = ({ health }: ForecastRow): number => NEED.indexOf(health.light ?? 'unknown')
  const sorted = rows.toSorted((a, b) => place(a) - place(b) || (a.project.id < b.project.id ? -1 : 1))
  const told = instantText(asOf)
  return {
    report: 'portfolio-status',
    title: 'Status of the portfolio',
    decision,
    owner,
    asOf,
    scope,
    inputs: inputsOf(facts),
    missing: [...missing, ...missingOf(facts)],
    sections: [
      {
        heading: 'Health of the projects',
        source: `Worst light of dates, effort, cost, findings and freshness of each project, as of ${told}; lights of a week before as they were kept then.`,
        parts: [lightsChart(rows), { type: 'list', lines: changesSince(rows, WEEK) }],
      },
      section,
      {
        heading: 'Projects',
        source: `Scheduled days are computed by the schedule, P50 and P80 by its simulation${forecastAsOf(rows)}; the latest day that items name is the trackers' own; findings of the last check; as of ${told}.`,
        parts: [
          table(
            'All projects, the worst first',
            [
              'Project',
              'Health',
              'A week before',
              'Agreed',
              'Scheduled',
              'Items name',
              'P50',
              'P80',
              'Findings',
              'Why',
              'What to do',
            ],
            sorted.map((row) => [
              cell(`${row.project.name} (${row.project.id})`),
              lightCell(row.health.light),
              weekBefore(row),
              cell(agreed(row)),
              cell(against(row.dates.scheduledFinish, row.dates.deltaDays, 'unknown')),
              cell(against(row.dates.namedFinish, row.dates.namedDeltaDays, 'no day')),
              cell(row.forecast.p50 ?? 'unknown'),
              cell(row.forecast.p80 ?? 'unknown'),
              cell(findingsText(row.findings)),
              cell(row.health.because),
              cell(row.health.actions.join(' ') || 'Nothing is asked for.'),
            ]),
          ),
        ],
      },
      sourcesSection(rows),
    ],
  }
}

function weekBefore(row: ForecastRow) {
  const light = lightAgo(row, WEEK)
  return light === undefined ? cell('not kept') : lightCell(light)
}

function agreed({ dates: { committedFinish, baselineFinish } }: ForecastRow): string {
  if (committedFinish !== undefined) return committedFinish
  return baselineFinish === undefined ? 'nothing agreed' : `${baselineFinish} (baseline)`
}

/** A day with how far it is from what was agreed. */
function against(day: string | undefined, delta: number | undefined, without: string): string {
  if (day === undefined) return without
  return delta === undefined ? day : `${day}, ${latenessText(delta)}`
}

/** All forecasts come of one simulation. */
function forecastAsOf(rows: readonly ForecastRow[]): string {
  const asOf = rows.flatMap(({ forecast }) => forecast.asOf ?? []).toSorted()[0]
  return asOf === undefined ? '' : ` on the data of ${instantText(asOf)}`
}

/** Open, waived and unknown beside each other: nothing is hidden. */
function findingsText({ open, breach, waived, unknown, asOf }: ForecastRow['findings']): string {
  if (asOf === undefined) return 'never checked'
  return `${open} open (${breach} error), ${waived} waived, ${unknown} unknown`
}
