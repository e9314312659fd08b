import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PersonDefinition } from '../../config/index.ts'
import type { MappingRow } from './mapping-row.ts'
import { planImport, type MappingContext } from './plan-import.ts'

const mara: PersonDefinition = { id: 'mara', name: 'Mara Lindt', email: 'mara@example.com' }
const boss: PersonDefinition = { id: 'boss', name: 'The Boss' }

const context: MappingContext = {
  people: [
    { definition: mara, managed: 'api' },
    { definition: boss, managed: 'file' },
  ],
  units: [{ id: 'software', name: 'Software' }],
  roles: [{ id: 'developer', name: 'Developer' }],
  connections: ['code', 'desk'],
  isKnown: (_, account) => account !== 'unheard-of',
}

const plan = (...rows: readonly Omit<MappingRow, 'line'>[]) =>
  planImport(
    rows.map((row, index) => ({ line: index + 2, ...row })),
    context,
  )

describe('a line', () => {
  test.each([
    ['the id', { id: 'mara' }],
    ['the address, in any case', { email: 'MARA@example.com' }],
    ['the name', { person: 'mara lindt' }],
  ])('means whom %s names', (_, who) => {
    const { changes } = plan({
      ...who,
      connection: 'code',
      account: 'ml',
      unit: 'Software',
      roles: ['Developer'],
    })
    expect(changes).toMatchObject([
      {
        id: 'mara',
        before: mara,
        after: { accounts: [{ connection: 'code', account: 'ml' }], unit: 'software', roles: ['developer'] },
      },
    ])
  })

  test('adds somebody new under an id of their name, one for all of their lines', () => {
    const { changes } = plan(
      { person: 'Inês Duarte', email: 'ines@example.com', account: 'code/inesd' },
      { email: 'ines@example.com', account: 'desk/def' },
      { person: 'Inês Duarte', email: 'other@example.com' },
    )
    expect(changes.map(({ id, lines }) => [id, lines])).toEqual([
      ['ines-duarte', [2, 3]],
      ['ines-duarte-2', [4]],
    ])
    expect(changes[0]?.after.accounts).toHaveLength(2)
  })

  test('that says what is so already changes nothing', () => {
    expect(plan({ person: 'Mara Lindt', email: 'mara@example.com' })).toMatchObject({
      changes: [],
      unchanged: 1,
    })
  })

  test('about an account that no sync has told of is taken, with a warning', () => {
    const { changes, warnings } = plan({ id: 'mara', account: 'code/unheard-of' })
    expect(changes).toHaveLength(1)
    expect(warnings).toMatchObject([{ line: 2, sentence: expect.stringContaining('No sync has told') }])
  })

  test.each([
    [
      'an unknown unit',
      { id: 'mara', unit: 'sofware' },
      'There is no unit "sofware"; did you mean "software"?',
    ],
    ['an unknown role', { id: 'mara', roles: ['Chef'] }, 'There is no role "Chef"; possible: developer.'],
    [
      'an unknown connection',
      { id: 'mara', connection: 'cod', account: 'x' },
      'There is no connection "cod"; did you mean "code"?',
    ],
    [
      'an account of no connection',
      { id: 'mara', account: 'x' },
      'is of no connection; name one: code, desk.',
    ],
    ['a connection without an account', { id: 'mara', connection: 'code' }, 'a connection and no account'],
    ['nobody', { account: 'code/x' }, 'neither a person nor an address'],
    ['an id without a name', { id: 'ines' }, 'There is no person "ines" yet'],
    ['a name that makes no id', { person: '李' }, 'write one in the column "id"'],
    ['an id that cannot be one', { id: 'Inês', person: 'Inês' }, 'is not a short name'],
    ['somebody whom the file owns', { id: 'boss', account: 'code/x' }, 'belongs to pmo.config.ts'],
  ])('with %s is told by its number', (_, row, sentence) => {
    expect(plan(row)).toMatchObject({
      changes: [],
      problems: [{ line: 2, sentence: expect.stringContaining(sentence) }],
    })
  })

  test('that gives an account to a second person is told', () => {
    const { problems } = plan({ id: 'mara', account: 'code/x' }, { person: 'Inês', account: 'code/X' })
    expect(problems).toMatchObject([{ line: 3, sentence: expect.stringContaining('already that of "mara"') }])
  })
})

test('whatever the lines: none is both taken and told, and no account is two people’s', () => {
  const line = fc.record(
    {
      id: fc.constantFrom('mara', 'ines', 'x y'),
      person: fc.constantFrom('Mara Lindt', 'Inês', 'Inês Duarte', '李'),
      email: fc.constantFrom('mara@example.com', 'ines@example.com', 'INES@example.com'),
      account: fc.constantFrom('code/a', 'code/b', 'desk/a', 'nope/a', 'a'),
      unit: fc.constantFrom('software', 'Software', 'none'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const rows = lines.map((row, index) => ({ line: index, ...row }))
      const first = planImport(rows, context)
      const bad = new Set(first.problems.map((problem) => problem.line))
      expect(bad.size).toBe(first.problems.length)
      expect(first.changes.flatMap((change) => change.lines).filter((one) => bad.has(one))).toEqual([])
      const accounts = first.changes.flatMap(({ after }) =>
        (after.accounts ?? []).map(({ connection, account }) => `${connection}/${account}`),
      )
      expect(new Set(accounts).size).toBe(accounts.length)
      const ids = first.changes.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }),
  )
})
