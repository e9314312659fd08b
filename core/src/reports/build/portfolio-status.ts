import type { ForecastRow } from '../../overview/index.ts'
import { table, type ReportDocument } from '../report-document.ts'
import { cell, inputsOf, lightCell, lightsChart, missingOf, sourcesSection } from './common-parts.ts'
import { redStatus } from './red-status.ts'
import type { ReportFacts } from './report-facts.ts'

const NEED = ['red', 'amber', 'unknown', 'green'] as const

/** The weekly status of a portfolio: every project with its light, dates, forecast and findings, the worst first. Pure. */
export function portfolioStatus(facts: ReportFacts): ReportDocument {
  const { rows, asOf, scope, decision, owner } = facts
  const { section, missing } = redStatus(rows, facts.escalations)
  const place = ({ health }: ForecastRow): number => NEED.indexOf(health.light ?? 'unknown')
  const sorted = rows.toSorted((a, b) => place(a) - place(b) || (a.project.id < b.project.id ? -1 : 1))
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
        source: `Worst light of dates, effort, cost, findings and freshness of each project, as of ${asOf}.`,
        parts: [lightsChart(rows)],
      },
      section,
      {
        heading: 'Projects',
        source: `Scheduled dates and forecasts are computed by the schedule and its simulation, the latest day that items name is the trackers' own; findings of the last check; as of ${asOf}.`,
        parts: [
          table(
            'All projects, the worst first',
            [
              'Project',
              'Health',
              'Agreed',
              'Scheduled',
              'Days late',
              'Items name',
              'P50',
              'P80',
              'Findings',
              'Why',
            ],
            sorted.map((row) => [
              cell(`${row.project.name} (${row.project.id})`),
              lightCell(row.health.light),
              cell(row.dates.committedFinish ?? row.dates.baselineFinish ?? 'nothing agreed'),
              cell(row.dates.scheduledFinish ?? 'unknown'),
              cell(row.dates.deltaDays === undefined ? 'unknown' : String(row.dates.deltaDays)),
              cell(row.dates.namedFinish ?? 'no day'),
              cell(row.forecast.p50 ?? 'unknown'),
              cell(row.forecast.p80 ?? 'unknown'),
              cell(findingsText(row.findings)),
              cell(row.health.because),
            ]),
          ),
        ],
      },
      sourcesSection(rows),
    ],
  }
}

/** Open, waived and unknown beside each other: nothing is hidden. */
function findingsText({ open, breach, waived, unknown, asOf }: ForecastRow['findings']): string {
  if (asOf === undefined) return 'never checked'
  return `${open} open (${breach} error), ${waived} waived, ${unknown} unknown`
}
