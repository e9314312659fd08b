import type { Indicator } from '../../portfolio/index.ts'
import { table, type Cell, type ReportDocument, type ReportInput } from '../report-document.ts'
import { cell, findingsTable, lightCell, missingOf, sourcesSection, trendChart } from './common-parts.ts'
import { evidenceTable } from './evidence-table.ts'
import { redStatus } from './red-status.ts'
import type { ProjectFacts } from './report-facts.ts'
import { instantText, latenessText } from './tell-time.ts'
import { valueText } from './tell-value.ts'

/** The status of one project: its health and all figures, each with what it rests on. Pure. */
export function projectStatus(facts: ProjectFacts): ReportDocument {
  const { rows, asOf, scope, decision, owner, figures } = facts
  const [row] = rows
  const { section, missing } = redStatus(rows, facts.escalations)
  const unknown = figures.filter(
    ({ id, state, light }) => id !== 'status' && state === 'unknown' && light !== undefined,
  )
  const told = instantText(asOf)
  const inputs = projectInputs(facts)
  return {
    report: 'project-status',
    title: `Status of ${row?.project.name ?? 'a project'}`,
    decision,
    owner: row?.project.manager ?? owner,
    asOf,
    scope,
    inputs,
    missing: [
      ...missing,
      ...missingOf(facts, inputs),
      ...(row?.forecast.unknown === undefined ? [] : [`No forecast: ${row.forecast.unknown}`]),
      ...unknown.map(({ title, because }) => `${title}: ${because}`),
    ],
    sections: [
      {
        heading: 'Health',
        source: `The worst light of its parts, as of ${told}.`,
        parts: [
          {
            type: 'text',
            lines: [
              row === undefined ? 'unknown' : `${row.health.light ?? 'unknown'}: ${row.health.because}`,
            ],
          },
          figuresTable('Parts of the health', row?.parts ?? []),
          trendChart('Health of the last four weeks', row?.trend ?? []),
        ],
      },
      section,
      {
        heading: 'What to do',
        source: 'Actions of the figures that are not green.',
        parts: [{ type: 'list', lines: actionsOf(row?.health.actions ?? []) }],
      },
      {
        heading: 'Dates',
        source: `Dates from the trackers and the agreement, as of ${told}; forecast by simulation${row?.forecast.asOf === undefined ? '' : ` on the data of ${instantText(row.forecast.asOf)}`}.`,
        parts: [datesTable(row)],
      },
      {
        heading: 'Figures',
        source: `Each with its coverage and until when its sources are known; as of ${told}.`,
        parts: [figuresTable('All figures', figures), ...evidenceTable(figures)],
      },
      {
        heading: 'Findings',
        source: `Rules with their versions, last checked ${row?.findings.asOf === undefined ? 'never' : instantText(row.findings.asOf)}.`,
        parts: [findingsTable(facts.findings, facts.findingsTotal)],
      },
      sourcesSection(rows),
    ],
  }
}

function datesTable(row: ProjectFacts['rows'][number] | undefined) {
  const dates = row?.dates
  const beside = (day: string | undefined, delta: number | undefined): string => {
    if (day === undefined) return ''
    return delta === undefined ? 'nothing to hold it against' : latenessText(delta)
  }
  return table(
    'Agreed, scheduled and forecast',
    ['What', 'Day', 'Against what was agreed'],
    [
      ['Agreed finish', dates?.committedFinish ?? 'nothing agreed', ''],
      ['Finish of the baseline', dates?.baselineFinish ?? 'no baseline', ''],
      [
        'Scheduled finish, as computed',
        dates?.scheduledFinish ?? 'unknown',
        beside(dates?.scheduledFinish, dates?.deltaDays),
      ],
      [
        'Latest day that items name in their trackers',
        dates?.namedFinish ?? 'no day',
        beside(dates?.namedFinish, dates?.namedDeltaDays),
      ],
      ['Forecast, 50 %', row?.forecast.p50 ?? 'unknown', ''],
      ['Forecast, 80 %', row?.forecast.p80 ?? 'unknown', ''],
    ].map((cells) => cells.map(cell)),
  )
}

/** Figures that a status rests on; what they miss is a risk for whoever decides. */
const RESTS_ON = ['finish', 'overdue', 'effort-planned', 'effort-spent', 'effort-remaining', 'cost-actual']

/** What the status of one project rests on: how many of its items bring what each figure needs. */
function projectInputs({ rows: [row], figures }: ProjectFacts): readonly ReportInput[] {
  if (row === undefined) return []
  const counted = (one: Indicator | undefined, name?: string): readonly ReportInput[] =>
    one === undefined
      ? []
      : [
          {
            name: name ?? capital(one.coverage.of),
            use: one.title,
            available: one.coverage.known,
            needed: one.coverage.needed,
            of: one.coverage.of,
          },
        ]
  const part = (id: string): Indicator | undefined => row.parts.find((one) => one.id === id)
  const there = (name: string, use: string, is: boolean): ReportInput => ({
    name,
    use,
    available: Number(is),
    needed: 1,
    of: 'of the project',
  })
  const { committedFinish, baselineFinish } = row.dates
  return [
    ...counted(part('freshness'), 'Sources up to date'),
    there('Agreed finish or baseline', 'Dates', (committedFinish ?? baselineFinish) !== undefined),
    ...RESTS_ON.flatMap((id) => counted(figures.find((one) => one.id === id))),
    there('Checked by the rules', 'Findings', row.findings.asOf !== undefined),
    ...(row.findings.asOf === undefined ? [] : counted(part('findings'))),
    there('Forecast', 'P50 and P80', row.forecast.p80 !== undefined),
  ]
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

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
      cell(
        one.asOf
          .map(({ connection, asOf }) => `${connection}: ${asOf === undefined ? 'never' : instantText(asOf)}`)
          .join(', ') || 'kept here',
      ),
      cell(one.because),
    ]),
  )
}
