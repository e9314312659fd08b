import { table, type ReportDocument, type ReportInput } from '../report-document.ts'
import { cell, cut, findingsTable, notContained, sourcesSection, staleSources } from './common-parts.ts'
import type { StandardsFacts } from './report-facts.ts'
import { instantText } from './tell-time.ts'

/** Projects that the chart of scores shows; the table below tells all. */
const MOST_BARS = 50
/** Rules that are told by their failures. */
const MOST_RULES = 20

/** How far the projects keep the standards: scorecards, findings, and what could not be judged. Pure. */
export function standardsReport(facts: StandardsFacts): ReportDocument {
  const { rows, asOf, scope, decision, owner, scorecards, findings, findingsTotal } = facts
  const never = scorecards.filter((one) => one.asOf === undefined)
  const untold = scorecards.filter(({ totals }) => totals.unknown + totals.error > 0)
  const bars = scorecards
    .slice(0, MOST_BARS)
    .map(({ name, score }) => ({ name, ...(score !== undefined && { share: score }) }))
  const left = scorecards.length - bars.length
  return {
    report: 'standards',
    title: 'Keeping the standards',
    decision,
    owner,
    asOf,
    scope,
    inputs: inputsOf(facts, never.length),
    missing: [
      ...notContained(facts),
      ...cut(never.map(({ name, project }) => `${name} (${project}) was never checked.`)),
      ...cut(
        untold.map(
          ({ name, totals }) =>
            `${name}: ${totals.unknown + totals.error} of ${sum(totals)} verdicts could not be told.`,
        ),
      ),
      ...staleSources(facts),
    ],
    sections: [
      {
        heading: 'Projects beside each other',
        source:
          'Last verdicts of all rules in force; what is unknown is no pass, what is waived stays a failure.',
        parts: [
          {
            type: 'bars',
            caption: `Score: mean share of what passes${left > 0 ? `, the first ${bars.length} projects; the table tells ${left} more` : ''}`,
            bars,
          },
          scoresTable(scorecards),
        ],
      },
      {
        heading: 'Rules that fail most',
        source: `Last verdicts of all projects, none left out; as of ${instantText(asOf)}.`,
        parts: [rulesTable(facts)],
      },
      {
        heading: 'Findings',
        source: `Open findings with the version of their rule, as of ${instantText(asOf)}.`,
        parts: [findingsTable(findings, findingsTotal)],
      },
      sourcesSection(rows),
    ],
  }
}

type Totals = StandardsFacts['scorecards'][number]['totals']

/** Verdicts that should be told: what does not apply is none. */
const sum = ({ pass, fail, unknown, error }: Omit<Totals, 'waived'>): number => pass + fail + unknown + error

function inputsOf({ rows, scorecards }: StandardsFacts, never: number): readonly ReportInput[] {
  const all = scorecards.reduce((total, { totals }) => total + sum(totals), 0)
  const untold = scorecards.reduce((total, { totals }) => total + totals.unknown + totals.error, 0)
  const fresh = rows.filter(({ freshness }) => freshness.length > 0 && freshness.every(({ stale }) => !stale))
  return [
    {
      name: 'Checked by the rules',
      use: 'Everything',
      available: scorecards.length - never,
      needed: scorecards.length,
      of: 'projects',
    },
    {
      name: 'Verdicts that could be told',
      use: 'Scores',
      available: all - untold,
      needed: all,
      of: 'verdicts',
    },
    {
      name: 'Sources up to date',
      use: 'Everything',
      available: fresh.length,
      needed: rows.length,
      of: 'projects',
    },
  ]
}

function scoresTable(scorecards: StandardsFacts['scorecards']) {
  return table(
    'Scorecards',
    ['Project', 'Level', 'Score', 'Pass', 'Fail', 'Waived', 'Unknown', 'Checked'],
    scorecards.map(({ name, project, level, levels, levelName, score, totals, asOf: at }) =>
      [
        `${name} (${project})`,
        `${level} of ${levels.length}${levelName === undefined ? '' : ` ${levelName}`}`,
        score === undefined ? 'unknown' : `${Math.floor(score * 100)} %`,
        String(totals.pass),
        String(totals.fail),
        String(totals.waived),
        String(totals.unknown + totals.error),
        at === undefined ? 'never' : instantText(at),
      ].map(cell),
    ),
  )
}

/** Added up from every scorecard: the findings below are cut, and would count the rules of whatever is cut too low. */
function rulesTable({ scorecards, titles }: StandardsFacts) {
  const counted = new Map<string, { fail: number; waived: number; unknown: number; projects: number }>()
  for (const { rules } of scorecards) {
    for (const { rule, counts, waived } of rules) {
      const before = counted.get(rule) ?? { fail: 0, waived: 0, unknown: 0, projects: 0 }
      counted.set(rule, {
        fail: before.fail + counts.fail,
        waived: before.waived + waived,
        unknown: before.unknown + counts.unknown + counts.error,
        projects: before.projects + Number(counts.fail > 0),
      })
    }
  }
  const failing = [...counted]
    .filter(([, { fail }]) => fail > 0)
    .toSorted(([one, a], [other, b]) => b.fail - a.fail || (one < other ? -1 : 1))
  return table(
    'Rules by what fails',
    ['Rule', 'Title', 'Fail', 'Of them waived', 'Unknown', 'Projects that fail'],
    failing.map(([rule, { fail, waived, unknown, projects }]) =>
      [rule, titles.get(rule) ?? '', String(fail), String(waived), String(unknown), String(projects)].map(
        cell,
      ),
    ),
    MOST_RULES,
  )
}
