import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { defineConfig } from '../config/index.ts'
import { DefinitionService, configVersionMigration, definitionsMigration, differenceLines } from './index.ts'

describeOnDatabases(
  'definitions',
  { migrations: [definitionsMigration, configVersionMigration] },
  (openDatabase) => {
    const open = async () => {
      const database = await openDatabase()
      return {
        service: new DefinitionService(database),
        [Symbol.asyncDispose]: () => database.close(),
      }
    }

    const project = (id: string, name: string) => ({ id, name, sources: [] })

    test('a file is applied as a difference, and an unchanged one writes nothing', async () => {
      await using opened = await open()
      const { service } = opened
      const first = defineConfig({ projects: [project('a', 'A'), project('b', 'B')] })
      expect(differenceLines((await service.applyFile(first)).changes)).toEqual([
        '+ project a',
        '+ project b',
      ])
      expect((await service.applyFile(first)).changes).toEqual([])
      const second = defineConfig({ projects: [project('a', 'New')] })
      expect(differenceLines((await service.compare(second)).changes)).toEqual([
        '~ project a (name)',
        '- project b',
      ])
      await service.applyFile(second)
      expect(await service.list('project')).toMatchObject([{ id: 'a', version: 2, body: { name: 'New' } }])
      expect(await service.versions('project', 'b')).toMatchObject([{ version: 2 }, { version: 1 }])
    })

    test('an entry that was removed comes back as a new version', async () => {
      await using opened = await open()
      const { service } = opened
      const config = defineConfig({ projects: [project('a', 'A')] })
      await service.applyFile(config)
      await service.applyFile({})
      await service.applyFile(config)
      expect(await service.get('project', 'a')).toMatchObject({ version: 3 })
    })

    test('an entry of the file is read-only in the API', async () => {
      await using opened = await open()
      const { service } = opened
      await service.applyFile({ projects: [project('a', 'A')] })
      const change = { kind: 'project', id: 'a', body: {}, by: 'ann', version: 1 } as const
      await expect(service.update(change)).rejects.toThrow(/belongs to pmo\.config\.ts; change it there/)
      await expect(service.remove(change)).rejects.toMatchObject({ code: 'managed-by-file' })
    })

    test('the same id in the file and the API is an error with the fix, and nothing is applied', async () => {
      await using opened = await open()
      const { service } = opened
      await service.create({ kind: 'project', id: 'a', body: { name: 'A', sources: [] }, by: 'ann' })
      const both = service.applyFile({ projects: [project('b', 'B'), project('a', 'A')] })
      await expect(both).rejects.toThrow(/pmo projects remove a/)
      expect((await service.list('project')).map(({ id }) => id)).toEqual(['a'])
    })

    test('of two changes to the same version one is refused', async () => {
      await using opened = await open()
      const { service } = opened
      await service.create({ kind: 'project', id: 'a', body: { name: 'A' }, by: 'ann' })
      const change = (name: string) =>
        service.update({ kind: 'project', id: 'a', body: { name }, by: name, version: 1 })
      const results = await Promise.allSettled([change('x'), change('y')])
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      await expect(change('z')).rejects.toMatchObject({ code: 'conflict' })
    })
  },
)
