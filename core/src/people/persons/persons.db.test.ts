import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { personDecisionsMigration } from '../migrations/person-decisions.ts'
import { PersonsService } from './service.ts'

const migrations = [...syncedMigrations, personDecisionsMigration]

describeOnDatabases('persons', { migrations }, (open) => {
  async function withAccounts() {
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
    return { service: new PersonsService(database), synced }
  }
  const names = async (service: PersonsService) =>
    (await service.persons()).persons.map(({ name, accounts }) => [name, accounts.length])

  test('come from the accounts of all connections, apps apart', async () => {
    const { service } = await withAccounts()
    expect(await names(service)).toEqual([
      ['Inês', 1],
      ['Inês Duarte', 1],
      ['Mara Lindt', 2],
    ])
    expect((await service.persons()).apps).toMatchObject([{ ref: '99' }])
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
    const alone = (await service.persons()).persons.find(({ name }) => name === 'Inês')
    const other = (await service.persons()).persons.find(({ name }) => name === 'Inês Duarte')
    await service.decide({
      verdict: 'same',
      one: { connection: 'code', ref: '18' },
      other: { connection: 'desk', ref: 'def' },
      by: 'pmo',
    })
    expect(await service.person(alone?.id ?? '')).toEqual(await service.person(other?.id ?? ''))
    await expect(service.person('p-0')).rejects.toMatchObject({ code: 'not-found' })
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
