import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPolicyList, statedPolicies } from './policies.ts'

const NAMES = { state: 'ratelimit', policy: 'ratelimit-policy' }
const NOW = Date.UTC(2026, 10, 2, 12)

const stated = (state: string, policy?: string) =>
  statedPolicies(
    new Headers({ ratelimit: state, ...(policy !== undefined && { 'ratelimit-policy': policy }) }),
    NAMES,
    NOW,
  )

test('a policy is read from both fields, by its name', () => {
  expect(
    stated(
      '"burst";r=8;t=1, "jira-quota-tenant-based";t=1800;r=12',
      '"jira-quota-tenant-based";w=3600;q=100100, "burst";q=10;w=1',
    ),
  ).toEqual([
    { name: 'burst', quota: 10, remaining: 8, reset: NOW + 1000 },
    { name: 'jira-quota-tenant-based', quota: 100_100, remaining: 12, reset: NOW + 1_800_000 },
  ])
})

test('what is left is only told when it comes near; a policy without it says nothing', () => {
  expect(stated('"hour";t=1800', '"hour";q=100;w=3600')).toEqual([])
})

test('a time beyond the window of its policy is a mistake: the window holds', () => {
  expect(stated('"hour";r=0;t=86000', '"hour";q=100;w=3600')).toMatchObject([{ reset: NOW + 3_600_000 }])
})

test('without its policy a budget is known by what is left of it alone', () => {
  expect(stated('"hour";r=5;t=60')).toEqual([
    { name: 'hour', quota: undefined, remaining: 5, reset: NOW + 60_000 },
  ])
})

test.each([
  ['a negative rest', '"a";r=-1;t=5'],
  ['no time at all', '"a";r=0'],
  ['a time of years', '"a";r=0;t=63072000'],
  ['a text for a number', '"a";r=few;t=5'],
  ['nothing', ''],
  ['no list', ';;;=='],
])('%s is no budget', (_, state) => {
  expect(stated(state)).toEqual([])
})

test('a quota of nothing belongs to a server whose limits are switched off', () => {
  expect(stated('"a";r=0;t=5', '"a";q=0;w=60')).toEqual([])
})

test('law: whatever the order of members and parameters, and whatever spaces, the same is read', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)
  const value = fc.record({ q: fc.nat(1e6), w: fc.nat(1e5), r: fc.nat(1e6), t: fc.nat(1e5) })
  const members = fc.uniqueArray(fc.tuple(name, value), { selector: ([id]) => id, maxLength: 5 })
  const space = fc.constantFrom('', ' ', '  ', '\t')
  fc.assert(
    fc.property(members, fc.array(space, { minLength: 1, maxLength: 5 }), fc.nat(), (drawn, spaces, turn) => {
      let used = 0
      const gap = (): string => spaces[used++ % spaces.length] ?? ''
      const text = drawn
        .toSorted(([one], [other]) => (one < other ? turn % 2 || -1 : 1))
        .map(([id, numbers]) => {
          const parameters = Object.entries(numbers).map(
            ([key, number]) => `${gap()};${gap()}${key}=${number}`,
          )
          const cut = turn % (parameters.length + 1)
          return `${gap()}"${id}"${[...parameters.slice(cut), ...parameters.slice(0, cut)].join('')}`
        })
        .join(',')
      const read = readPolicyList(text)
      expect(Object.fromEntries([...read].map(([id, numbers]) => [id, Object.fromEntries(numbers)]))).toEqual(
        Object.fromEntries(drawn),
      )
    }),
    { numRuns: 200 },
  )
})

test('law: no text makes it fail', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', '\\', ';', '=', ',', 'q', '1', ' ', '-', '.') }),
      (text) => {
        expect(() => readPolicyList(text)).not.toThrow()
      },
    ),
    { numRuns: 300 },
  )
})
