import { expect, test } from 'vitest'
import type { CapacityFacts, DemandCell, OverAllocation } from '../capacity/index.ts'
import type { Conflict, ConflictKind } from './conflict.ts'
import type { CapacityWord } from './conflict-facts.ts'
import { detectConflicts, uncheckedOf } from './detect-conflicts.ts'
import { sampleFacts } from './test-support/sample-facts.ts'

const WEEK = { kind: 'week', id: '2026-W10', from: 0, until: 10_080 } as const

function capacityOf(
  people: readonly { readonly unit?: string; readonly projects: readonly string[] }[],
  more: {
    readonly nobody?: number
    readonly units?: boolean
    readonly over?: readonly OverAllocation[]
  } = {},
): CapacityWord {
  const claimants: CapacityFacts['claimants'] = [
    ...people.map(({ unit }, index) => ({
      kind: 'person' as const,
      id: `p-${index}`,
      name: `Person ${index}`,
      roles: [],
      assumptions: [],
      ...(unit !== undefined && { unit }),
    })),
    { kind: 'nobody', id: '', name: 'nobody', roles: [], assumptions: [] },
  ]
  const cell = (claimant: number, project: string, stated: number): DemandCell => ({
    claimant,
    project,
    period: 0,
    stated,
    assumed: 0,
  })
  const cells = [
    ...people.flatMap(({ projects }, index) => projects.map((project) => cell(index, project, 600))),
    ...(more.nobody === undefined ? [] : [cell(people.length, 'docks', more.nobody)]),
  ]
  const empty = { periods: [], capacity: [], cells: [] }
  return {
    known: true,
    overAllocations: more.over ?? [],
    facts: {
      asOf: '2026-03-02T00:00:00Z',
      feedPosition: '0.0',
      statusTime: 0,
      zone: 'UTC',
      claimants,
      projects: [],
      units: more.units === false ? [] : [{ id: 'yard', name: 'Yard', head: 'Cleo' }],
      roles: [],
      months: { ...empty, cells },
      weeks: empty,
      beyond: [],
      overdue: { items: 0, minutes: 0 },
      assumptions: [],
      prerequisites: [],
      reliable: true,
    },
  }
}

const found = (capacity: CapacityWord, kind: ConflictKind): Conflict[] =>
  [...detectConflicts(sampleFacts([], { capacity }))].filter((one) => one?.kind === kind) as Conflict[]

test('somebody asked for too much in a week is told with all competing projects and both kinds of owner', () => {
  const over: OverAllocation = {
    id: 'p-0 2026-W10',
    person: 'p-0',
    name: 'Mara',
    unit: 'yard',
    head: 'Cleo',
    period: WEEK,
    stated: 3000,
    assumed: 600,
    capacity: 2400,
    over: 1200,
    certainty: 'stated',
    projects: [
      { project: 'docks', name: 'Docks', manager: 'Ada', stated: 3000, assumed: 0 },
      { project: 'fleet', name: 'Fleet', manager: 'Bob', stated: 0, assumed: 600 },
    ],
  }
  const capacity = capacityOf([{ unit: 'yard', projects: ['docks', 'fleet'] }], {
    over: [over, { ...over, period: { ...WEEK, kind: 'month', id: '2026-03' } }],
  })
  expect(found(capacity, 'over-allocation')).toMatchObject([
    {
      sentence: 'Mara is asked for 60 h in 2026-W10 and can work 40 h: 20 h too much, for Docks, Fleet.',
      action: 'Move work of one project to another week, or to somebody else (Cleo, Ada and Bob).',
      size: 20,
      evidence: [{ value: 'Docks: 50 h' }, { value: 'Fleet: 10 h, of which 10 h assumed' }],
      parties: [
        { kind: 'person', owner: 'Cleo' },
        { id: 'docks', owner: 'Ada' },
        { id: 'fleet', owner: 'Bob' },
      ],
    },
  ])
})

test('the few whom everyone needs are those of the most projects, fewer than one in twenty', () => {
  const one = { unit: 'yard', projects: ['a'] }
  const many = { unit: 'yard', projects: ['a', 'b', 'c'] }
  const more = { unit: 'yard', projects: ['a', 'b', 'c', 'd'] }
  const crowd = (count: number, of: typeof one) => Array.from({ length: count }, () => of)
  const names = (people: readonly (typeof one)[]) =>
    found(capacityOf(people), 'key-person').map(({ parties }) => parties[0]?.name)
  expect(names([many, ...crowd(30, one)])).toEqual(['Person 0'])
  expect(names([many, many, ...crowd(30, one)])).toEqual([])
  expect(names([more, many, ...crowd(30, one)])).toEqual(['Person 0'])
  expect(names([many, many, ...crowd(60, one)])).toEqual(['Person 0', 'Person 1'])
  expect(names([{ unit: 'yard', projects: ['a', 'b'] }, ...crowd(30, one)])).toEqual([])
})

test('work that no unit answers for is told by project: of people in none, and of nobody', () => {
  const capacity = capacityOf([{ unit: 'yard', projects: ['docks'] }, { projects: ['docks', 'fleet'] }], {
    nobody: 1200,
  })
  expect(found(capacity, 'no-unit').map(({ sentence, size }) => [sentence, size])).toEqual([
    ['30 h of work of Docks belong to no unit: nobody is assigned, Person 1.', 30],
    ['10 h of work of Fleet belong to no unit: Person 1.', 10],
  ])
})

test('what cannot be looked for is said, and never passes for the absence of conflicts', () => {
  const kinds = (capacity: CapacityWord) => uncheckedOf(sampleFacts([], { capacity })).map(({ kind }) => kind)
  expect(kinds({ known: false, why: 'It failed.' })).toEqual(['over-allocation', 'key-person', 'no-unit'])
  expect(kinds(capacityOf([{ projects: ['a'] }], { units: false }))).toEqual(['no-unit'])
  expect(kinds(capacityOf([]))).toEqual(['over-allocation', 'key-person'])
  expect(kinds(capacityOf([{ unit: 'yard', projects: ['a'] }]))).toEqual([])
})
