import { table, type ReportDocument } from '../report-document.ts'
import { cell, findingsTable, missingOf, sourcesSection } from './common-parts.ts'
import type { StandardsFacts } from './report-facts.ts'

/** How far the projects keep the standards: scorecards, findings, and what could not be judged. Pure. */
export function standardsReport(facts: StandardsFacts): ReportDocument {
  const { rows, asOf, scope, decision, owner, scorecards, findings, findingsTotal, titles } = facts
  const never = scorecards.filter((one) => one.asOf === undefined)
  const counted = Map.groupBy(findings, ({ rule }) => rule)
  return {
    report: 'standards',
    title: 'Keeping the standards',
    decision,
    owner,
    asOf,
    scope,
    inputs: [
      {
        name: 'Checked by the rules',
        use: 'Everything',
        available: scorecards.length - never.length,
        needed: scorecards.length,
      },
    ],
    missing: [
      ...never.map(({ name, project }) => `${name} (${project}) was never checked.`),
      ...scorecards
        .filter(({ totals }) => totals.unknown + totals.error > 0)
        .slice(0, 50)
        .map(({ name, totals }) => `${name}: ${totals.unknown + totals.error} verdicts could not be told.`),
      ...missingOf(facts).filter((one) => one.includes('not contained') || one.includes('known until')),
    ],
    sections: [
      {
        heading: 'Projects beside each other',
        source:
          'Last verdicts of all rules in force; what is unknown is no pass, what is waived stays a failure.',
        parts: [
          {
            type: 'bars',
            caption: 'Score: mean share of what passes',
            bars: scorecards
              .slice(0, 50)
              .map(({ name, score }) => ({ name, ...(score !== undefined && { share: score }) })),
          },
          table(
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
                at ?? 'never',
              ].map(cell),
            ),
          ),
        ],
      },
      {
        heading: 'Rules that find most',
        source: `Open findings as of ${asOf}.`,
        parts: [
          table(
            'Rules by open findings',
            ['Rule', 'Title', 'Open findings told below'],
            [...counted]
              .toSorted(([, a], [, b]) => b.length - a.length)
              .slice(0, 20)
              .map(([rule, of]) => [rule, titles.get(rule) ?? '', String(of.length)].map(cell)),
          ),
        ],
      },
      {
        heading: 'Findings',
        source: `Open findings with the version of their rule, as of ${asOf}.`,
        parts: [findingsTable(findings, findingsTotal)],
      },
      sourcesSection(rows),
    ],
  }
}
