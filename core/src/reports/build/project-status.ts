import type { Indicator } from '../../portfolio/index.ts'
import { table, type Cell, type ReportDocument } from '../report-document.ts'
import { cell, findingsTable, inputsOf, lightCell, missingOf, sourcesSection } from './common-parts.ts'
import { redStatus } from './red-status.ts'
import type { ProjectFacts } from './report-facts.ts'
import { valueText } from './tell-value.ts'

/** The status of one project: its health and all figures, each with what it rests on. Pure. */
export function projectStatus(facts: ProjectFacts): ReportDocument {
  const { rows, asOf, scope, decision, owner, figures } = facts
  const [row] = rows
  const { section, missing } = redStatus(rows, facts.escalations)
  const unknown = figures.filter(({ state, light }) => state === 'unknown' && light !== undefined)
  return {
    report: 'project-status',
    title: `Status of ${row?.project.name ?? 'a project'}`,
    decision,
    owner: row?.project.manager ?? owner,
    asOf,
    scope,
    inputs: inputsOf(facts),
    missing: [
      ...missing,
      ...missingOf(facts),
      ...(row?.forecast.unknown === undefined ? [] : [`No forecast: ${row.forecast.unknown}`]),
      ...unknown.map(({ title, because }) => `${title}: ${because}`),
    ],
    sections: [
      {
        heading: 'Health',
        source: `The worst light of its parts, as of ${asOf}.`,
        parts: [
          {
            type: 'text',
            lines: [
              row === undefined ? 'unknown' : `${row.health.light ?? 'unknown'}: ${row.health.because}`,
            ],
          },
          figuresTable('Parts of the health', row?.parts ?? []),
          { type: 'trend', caption: 'Health of the last four weeks', days: row?.trend ?? [] },
        ],
      },
      section,
      {
        heading: 'Dates',
        source: `Dates from the trackers and the agreement; forecast by simulation${row?.forecast.asOf === undefined ? '' : ` on the data of ${row.forecast.asOf}`}.`,
        parts: [
          table(
            'Agreed, scheduled and forecast',
            ['What', 'Day'],
            [
              ['Agreed finish', row?.dates.committedFinish ?? 'nothing agreed'],
              ['Finish of the baseline', row?.dates.baselineFinish ?? 'no baseline'],
              ['Scheduled finish, as computed', row?.dates.scheduledFinish ?? 'unknown'],
              ['Days late', row?.dates.deltaDays === undefined ? 'unknown' : String(row.dates.deltaDays)],
              ['Latest day that items name in their trackers', row?.dates.namedFinish ?? 'no day'],
              ['Forecast, 50 %', row?.forecast.p50 ?? 'unknown'],
              ['Forecast, 80 %', row?.forecast.p80 ?? 'unknown'],
            ].map((cells) => cells.map(cell)),
          ),
        ],
      },
      {
        heading: 'Figures',
        source: `Each with its coverage; as of ${asOf}.`,
        parts: [figuresTable('All figures', figures)],
      },
      {
        heading: 'Findings',
        source: `Rules with their versions, last checked ${row?.findings.asOf ?? 'never'}.`,
        parts: [findingsTable(facts.findings, facts.findingsTotal)],
      },
      {
        heading: 'What to do',
        source: 'Actions of the figures that are not green.',
        parts: [{ type: 'list', lines: actionsOf(row?.health.actions ?? []) }],
      },
      sourcesSection(rows),
    ],
  }
}

function actionsOf(actions: readonly string[]): readonly string[] {
  return actions.length === 0 ? ['Nothing is asked for.'] : actions
}

function figuresTable(caption: string, figures: readonly Indicator[]) {
  return table(
    caption,
    ['Figure', 'Value', 'Light', 'Coverage', 'Known until', 'Why'],
    figures.map((one): Cell[] => [
      cell(one.title),
      cell(valueText(one.value)),
      lightCell(one.light),
      cell(`${one.coverage.known} of ${one.coverage.needed} ${one.coverage.of}`),
      cell(one.asOf.map(({ connection, asOf }) => `${connection}: ${asOf ?? 'never'}`).join(', ')),
      cell(one.because),
    ]),
  )
}
