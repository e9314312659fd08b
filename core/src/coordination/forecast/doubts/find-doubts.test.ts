import { expect, test } from 'vitest'
import { minutesOf } from '../../../working-time/index.ts'
import type { CapacityFacts, OverAllocation } from '../../capacity/index.ts'
import { finishDate } from '../forecast-words.ts'
import type { DoubtedEnd, Pace } from './doubt.ts'
import { findDoubts, type PeopleWord } from './find-doubts.ts'

const DAY = 480
const at = (day: string): number => minutesOf(day, 'UTC') + 1440
const end = (more: Partial<DoubtedEnd> = {}): DoubtedEnd => ({
  kind: 'project',
  ref: 'web',
  title: 'Web shop',
  finish: at('2026-12-08'),
  zone: 'UTC',
  ...more,
})
const pace = (p50: string): Pace => ({ items: 225, weeks: 23, p50: finishDate(at(p50), 'UTC') })

const week = (id: string, monday: string) => ({
  kind: 'week' as const,
  id,
  from: minutesOf(monday, 'UTC'),
  until: minutesOf(monday, 'UTC') + 7 * 1440,
})
const weeks = [week('2026-W49', '2026-11-30'), week('2026-W51', '2026-12-14')]
const over = (name: string, at: number, days: number, project = 'web'): OverAllocation => ({
  id: `${name}:${at}`,
  person: name,
  name,
  period: weeks[at] ?? week('', '2026-01-05'),
  capacity: 5 * DAY,
  over: days * DAY,
  stated: (5 + days) * DAY,
  assumed: 0,
  certainty: 'stated',
  projects: [{ project, name: project, stated: DAY, assumed: 0 }],
})

function people(overAllocations: readonly OverAllocation[], nobodys = 0): PeopleWord {
  const cells = [{ claimant: 0, project: 'web', period: 0, stated: nobodys, assumed: 0 }]
  const claimant = { kind: 'nobody', id: '', name: '', roles: [], assumptions: [] } as const
  const facts: Pick<CapacityFacts, 'claimants' | 'weeks'> = {
    claimants: [claimant],
    weeks: { periods: weeks, capacity: [], cells },
  }
  // Nothing else of the facts is looked at.
  return { facts: facts as CapacityFacts, overAllocations }
}

test('a finish is doubted where even the median of the pace lies more than a week after it', () => {
  expect(findDoubts([{ end: end(), pace: pace('2026-12-15') }])).toEqual([])
  const [doubt] = findDoubts([{ end: end(), pace: pace('2026-12-16') }])
  expect(doubt?.sentence).toBe(
    'Web shop, told for 2026-12-08: at the pace of the last 23 weeks its 225 open items are done on 2026-12-16 (P50).',
  )
  const never = findDoubts([{ end: end(), pace: { items: 1, weeks: 6 } }])
  expect(never[0]?.sentence).toContain('its 1 open item is done in more than ten years, or never')
})

test('people count who are asked for a day too much before the finish, by projects that need them', () => {
  const mara = [over('Mara', 0, 3), over('Mara', 1, 9)]
  const little = over('Yuki', 0, 0.5)
  const elsewhere = over('Kofi', 0, 4, 'app')
  const word = people([...mara, little, elsewhere], 2 * DAY)
  const [doubt] = findDoubts([{ end: end() }], word)
  expect(doubt?.overloads).toEqual([{ name: 'Mara', minutes: 3 * DAY }])
  expect(doubt?.unassigned).toBe(2 * DAY)
  expect(doubt?.sentence).toBe(
    'Web shop, told for 2026-12-08: 1 person that it needs is asked by all projects for 3 days of work more than they can do by then (Mara 3 days); 2 days of its work by then are nobody’s.',
  )
  const [all] = findDoubts([{ end: end({ kind: 'portfolio', ref: '', title: 'All projects' }) }], word)
  expect(all?.overloads.map(({ name }) => name)).toEqual(['Kofi', 'Mara'])
})

test('work of nobody alone is no doubt, and the latest by its pace comes first', () => {
  expect(findDoubts([{ end: end() }], people([], 40 * DAY))).toEqual([])
  const late = { end: end({ ref: 'app', title: 'App' }), pace: pace('2027-03-01') }
  const found = findDoubts([{ end: end(), pace: pace('2027-01-01') }, late])
  expect(found.map(({ ref }) => ref)).toEqual(['app', 'web'])
})

test('what people have to do is counted once for each finish that it is about, and is read once for all of them', () => {
  const shared: OverAllocation = {
    ...over('Ines', 0, 2),
    projects: ['web', 'web', 'app'].map((project) => ({ project, name: project, stated: DAY, assumed: 0 })),
  }
  let reads = 0
  const word = people([shared], 2 * DAY)
  const counted = new Proxy(word.overAllocations, {
    get(target, key, self) {
      if (key === Symbol.iterator) reads += 1
      return Reflect.get(target, key, self) as unknown // what the list itself has
    },
  })
  const ends = ['web', 'app', 'dock'].map((ref) => ({ end: end({ ref }) }))
  const found = findDoubts(ends, { ...word, overAllocations: counted })
  expect(found.map(({ ref, overloads, unassigned }) => [ref, overloads[0]?.minutes, unassigned])).toEqual([
    ['web', 2 * DAY, 2 * DAY],
    ['app', 2 * DAY, 0],
  ])
  expect(reads).toBe(1)
})
