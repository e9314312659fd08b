import type { Resource } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import type { KnownPerson } from '../../people/index.ts'
import { Claimants } from './claimants.ts'

type Account = KnownPerson['accounts'][number]

function person(id: string, name: string, ...accounts: readonly Partial<Account>[]): KnownPerson {
  return {
    id,
    name,
    anchor: id,
    links: [],
    confidence: 1,
    accounts: accounts.map((account, index) => ({
      connection: 'code',
      ref: `${id}${index}`,
      type: 'human',
      ...account,
    })),
  }
}

const resource = (ref: string, name: string, more: Partial<Resource> = {}) => ({
  connection: 'plans',
  record: { kind: 'resource' as const, ref, container: 'plan', name, type: 'work' as const, ...more },
})

const claimants = await Claimants.among(
  {
    everybody: {
      persons: [
        person(
          'mara',
          'Mara Lindt',
          { ref: '17', login: 'ml', email: 'Mara@example.com' },
          { connection: 'plans', ref: 'acc' },
        ),
        person('jan1', 'Jan Novák'),
        person('jan2', 'Jan Novak'),
        person('ines', 'Inês Duarte'),
      ],
    },
    organisation: {
      units: new Map(),
      roles: new Map([['electrician', { id: 'electrician', name: 'Electrician' }]]),
      teams: new Map(),
      people: new Map(),
      calendars: new Map(),
      problems: [],
    },
    zone: 'UTC',
    resources: [
      resource('by-account', 'M. L.', { account: 'acc' }),
      resource('by-email', 'M.', { email: 'mara@EXAMPLE.com' }),
      resource('by-name', 'Duarte, Ines'),
      resource('two-of-a-name', 'Jan Novak'),
      resource('same-again', 'Jan Novak', { container: 'other' }),
      resource('role', 'electrician'),
      resource('generic', 'Mara Lindt', { generic: true }),
      resource('cable', 'Cable', { type: 'material' }),
    ],
    termsOf: () => ({ plan: 'plan' }),
  },
  () => undefined,
)

test.each([
  ['by-account', 'mara', 'person'],
  ['by-email', 'mara', 'person'],
  ['by-name', 'ines', 'person'],
  ['role', 'electrician', 'role'],
  ['generic', 'Mara Lindt', 'role'],
])('a resource is whoever its account, address or name tells: %s', (ref, id, kind) => {
  expect(claimants.resource('plans', ref)?.claimant).toMatchObject({ id, kind })
})

test('a name that two people have tells of neither: somebody whom the plans know, once for all plans', () => {
  const { claimant } = claimants.resource('plans', 'two-of-a-name') ?? {}
  expect(claimant).toMatchObject({ kind: 'person', id: 'resource:plans/jan novak' })
  expect(claimant?.assumptions[0]).toContain('Known as a resource of a plan alone')
  expect(claimants.resource('plans', 'same-again')?.claimant).toBe(claimant)
})

test('materials are nobody, and so is what is not there', () => {
  expect(claimants.resource('plans', 'cable')).toBeUndefined()
  expect(claimants.resource('plans', 'gone')).toBeUndefined()
})

test('an account leads to its person by ref or login; one that nobody knows is somebody all the same', () => {
  expect(claimants.account('code', '17').claimant.id).toBe('mara')
  expect(claimants.account('code', 'ml')).toBe(claimants.account('code', '17'))
  expect(claimants.account('code', 'ghost').claimant).toMatchObject({
    id: 'account:code/ghost',
    kind: 'person',
  })
})

test('a role that the organisation does not know keeps its name, and it is said', () => {
  expect(claimants.role('Crane').claimant).toMatchObject({
    id: 'Crane',
    assumptions: ['No role of the organisation is called "Crane".'],
  })
  expect(claimants.role('crane')).toBe(claimants.role('Crane'))
})

test('people come before roles and nobody, as numbers count', () => {
  claimants.nobody()
  const kinds = claimants.all().map(({ claimant }) => claimant.kind)
  expect(kinds.lastIndexOf('person')).toBeLessThan(kinds.findIndex((kind) => kind !== 'person'))
})
