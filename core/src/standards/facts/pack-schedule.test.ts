import type { ScheduleFact } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { home, link, scheduled, task } from '../../coordination/network/test-support/portfolio.ts'
import { localTimeOf } from '../../working-time/index.ts'
import { packSchedule } from './pack-schedule.ts'
import { scheduleFactOf } from './schedule-fact.ts'
import { ScheduleIndex } from './schedule-index.ts'

const PROJECTS = ['a', 'b', undefined] as const

/** What is told of a project of which nothing is scheduled. */
const NOTHING: Pick<ScheduleFact, 'items' | 'unscheduled' | 'links'> = {
  items: [],
  unscheduled: [],
  links: [],
}

/** Items of two projects and of none, a summary among them, with links of every kind between any of them. */
const portfolios = fc
  .record({
    homes: fc.array(fc.constantFrom(...PROJECTS), { minLength: 1, maxLength: 12 }),
    links: fc.array(
      fc.record({
        from: fc.nat(11),
        to: fc.nat(11),
        type: fc.constantFrom('FS', 'SS', 'FF', 'SF'),
        lag: fc.constantFrom(
          undefined,
          { minutes: 480, basis: 'working' } as const,
          { minutes: -60, basis: 'elapsed' } as const,
          { percent: 50, basis: 'working' } as const,
        ),
      }),
      { maxLength: 16 },
    ),
    estimated: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    isSummed: fc.boolean(),
  })
  .map(({ homes, links, estimated, isSummed }) => ({
    items: homes.map((project, at) =>
      task(
        `${at}`,
        1 + (at % 3),
        {
          ...(estimated[at] === false && { duration: undefined }),
          ...(isSummed && at > 0 && at < 3 && { parent: '0' }),
        },
        project === undefined ? {} : { project },
      ),
    ),
    // No two between the same ends, and none that closes a ring: what has no dates is asked elsewhere.
    links: [...new Map(links.map((one) => [`${one.from}-${one.to}`, one])).values()]
      .filter(({ from, to }) => from < to && to < homes.length)
      .map(({ from, to, type, lag }) =>
        link(`${from}`, `${to}`, { type, ...(lag !== undefined && { lag }) }),
      ),
  }))

test('what a thread unpacks of a schedule is what the network and its dates say', async () => {
  await fc.assert(
    fc.asyncProperty(portfolios, async ({ items, links }) => {
      const whole = scheduled([home(), ...items, ...links], {
        projects: [
          { id: 'a', name: 'A', sources: [] },
          { id: 'b', name: 'B', sources: [] },
        ],
      })
      const { portfolio, schedule } = whole
      const { network, nodes } = portfolio
      const index = await ScheduleIndex.of(whole)
      for (const project of ['a', 'b']) {
        const packed = packSchedule(index, { project, minutesPerDay: () => 480, isCalendar: () => false })
        const own = nodes.flatMap((node, at) =>
          node.kind === 'workItem' && node.project === project ? [at] : [],
        )
        const {
          items: told,
          unscheduled,
          links: toldLinks = [],
        } = packed === undefined ? NOTHING : scheduleFactOf(packed)
        const keyOf = (at: number) => ({ connection: 'gh', kind: 'workItem', ref: nodes[at]?.ref })
        expect([...told, ...unscheduled].map(({ item }) => item)).toEqual(
          expect.arrayContaining(own.map(keyOf)),
        )
        expect(told.length + unscheduled.length).toBe(own.length)
        for (const one of told) {
          const at = portfolio.indexOf('gh', one.item.ref) ?? -1
          expect(one).toMatchObject({
            earlyStart: localTimeOf(schedule.earlyStart[at] ?? NaN, 'UTC'),
            lateFinish: localTimeOf(schedule.lateFinish[at] ?? NaN, 'UTC'),
            totalFloat: schedule.totalFloat[at],
            freeFloat: schedule.freeFloat[at],
            critical: schedule.critical[at] === 1,
          })
          expect(one.summary === true).toBe(own.some((other) => network.parent[other] === at))
          const assumed = nodes[at]?.assumptions.find(
            ({ field }) => field === 'duration' || field === 'remaining',
          )
          expect(one.assumed).toBe(nodes[at]?.scheduling === 'summary' ? undefined : assumed?.basis)
        }
        // From what was synced, and not from the network: a link that was lost on the way shows.
        const isOwn = (ref: string): boolean => nodes[portfolio.indexOf('gh', ref) ?? -1]?.project === project
        const expected = links.flatMap(({ record }) => {
          if (
            record.kind !== 'dependency' ||
            typeof record.from !== 'string' ||
            typeof record.to !== 'string'
          )
            return []
          const { from, to, ref, type, lag } = record
          if (!isOwn(from) && !isOwn(to)) return []
          const amount = lag === undefined ? 0 : 'percent' in lag ? lag.percent : lag.minutes
          const unit = lag === undefined ? '' : 'percent' in lag ? 'percent' : lag.basis
          return [
            {
              from: { connection: 'gh', kind: 'workItem', ref: from },
              to: { connection: 'gh', kind: 'workItem', ref: to },
              type,
              origin: 'tracker',
              external: !isOwn(from) || !isOwn(to),
              ...(lag !== undefined && { lag: { amount, unit } }),
              record: { connection: 'gh', kind: 'dependency', ref },
            },
          ]
        })
        const byRef = (one: { readonly record?: { readonly ref: string } | undefined }): string =>
          one.record?.ref ?? ''
        const sorted = <T extends { readonly record?: { readonly ref: string } | undefined }>(
          all: readonly T[],
        ): T[] => all.toSorted((one, other) => (byRef(one) < byRef(other) ? -1 : 1))
        expect(sorted(toldLinks)).toEqual(sorted(expected))
      }
    }),
  )
})
