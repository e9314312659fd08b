import type { CheckReport, CheckResult } from '@headless-pmo/engine'
import type { PortfolioData, Sourced } from '@headless-pmo/sdk'
import { dayAt } from '../../portfolio/known-day.ts'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

/** What a finding is about, whatever it says and however it is named: its subject and what it points at. */
function aboutness({ subject, evidence }: CheckResult): string {
  const pieces = evidence.map(({ value, ...piece }) => {
    void value
    return JSON.stringify(piece)
  })
  return JSON.stringify([subject, pieces.toSorted()])
}

/** By what it is about, the key of each finding that is alone in being about it. */
function keysOf({ results }: CheckReport): ReadonlyMap<string, CheckResult> {
  const groups = Map.groupBy(results, aboutness)
  const alone = [...groups].filter(([, group]) => group.length === 1)
  return new Map(
    alone.flatMap(([about, [result]]) => (result === undefined ? [] : [[about, result] as const])),
  )
}

function refuseRenamed(before: CheckReport, after: CheckReport, what: string): void {
  const later = keysOf(after)
  for (const [about, result] of keysOf(before)) {
    const same = later.get(about)
    if (same === undefined || same.key === result.key) continue
    throw new LawBroken({
      message: `gives the same finding another key ${what}; make the key from what it is about.`,
      transcript: [`Before, "${result.key}": ${lineOf(result)}`, `After, "${same.key}": ${lineOf(same)}`],
    })
  }
}

function without(data: PortfolioData, gone: Sourced): PortfolioData {
  return { ...data, records: data.records.filter((record) => record !== gone) }
}

function renamed(data: PortfolioData): PortfolioData {
  const records = data.records.map((record) =>
    'title' in record ? { ...record, title: `${record.title} (renamed)` } : record,
  )
  return { ...data, records }
}

const MOST_REMOVED = 6

/** See the law's own title. */
export const c3: Law = {
  id: 'C3',
  title: 'Each finding has a key of its own, and keeps it while what it is about is there',
  why: 'Waivers, assignments and history hang on the key; one that changes with a title, a day or a place in a list loses them, and one that two findings share gives them to the wrong one.',
  file: 'src/laws/check/c3-keys.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) {
      forPortfolios(trial, rounds, (data) => {
        const report = judge(trial, data)
        const clash = report.results.find(({ fault }) => fault === 'keys')
        if (clash !== undefined) throw new LawBroken({ message: `names findings badly. ${clash.message}` })
        refuseRenamed(report, judge(trial, data, { today: dayAt(1, trial.today) }), 'a day later')
        refuseRenamed(report, judge(trial, renamed(data)), 'when a title changes')
        const removable = data.records.filter(({ kind }) => trial.check.needs.includes(kind))
        const step = Math.max(1, Math.floor(removable.length / MOST_REMOVED))
        for (let at = 0; at < removable.length; at += step) {
          const gone = removable[at]
          if (gone === undefined) continue
          refuseRenamed(report, judge(trial, without(data, gone)), `when the ${gone.kind} ${gone.ref} goes`)
        }
      })
    }
  },
}
