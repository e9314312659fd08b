import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountText, type KnownAccount } from './known-account.ts'
import { matchPersons, type Decision } from './match-persons.ts'
import { traitsOf } from './traits.ts'

type Told = Partial<Omit<KnownAccount, 'connection' | 'ref'>>

function account(connection: string, ref: string, told: Told = {}): KnownAccount {
  return { connection, ref, type: 'human', ...told }
}

/** The groups that came out, each as its keys. */
function grouped(accounts: readonly KnownAccount[], decisions: readonly Decision[] = []): string[][] {
  return matchPersons(accounts, decisions).persons.map((person) =>
    person.accounts.map(({ connection, ref }) => `${connection}/${ref}`),
  )
}

describe('the rules', () => {
  test('one address is one person, in any case and with what sorts mail', () => {
    const accounts = [
      account('jira', 'a', { email: 'Ada.L@example.com' }),
      account('graph', 'b', { login: 'ada.l+pmo@example.com' }),
    ]
    expect(grouped(accounts)).toEqual([['graph/b', 'jira/a']].map((keys) => keys.toSorted()))
    expect(matchPersons(accounts, []).persons[0]).toMatchObject({
      confidence: 0.95,
      links: [{ rule: 'email' }],
    })
  })

  test.each([
    ['one login', { login: 'mara-lindt' }, { login: 'mara.lindt' }],
    ['a login and the local part of an address', { login: 'mlindt' }, { email: 'mlindt@example.com' }],
    [
      'the login in an address that hides the real one',
      { login: 'mlindt' },
      { email: '17+MLindt@users.noreply.github.com' },
    ],
    [
      'one full name, in either order and without marks',
      { displayName: 'Lindt, Márá' },
      { displayName: 'Mara Lindt' },
    ],
    [
      'a login that spells the full name of the other',
      { login: 'mara-lindt' },
      { displayName: 'Mara Lindt' },
    ],
  ])('%s is one person', (_, one, other) => {
    expect(grouped([account('a', '1', one), account('b', '2', other)])).toHaveLength(1)
  })

  test.each([
    ['a given name alone', { displayName: 'Mara' }, { displayName: 'Mara' }],
    ['a login of a role', { login: 'admin' }, { login: 'admin' }],
    ['an address of a role', { email: 'info@example.com' }, { email: 'info@example.com' }],
    ['a login of two letters', { login: 'ml' }, { login: 'ml' }],
    ['nothing at all', {}, {}],
  ])('%s says nothing', (_, one, other) => {
    expect(grouped([account('a', '1', one), account('b', '2', other)])).toHaveLength(2)
  })

  test('a name that two people of one tool have merges nobody', () => {
    const accounts = [
      account('a', '1', { displayName: 'Jan Novak' }),
      account('a', '2', { displayName: 'Jan Novak' }),
      account('b', '3', { displayName: 'Jan Novak' }),
    ]
    expect(grouped(accounts)).toHaveLength(3)
  })

  test.each([
    [
      'two addresses at one company',
      { displayName: 'Jan Novak', email: 'jan.novak@example.com' },
      { displayName: 'Jan Novak', email: 'jan.novak2@example.com' },
      /different addresses at example.com/,
    ],
    [
      'names with nothing in common',
      { login: 'alex', displayName: 'Alex Meyer' },
      { login: 'alex', displayName: 'Alexandra Duarte' },
      /nothing in common/,
    ],
    [
      'an initial with a family name',
      { login: 'lvogt' },
      { displayName: 'Lena Vogt' },
      /Nothing more is the same/,
    ],
    [
      'an account that is no longer in use',
      { email: 'ada@example.com', active: false },
      { email: 'ada@example.com' },
      /no longer in use/,
    ],
  ])('%s make a suggestion with the reason, not a merge', (_, one, other, against) => {
    const { persons, suggestions } = matchPersons([account('a', '1', one), account('b', '2', other)], [])
    expect(persons).toHaveLength(2)
    expect(suggestions).toMatchObject([{ against: expect.stringMatching(against) }])
  })

  test('two accounts in one tool are two people, whatever third account is like both', () => {
    const accounts = [
      account('a', '1', { email: 'ada@example.com' }),
      account('a', '2', { login: 'ada-l', displayName: 'Ada Lovelace' }),
      account('b', '3', { email: 'ada@example.com', displayName: 'Ada Lovelace' }),
    ]
    const { persons, suggestions } = matchPersons(accounts, [])
    expect(persons).toHaveLength(2)
    expect(suggestions).toMatchObject([{ rule: 'name', against: expect.stringMatching(/own in "a"/) }])
  })

  test('apps are nobody', () => {
    const accounts = [
      account('a', '1', { login: 'renovate', type: 'app' }),
      account('b', '2', { login: 'renovate' }),
    ]
    const { persons, apps } = matchPersons(accounts, [])
    expect(persons.map(({ accounts: [first] }) => first?.ref)).toEqual(['2'])
    expect(apps.map(({ ref }) => ref)).toEqual(['1'])
  })
})

