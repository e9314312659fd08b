import { readdirSync, readFileSync } from 'node:fs'
import { contributionsOf, type PortfolioData, type Sourced } from '@headless-pmo/sdk'
import schedulePack from '@headless-pmo/standards-schedule'
import { evaluateCheck, type CheckResult } from '@headless-pmo/testing/kit'
import { expect, test } from 'vitest'
import { buildNetwork, portfolioNetwork } from '../../core/src/coordination/network/index.ts'
import { schedule } from '../../core/src/coordination/schedule/index.ts'
import { packSchedule } from '../../core/src/standards/facts/pack-schedule.ts'
import { scheduleFactOf } from '../../core/src/standards/facts/schedule-fact.ts'
import { ScheduleIndex } from '../../core/src/standards/facts/schedule-index.ts'
import { joinTables } from '../../core/src/working-time/index.ts'
import { recordsOf } from '../mspdi/read-back.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { rawCounts, type RawCounts } from './raw-counts.ts'

const TODAY = '2026-01-01'

/** Reads a plan the way it comes into the portfolio, schedules it, and makes of it what the rules see. */
async function judgedPlan(file: string): Promise<PortfolioData> {
  const project = 'plan'
  const records = await recordsOf(file, readFileSync(fixture(`schedules/${file}`)))
  const parts = buildNetwork({
    records: records.map((record) => ({ connection: 'plans', record, project })),
    projects: [],
    kept: [],
    calendars: [],
    settings: {},
    now: Date.parse(TODAY) / 60_000,
  })
  const index = await ScheduleIndex.of({
    asOf: `${TODAY}T00:00:00Z`,
    feedPosition: '0',
    statusTime: Date.parse(TODAY) / 60_000,
    portfolio: portfolioNetwork(parts),
    schedule: schedule(parts.network, joinTables(parts.calendars.map((calendar) => calendar.table))),
  })
  const packed = packSchedule(index, { project, minutesPerDay: () => 480, isCalendar: () => true })
  return {
    projects: [{ id: project, title: file }],
    records: records.map((record): Sourced => ({ ...record, connection: 'plans', project })),
    facts: { schedule: packed === undefined ? [] : [scheduleFactOf(packed)] },
  }
}

function judged(rule: string, data: PortfolioData): CheckResult {
  const check = contributionsOf(schedulePack, 'check').find(({ id }) => id === rule)
  if (check === undefined) throw new Error(`There is no rule ${rule}.`)
  const [result] = evaluateCheck(check, data, { today: TODAY }).results
  if (result === undefined || result.verdict === 'error') throw new Error(result?.message ?? rule)
  return result
}

/** Numerator and denominator that a rule gives, and which of the raw counts they have to be. */
const RULES: Readonly<Record<string, readonly [part: keyof RawCounts, whole: keyof RawCounts]>> = {
  'dcma.logic': ['unlinked', 'open'],
  'dcma.leads': ['leads', 'links'],
  'dcma.lags': ['lags', 'links'],
  'dcma.relationship-types': ['finishToStart', 'links'],
  'dcma.hard-constraints': ['hard', 'open'],
  'dcma.high-float': ['highFloat', 'open'],
  'dcma.negative-float': ['negativeFloat', 'open'],
  'dcma.high-duration': ['longer', 'open'],
  'dcma.resources': ['nobody', 'aDayOrMore'],
  'gao.summary-links': ['summaryLinks', 'links'],
  'gao.baseline': ['baselined', 'leaves'],
  'sins.constraints': ['constrained', 'open'],
  'sins.link-density': ['links', 'leaves'],
}

/** Figures that are not those of the file, and why. */
const DIFFER: Readonly<
  Record<string, Readonly<Record<string, { readonly ours: string; readonly why: string }>>>
> = {
  'plans/TaskDurations.xml': {
    'dcma.high-float': {
      ours: '0 of 7',
      why: 'the slack of task 3 is 28 days of its calendar of 24 hours, which the file writes in minutes: 84 days of eight hours, though it can slip by 28 days only',
    },
  },
}

/** Calendars, and no task. */
const EMPTY = 'native/calendar-recurring-exceptions-project2016-mspdi.xml'

/** Rules that count without dividing. */
const COUNTS: Readonly<Record<string, keyof RawCounts>> = {
  'dcma.invalid-dates': 'invalid',
  'gao.milestones': 'milestones',
}

function pair({ figure, verdict }: CheckResult): string {
  return figure === undefined ? verdict : `${figure.part} of ${figure.whole}`
}

const folder = (name: string): readonly string[] =>
  readdirSync(fixture(`schedules/${name}`)).map((file) => `${name}/${file}`)

/**
 * The figures of the rules over real plans, from the file to the finding, against counts that were read from the same XML by
 * something that knows nothing of our reader, network or schedule.
 */
describeWithFixtures('raw counts of real schedules', ['schedules/INDEX.md'], () => {
  const files = ['native', 'plans', 'portfolios'].flatMap(folder)

  const indexed = readFileSync(fixture('schedules/INDEX.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

  test('what is counted is what the index of the files says', () => {
    const found = files.flatMap((file) => {
      const [, , , links = '', lags = ''] = indexed.find(([, name]) => name === file) ?? []
      const raw = rawCounts(readFileSync(fixture(`schedules/${file}`), 'utf8'), true, TODAY)
      const told = links.split('/').reduce((sum, count) => sum + Number(count), 0)
      const same = told === raw.links && lags === `${raw.lags}/${raw.leads}`
      return same ? [] : [{ file, told, lags, raw }]
    })
    expect(files).toHaveLength(21)
    expect(found).toEqual([])
  })

  test('a plan without tasks has no schedule that could be judged', async () => {
    const data = await judgedPlan(EMPTY)
    const verdicts = Object.keys(RULES).map((rule) => judged(rule, data).verdict)
    expect(verdicts).toEqual(Object.keys(RULES).map(() => 'unknown'))
  })

  test.each(files.filter((file) => file !== EMPTY))('%s', async (file) => {
    const data = await judgedPlan(file)
    const raw = rawCounts(
      readFileSync(fixture(`schedules/${file}`), 'utf8'),
      file.startsWith('native'),
      TODAY,
    )
    const resultOf = (rule: string): CheckResult => judged(rule, data)
    const shares = Object.entries(RULES).map(([rule, [part, whole]]) => [
      rule,
      pair(resultOf(rule)),
      DIFFER[file]?.[rule]?.ours ?? (raw[whole] === 0 ? 'not_applicable' : `${raw[part]} of ${raw[whole]}`),
    ])
    expect(shares.filter(([, ours, theirs]) => ours !== theirs)).toEqual([])
    const counts = Object.entries(COUNTS).map(([rule, count]) => [
      rule,
      resultOf(rule).figure?.value ?? 0,
      raw[count],
    ])
    expect(counts.filter(([, ours, theirs]) => ours !== theirs)).toEqual([])
  })
})
