import { describe, expect, test } from 'vitest'
import { assembleOrganisation } from '../../people/organisation/organisation.ts'
import { localTimeOf } from '../../working-time/index.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'
import { item, scheduled } from './test-support/portfolio.ts'
import { workerCalendars } from './worker-calendars.ts'

/** Start and finish of the only item, in UTC. */
function datesOf({ schedule }: ScheduledPortfolio): string {
  const text = (time = Number.NaN): string => localTimeOf(time, 'UTC').slice(5, 16)
  return `${text(schedule.start[0])} ▸ ${text(schedule.finish[0])}`
}

test('people have the calendars that the organisation states, in every tool, and the usual one needs no word', () => {
  const week = [{ weekday: 1, shifts: [{ from: '09:00', to: '17:00' }] }]
  const organisation = assembleOrganisation({
    units: [{ id: 'south', name: 'South', calendar: 'mondays' }],
    roles: [],
    teams: [],
    people: [
      { id: 'ada', name: 'Ada', unit: 'south' },
      { id: 'bob', name: 'Bob', absences: [{ from: '2026-05-05' }] },
      { id: 'cleo', name: 'Cleo' },
    ],
    calendars: [
      { id: 'usual', name: 'Usual', isDefault: true },
      { id: 'mondays', name: 'Mondays', week, zone: 'Asia/Tokyo' },
    ],
  })
  const person = (stated: string | undefined, ...connections: string[]) => ({
    id: stated ?? 'someone',
    name: stated ?? 'Someone',
    ...(stated !== undefined && { stated }),
    accounts: connections.map((connection) => ({ connection, ref: '7', login: 'l', type: 'human' as const })),
    reasons: [],
  })
  const persons = [
    person('ada', 'gh', 'jira'),
    person('bob', 'gh'),
    person('cleo', 'gh'),
    person(undefined, 'gh'),
  ] as unknown as Parameters<typeof workerCalendars>[0] // what is not asked for is left out
  expect(workerCalendars(persons, organisation, 'UTC')).toMatchObject([
    { connection: 'gh', names: ['7', 'l'], calendar: { name: 'Mondays' }, zone: 'Asia/Tokyo' },
    { connection: 'jira', calendar: { name: 'Mondays' } },
    {
      connection: 'gh',
      calendar: { name: 'Usual of Bob', chain: [{ exceptions: [{ from: '2026-05-05' }] }, {}] },
    },
  ])
})

describe('an item of a tracker whose assignees have calendars', () => {
  const hours = [{ from: '09:00', to: '17:00' }]
  const on = (...days: readonly number[]) => days.map((weekday) => ({ weekday, shifts: hours }))
  const away = { from: '2026-05-05', until: '2026-05-06', shifts: [] }
  const ada = {
    connection: 'gh',
    names: ['7', 'ada'],
    calendar: { id: 'person:ada', name: 'Ada', chain: [{ week: on(1, 2, 3, 4, 5), exceptions: [away] }] },
    zone: 'UTC',
  }
  const bob = {
    connection: 'gh',
    names: ['8'],
    calendar: { id: 'south', name: 'South', chain: [{ week: on(1, 3), exceptions: [] }] },
    zone: 'UTC',
  }
  const finish = (fields: Parameters<typeof item>[1], workers = [ada, bob]) =>
    datesOf(scheduled([item('1', { estimate: 960, ...fields })], { workers }))

  test('is worked on when one of them works, and waits while the only one is away', () => {
    expect(finish({})).toBe('05-04T08:00 ▸ 05-05T17:00')
    expect(finish({ assignees: ['7'] })).toBe('05-04T09:00 ▸ 05-07T17:00')
    expect(finish({ assignees: ['8'] })).toBe('05-04T09:00 ▸ 05-06T17:00')
    // Half each, whenever one of them works.
    expect(finish({ assignees: ['7', '8'], estimate: 1920 })).toBe('05-04T09:00 ▸ 05-06T17:00')
    // Of somebody else nothing is stated, so that all ordinary days are worked on, and at lunch by Ada.
    expect(finish({ assignees: ['7', '9'], estimate: 1920 })).toBe('05-04T08:00 ▸ 05-05T16:00')
  })

  test('counts as a plan says where it is of one, and accounts are those of their own tool', () => {
    const task = { scheduling: 'automatic', duration: { minutes: 960, basis: 'working' } } as const
    expect(finish({ assignees: ['8'], ...task })).toBe(finish(task))
    expect(finish({ assignees: ['8'] }, [{ ...bob, connection: 'jira' }])).toBe('05-04T08:00 ▸ 05-05T17:00')
  })
})