describe('accounts of one tool', () => {
  const named = { displayName: 'Mara Lindt', email: 'mara@example.com' }

  test('are one person’s where both the address and the full name are the same, as plans name somebody in each file', () => {
    const accounts = [
      account('plans', 'a.xml#1', named),
      account('plans', 'b.xml#7', { displayName: 'Lindt, Mara', email: 'Mara@example.com' }),
      account('code', '17', { email: 'mara@example.com' }),
    ]
    expect(grouped(accounts)).toEqual([['code/17', 'plans/a.xml#1', 'plans/b.xml#7']])
  })

  test('are two people’s where they share an address alone', () => {
    const accounts = [account('a', '1', named), account('a', '2', { ...named, displayName: 'Inês Duarte' })]
    expect(grouped(accounts)).toHaveLength(2)
  })

  test('stay apart where other accounts of theirs are of one other tool', () => {
    const accounts = [
      account('plans', 'a.xml#1', { ...named, login: 'maral' }),
      account('plans', 'b.xml#7', { ...named, login: 'mlindt' }),
      account('code', '17', { login: 'maral' }),
      account('code', '18', { login: 'mlindt' }),
    ]
    for (const keys of grouped(accounts))
      expect(keys.filter((key) => key.startsWith('code/')).length).toBeLessThan(2)
  })
})

describe('people whom the organisation states', () => {
  const mara = { id: 'mara', name: 'Mara Lindt', accounts: [] }

  test('have the accounts that it names, by ref, login or address, whatever the rules say', () => {
    const accounts = [
      account('code', '17', { login: 'ml-2' }),
      account('desk', 'abc', { email: 'someone@example.com' }),
      account('desk', 'def', { displayName: 'Mara Lindt', active: false }),
    ]
    const stated = [
      {
        ...mara,
        accounts: [
          { connection: 'code', account: 'ML-2' },
          { connection: 'desk', account: 'someone@example.com' },
          { connection: 'desk', account: 'def' },
          { connection: 'desk', account: 'nobody' },
        ],
      },
    ]
    const { persons, unknown } = matchPersons(accounts, [], stated)
    expect(persons).toMatchObject([{ stated: 'mara', confidence: 1 }])
    expect(persons[0]?.accounts.map(({ ref }) => ref)).toEqual(['17', 'abc', 'def'])
    expect(unknown).toEqual([{ person: 'mara', connection: 'desk', account: 'nobody' }])
  })

  test('get accounts by the rules, too, and exist without any', () => {
    const accounts = [account('code', '17', { displayName: 'Mara Lindt' })]
    const { persons } = matchPersons(accounts, [], [mara, { id: 'ines', name: 'Inês Duarte', accounts: [] }])
    expect(persons.map(({ stated, accounts: theirs }) => `${stated} ${theirs.length}`).toSorted()).toEqual([
      'ines 0',
      'mara 1',
    ])
  })

  test('never become one: an account that both claim is the first one’s, and a decision across them is a suggestion', () => {
    const ada = account('code', '1')
    const grace = account('desk', '2')
    const stated = [
      { ...mara, accounts: [{ connection: 'code', account: '1' }] },
      {
        id: 'ines',
        name: 'Inês Duarte',
        accounts: [
          { connection: 'code', account: '1' },
          { connection: 'desk', account: '2' },
        ],
      },
    ]
    const { persons, suggestions } = matchPersons(
      [ada, grace],
      [{ verdict: 'same', one: ada, other: grace }],
      stated,
    )
    expect(
      persons.map((person) => `${person.stated} ${person.accounts.map(({ ref }) => ref).join()}`).toSorted(),
    ).toEqual(['ines 2', 'mara 1'])
    expect(suggestions).toMatchObject([
      { rule: 'decision', against: 'The organisation states them as two people.' },
    ])
  })

  test('lose an account that somebody decided is not theirs', () => {
    const ada = account('code', '1', { displayName: 'Mara Lindt' })
    const stated = [{ ...mara, accounts: [{ connection: 'code', account: '1' }] }]
    const apart: Decision = { verdict: 'apart', one: ada, other: { connection: '@people', ref: 'mara' } }
    expect(matchPersons([ada], [apart], stated).persons).toHaveLength(2)
  })
})

