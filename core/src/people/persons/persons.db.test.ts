import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { personDecisionsMigration } from '../migrations/person-decisions.ts'
import { createComputePool } from '../../compute/index.ts'
import { PersonsService } from './service.ts'
import type { StatedPerson } from './stated-person.ts'

const migrations = [...syncedMigrations, personDecisionsMigration]
const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

describeOnDatabases('persons', { migrations }, (open) => {
  async function withAccounts(stated: readonly StatedPerson[] = []) {
    const database = await open()
    const synced = new Synced(database)
    await synced.records(
      { connection: 'code', stream: 'users' },
      { kind: 'account', ref: '17', login: 'mara-lindt', type: 'human' },
      { kind: 'account', ref: '18', login: 'inesd', displayName: 'Inês', type: 'human' },
      { kind: 'account', ref: '99', login: 'renovate', type: 'app' },
    )
    await synced.records(
      { connection: 'desk', stream: 'users' },
      { kind: 'account', ref: 'abc', displayName: 'Mara Lindt', type: 'human' },
      { kind: 'account', ref: 'def', displayName: 'Inês Duarte', type: 'human' },
    )
    return { service: new PersonsService({ database, pool, stated: () => Promise.resolve(stated) }), synced }
  }
  const names = async (service: PersonsService) =>
    (await service.everybody()).persons.map(({ name, accounts }) => [name, accounts.length])

  test('come from the accounts of all connections, apps apart', async () => {
    const { service } = await withAccounts()
    expect(await names(service)).toEqual([
      ['Inês', 1],
      ['Inês Duarte', 1],
      ['Mara Lindt', 2],
    ])
    expect((await service.everybody()).apps).toMatchObject([{ ref: '99' }])
  })

  test('a decision merges, is kept with who and why, and can be taken back', async () => {
    const { service } = await withAccounts()
    const decided = await service.decide({
      verdict: 'same',
      one: { connection: 'code', ref: '18' },
      other: { connection: 'desk', ref: 'def' },
      note: 'told in the team',
      by: 'pmo',
    })
    expect(decided).toMatchObject({ verdict: 'same', by: 'pmo', note: 'told in the team' })
    expect(await names(service)).toContainEqual(['Inês Duarte', 2])

    await service.withdraw(decided.id, 'pmo')
    expect(await names(service)).toContainEqual(['Inês Duarte', 1])
    await expect(service.withdraw(decided.id, 'pmo')).rejects.toMatchObject({ code: 'not-found' })
    expect(await service.decisions()).toMatchObject([{ withdrawnBy: 'pmo' }])
  })

  test('a decision may name an account by its login', async () => {
    const { service } = await withAccounts()
    const one = { connection: 'code', ref: 'InesD' }
    const decided = await service.decide({
      verdict: 'same',
      one,
      other: { connection: 'desk', ref: 'def' },
      by: 'pmo',
    })
    expect(decided.one).toEqual({ connection: 'code', ref: '18' })
  })

  test('the newest decision about two accounts holds, named in either order', async () => {
    const { service } = await withAccounts()
    const [one, other] = [
      { connection: 'code', ref: '17' },
      { connection: 'desk', ref: 'abc' },
    ]
    await service.decide({ verdict: 'apart', one, other, by: 'pmo' })
    expect(await names(service)).toContainEqual(['Mara Lindt', 1])
    await service.decide({ verdict: 'same', one: other, other: one, by: 'pmo' })
    expect(await names(service)).toContainEqual(['Mara Lindt', 2])
    expect((await service.decisions()).filter(({ withdrawnAt }) => withdrawnAt === undefined)).toHaveLength(1)
  })

  test('the id of every account that a person ever had leads to the person', async () => {
    const { service } = await withAccounts()
    const alone = (await service.everybody()).persons.find(({ name }) => name === 'Inês')
    const other = (await service.everybody()).persons.find(({ name }) => name === 'Inês Duarte')
    await service.decide({
      verdict: 'same',
      one: { connection: 'code', ref: '18' },
      other: { connection: 'desk', ref: 'def' },
      by: 'pmo',
    })
    expect(await service.person(alone?.id ?? '')).toEqual(await service.person(other?.id ?? ''))
    await expect(service.person('p-0')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('who was found is kept until an account, a decision or the organisation is another one', async () => {
    const { service, synced } = await withAccounts()
    const first = await service.everybody()
    expect(await service.everybody()).toBe(first)
    await synced.records(
      { connection: 'desk', stream: 'more' },
      { kind: 'account', ref: 'ghi', displayName: 'Tobias Brandt', type: 'human' },
    )
    expect(await names(service)).toContainEqual(['Tobias Brandt', 1])
    await synced.page({
      connection: 'desk',
      stream: 'more',
      gone: [{ ref: 'account ghi', reason: 'deleted' }],
    })
    expect(await names(service)).not.toContainEqual(['Tobias Brandt', 1])
  })

  test('are found in another thread where there are many, and are the same', async () => {
    const { service, synced } = await withAccounts()
    await synced.page({
      connection: 'directory',
      stream: 'users',
      items: Array.from({ length: 1500 }, (_, index) => ({
        ref: `${index}`,
        records: [
          {
            kind: 'account',
            ref: `${index}`,
            displayName: `Person ${index}`,
            login: `p${index}`,
            type: 'human',
          },
        ],
      })),
    })
    const { persons } = await service.everybody()
    expect(persons).toHaveLength(1503)
    expect(persons.find(({ name }) => name === 'Mara Lindt')).toMatchObject({
      accounts: [{ ref: '17' }, { ref: 'abc' }],
    })
    const paged = await service.list({ limit: 1000 })
    const rest = await service.list({ limit: 1000, cursor: paged.next ?? '' })
    expect([...paged.persons, ...rest.persons]).toEqual(persons)
    expect(rest).toMatchObject({ apps: [] })
    expect(rest).not.toHaveProperty('next')
    expect((await service.list({ text: 'p1499', limit: 5 })).persons).toHaveLength(1)
  })

  test('have the id and name that the organisation gives, and any account leads to them', async () => {
    const stated = [
      { id: 'mara', name: 'Mara L.', accounts: [{ connection: 'code', account: 'mara-lindt' }] },
    ]
    const { service } = await withAccounts(stated)
    const { byAccount, unknown } = await service.everybody()
    expect(byAccount({ connection: 'code', ref: '17' })).toMatchObject({
      id: 'mara',
      name: 'Mara L.',
      accounts: [{ ref: '17' }, { ref: 'abc' }],
    })
    expect(unknown).toEqual([])
    const [one, other] = [
      { connection: '@people', ref: 'mara' },
      { connection: 'desk', ref: 'def' },
    ]
    await service.decide({ verdict: 'same', one, other, by: 'pmo' })
    expect((await service.person('mara')).accounts.map(({ ref }) => ref)).toEqual(['17', 'def'])
    await expect(
      service.decide({ verdict: 'same', one: { ...one, ref: 'nobody' }, other, by: 'pmo' }),
    ).rejects.toThrow('The organisation has no person "nobody"')
  })

  test('an account that nobody knows is said, with where to look', async () => {
    const { service } = await withAccounts()
    const one = { connection: 'code', ref: '17' }
    await expect(
      service.decide({ verdict: 'same', one, other: { connection: 'desk', ref: 'nobody' }, by: 'pmo' }),
    ).rejects.toThrow('The connection "desk" has no account "nobody"; people.accounts lists them.')
    await expect(service.decide({ verdict: 'same', one, other: one, by: 'pmo' })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })
})
