import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { personDecisionsMigration } from '../migrations/person-decisions.ts'
import { personImportsMigration } from '../migrations/person-imports.ts'
import { OrganisationService } from '../organisation/service.ts'
import { PersonsService } from '../persons/service.ts'
import { MappingService } from './service.ts'

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  personDecisionsMigration,
  personImportsMigration,
]
const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

describeOnDatabases('a mapping', { migrations }, (open) => {
  async function withAccounts() {
    const database = await open()
    await new Synced(database).records(
      { connection: 'code', stream: 'users' },
      { kind: 'account', ref: '17', login: 'ml-dev', type: 'human' },
      { kind: 'account', ref: '18', login: 'ines', type: 'human' },
    )
    const definitions = new DefinitionService(database)
    const organisation = new OrganisationService(definitions)
    const persons = new PersonsService({ database, pool, stated: () => organisation.statedPeople() })
    await definitions.applyFile({
      connections: { code: { plugin: 'x' } },
      units: [{ id: 'software', name: 'Software', head: 'mara-lindt' }],
    })
    return {
      definitions,
      persons,
      service: new MappingService({ database, definitions, organisation, persons }),
    }
  }
  const text =
    'account,person,email,unit\ncode/ml-dev,Mara Lindt,mara@example.com,Software\ncode/ines,Inês Duarte,,\ncode/x,,,'
  const csv = { format: 'csv', text, source: 'people.csv', by: 'pmo' } as const

  test('is shown first, and taken as a whole or without the lines that cannot be', async () => {
    const { service, persons } = await withAccounts()
    expect(await service.preview(csv)).toMatchObject({
      lines: 3,
      changes: [{ id: 'mara-lindt' }, { id: 'ines-duarte' }],
      problems: [{ line: 4 }],
    })
    await expect(service.apply({ ...csv, skipBad: false })).rejects.toThrow(
      '1 lines cannot be taken, the first is line 4',
    )
    expect(await service.list()).toEqual([])

    const done = await service.apply({ ...csv, skipBad: true, note: 'from the directory' })
    expect(done).toMatchObject({ source: 'people.csv', note: 'from the directory', by: 'pmo', lines: 2 })
    const { byAccount } = await persons.everybody()
    expect(byAccount({ connection: 'code', ref: '17' })).toMatchObject({
      id: 'mara-lindt',
      name: 'Mara Lindt',
    })
    await expect(service.apply({ ...csv, skipBad: true })).rejects.toThrow('The mapping changes nothing')
  })

  test('can be taken back once, unless somebody was changed since', async () => {
    const { service, persons, definitions } = await withAccounts()
    const first = await service.apply({ ...csv, skipBad: true })
    const more = { ...csv, skipBad: false, text: 'id,email\nmara-lindt,m.lindt@example.com' }
    const second = await service.apply(more)
    await expect(service.revert(first.id, 'pmo')).rejects.toThrow('"mara-lindt" was changed since')

    await service.revert(second.id, 'pmo')
    expect(await definitions.get('person', 'mara-lindt')).toMatchObject({
      body: { email: 'mara@example.com' },
    })
    await expect(service.revert(second.id, 'pmo')).rejects.toMatchObject({ code: 'conflict' })
    const { persons: people } = await persons.everybody()
    expect(people.map(({ stated }) => stated)).toEqual(['ines-duarte', 'mara-lindt'])
    expect(await service.list()).toMatchObject([{ revertedBy: 'pmo' }, { id: first.id }])
    await service.revert(first.id, 'pmo')
    expect((await persons.everybody()).persons.map(({ stated }) => stated)).toEqual([undefined, undefined])
    await expect(service.revert('99', 'pmo')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('that was taken back leaves nobody whom it had added', async () => {
    const { service, definitions } = await withAccounts()
    const { id } = await service.apply({ ...csv, skipBad: true })
    await service.revert(id, 'pmo')
    expect(await definitions.list('person')).toEqual([])
  })
})