describe('decisions', () => {
  const ada = account('a', '1', { email: 'ada@example.com' })
  const twin = account('b', '2', { email: 'ada@example.com' })
  const other = account('c', '3', { displayName: 'Countess Lovelace' })
  const same = (one: KnownAccount, two: KnownAccount): Decision => ({ verdict: 'same', one, other: two })
  const apart = (one: KnownAccount, two: KnownAccount): Decision => ({ verdict: 'apart', one, other: two })

  test('what somebody says is one person is one, for certain', () => {
    const { persons } = matchPersons([ada, other], [same(ada, other)])
    expect(persons).toMatchObject([{ confidence: 1, links: [{ rule: 'decision' }] }])
  })

  test('what somebody says is two people stays two, also round a third account', () => {
    expect(grouped([ada, twin], [apart(ada, twin)])).toHaveLength(2)
    const middle = account('c', '3', { email: 'ada@example.com' })
    const groups = grouped([ada, twin, middle], [apart(ada, twin)])
    expect(groups.some((keys) => keys.includes('a/1') && keys.includes('b/2'))).toBe(false)
  })

  test('without the decision everything is as before', () => {
    expect(grouped([ada, twin, other], [])).toEqual(grouped([ada, twin, other]))
  })
})

const told = fc.record(
  {
    login: fc.constantFrom('ada', 'ada-lovelace', 'grace', 'mlindt', 'mlindt@example.com'),
    displayName: fc.constantFrom('Ada Lovelace', 'Grace Hopper', 'Mara Lindt', 'Mara', 'Lovelace, Ada'),
    email: fc.constantFrom('ada@example.com', 'grace@example.com', 'mlindt@example.com', 'ada@home.example'),
    type: fc.constantFrom('human' as const, 'app' as const, 'unknown' as const),
    active: fc.boolean(),
  },
  { requiredKeys: [] },
)
const company = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(6)), {
    selector: String,
    maxLength: 14,
  })
  .chain((keys) =>
    fc
      .tuple(...keys.map(() => told))
      .map((all) => keys.map(([connection, ref], index) => account(connection, String(ref), all[index]))),
  )
const drawn = company.chain((accounts) =>
  fc.record({
    accounts: fc.constant(accounts),
    decisions: fc.array(
      fc.record({
        verdict: fc.constantFrom('same' as const, 'apart' as const),
        one: fc.constantFrom(...accounts, account('z', 'gone')),
        other: fc.constantFrom(...accounts, account('z', 'gone')),
      }),
      { maxLength: 4 },
    ),
  }),
)

describe('whatever the accounts and decisions', () => {
  test('their order changes nothing', () => {
    fc.assert(
      fc.property(drawn, fc.infiniteStream(fc.nat()), ({ accounts, decisions }, chance) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, at: chance.next().value as number }))
            .toSorted((one, other) => one.at - other.at)
            .map(({ value }) => value)
        expect(matchPersons(shuffled(accounts), shuffled(decisions))).toEqual(
          matchPersons(accounts, decisions),
        )
      }),
    )
  })

  test('every account is one person’s or an app, and rules give one person two accounts of a tool only for one address and one name', () => {
    fc.assert(
      fc.property(drawn, ({ accounts, decisions }) => {
        const { persons, apps } = matchPersons(accounts, decisions)
        const all = [...persons.flatMap((person) => person.accounts), ...apps]
        expect(all.map(accountText).toSorted()).toEqual(accounts.map(accountText).toSorted())
        for (const person of persons) {
          if (person.links.some(({ rule }) => rule === 'decision')) continue
          for (const inOne of Map.groupBy(person.accounts, ({ connection }) => connection).values()) {
            if (inOne.length < 2) continue
            const [first, ...names] = inOne.map((known) => traitsOf(known).name)
            expect(first).toBeDefined()
            expect(names.every((name) => name === first)).toBe(true)
            for (const known of inOne)
              expect(
                inOne.some(
                  (twin) =>
                    twin !== known &&
                    traitsOf(twin).emails.some((email) => traitsOf(known).emails.includes(email)),
                ),
              ).toBe(true)
          }
        }
      }),
    )
  })

  test('who is decided to be two people never is one, and no suggestion asks again', () => {
    fc.assert(
      fc.property(drawn, ({ accounts, decisions }) => {
        const { persons, suggestions } = matchPersons(accounts, decisions)
        for (const { verdict, one, other } of decisions) {
          if (verdict === 'same' || accountText(one) === accountText(other)) continue
          const keys = [accountText(one), accountText(other)]
          for (const person of persons)
            expect(keys.every((key) => person.accounts.some((known) => accountText(known) === key))).toBe(
              false,
            )
          expect(suggestions.some((asked) => keys.includes(asked.one) && keys.includes(asked.other))).toBe(
            false,
          )
        }
      }),
    )
  })
})
