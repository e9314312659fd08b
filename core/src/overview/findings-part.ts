import { indicator, type Indicator } from '../portfolio/index.ts'
import type { ProjectVerdicts } from '../standards/index.ts'

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`

/**
 * What the rules have found. Red: a finding of severity `error` is open after the day by which it was to be put right;
 * amber: one is open whose day has not come or that has none, or a warning is past its day. What is waived was accepted
 * by somebody and has no light; it is told. What could not be judged, and rules that were not run for days, keep it from
 * being green. Pure.
 * @param verdicts absent: nothing was judged of the project yet
 * @param today calendar day, YYYY-MM-DD
 */
export function findingsPart(
  verdicts: ProjectVerdicts | undefined,
  base: Pick<Indicator, 'subject' | 'asOf'>,
  today: string,
): Indicator {
  const judged = verdicts === undefined ? undefined : judge(verdicts)
  const old = verdicts !== undefined && judged?.light === 'green' && isOld(verdicts, today)
  const judgedSubjects = verdicts === undefined ? 0 : verdicts.pass + verdicts.fail
  const undecided = verdicts === undefined ? 0 : verdicts.unknown + verdicts.error
  return indicator({
    ...base,
    id: 'findings',
    title: 'Findings',
    formula: 'Number of open findings; the light is that of their severities and days.',
    ...(verdicts !== undefined && !old && { value: { type: 'count', count: verdicts.open } }),
    coverage: {
      known: judgedSubjects,
      needed: judgedSubjects + undecided,
      of: 'verdicts that could be told',
    },
    evidence: verdicts === undefined ? [] : rowsOf(verdicts),
    yardstick:
      'No finding of severity error is open, and nothing is past the day by which it was to be put right.',
    ...(verdicts === undefined && { unknown: 'The project was not checked yet.' }),
    ...(old && {
      unknown: `The rules were run last on ${verdicts.asOf.slice(0, 10)}; what has changed since was not judged.`,
    }),
    ...(judged !== undefined && !old && { judged }),
    action: 'Put the findings right, or ask for a waiver with a reason.',
    complete:
      verdicts === undefined
        ? 'Run the checks.'
        : old
          ? 'Run the checks, and see in the log of the server why they were not run each night.'
          : 'Give the rules the data that they miss.',
  })
}

/** Rules are run for each new day; more than two days without a run are a fault. */
const MOST_DAYS = 2

function isOld({ asOf }: ProjectVerdicts, today: string): boolean {
  return Temporal.PlainDate.from(asOf.slice(0, 10)).until(today, { largestUnit: 'days' }).days > MOST_DAYS
}

function judge(verdicts: ProjectVerdicts): {
  readonly light: 'green' | 'amber' | 'red'
  readonly because: string
} {
  const { open, breach, overdue, overdueBreach, waived } = verdicts
  const beside = waived === 0 ? '' : ` ${count(waived, 'more is', 'more are')} waived.`
  if (overdueBreach > 0)
    return {
      light: 'red',
      because: `${count(overdueBreach, 'finding')} of severity error past the day to put right.${beside}`,
    }
  if (breach > 0)
    return { light: 'amber', because: `${count(breach, 'finding')} of severity error open.${beside}` }
  if (overdue > 0)
    return { light: 'amber', because: `${count(overdue, 'finding')} past the day to put right.${beside}` }
  return { light: 'green', because: `${count(open, 'finding')} open, none of severity error.${beside}` }
}

function rowsOf(verdicts: ProjectVerdicts): Indicator['evidence'] {
  const rows: readonly (readonly [string, string, number])[] = [
    ['findings.open', 'Open findings', verdicts.open],
    ['findings.breach', 'Open findings of severity error', verdicts.breach],
    ['findings.overdue', 'Open findings past their day', verdicts.overdue],
    ['findings.waived', 'Waived findings', verdicts.waived],
    ['findings.unknown', 'Verdicts unknown', verdicts.unknown + verdicts.error],
  ]
  return rows.map(([field, title, number]) => ({
    of: { kind: 'definition', field },
    title,
    brings: { type: 'count', count: number },
  }))
}
