import { definePlugin, defineRoute } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { keptDecisions, loadRegistry, pluginDecisionsMigration, PluginService } from './index.ts'

const report = definePlugin({
  id: 'report',
  title: 'Report',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [defineRoute({ role: 'viewer', fetch: () => new Response('') })],
})
const broken = { ...report, id: 'broken', sdk: '^9.0.0' }
const off = { plugin: { ...report, id: 'off' }, enabled: false }

describeOnDatabases('plugins', { migrations: [pluginDecisionsMigration] }, (openDatabase) => {
  const open = async () => {
    const database = await openDatabase()
    /** As a start of the server does. */
    const start = async () => {
      const registry = await loadRegistry({
        plugins: [report, broken, off],
        configFile: '/nowhere/pmo.config.ts',
        decisions: keptDecisions(database),
      })
      return new PluginService({ database, registry, migrate: async () => [] })
    }
    return { start, [Symbol.asyncDispose]: () => database.close() }
  }
  const by = 'anna'

  test('a plugin that is switched off stays off over restarts, with who, when and why', async () => {
    await using server = await open()
    const first = await server.start()
    expect(await first.disable({ id: 'report', by, reason: 'too slow' })).toMatchObject({ state: 'disabled' })
    const second = await server.start()
    expect(await second.get('report')).toMatchObject({
      state: 'disabled',
      reason: expect.stringMatching(/switched off \(by anna on \d{4}-\d\d-\d\d: too slow\)/) as string,
      decisions: [{ decision: 'disable', by, reason: 'too slow', source: 'report (imported)' }],
    })
    expect(await second.enable({ id: 'report', by: 'ben' })).toMatchObject({ state: 'active' })
    expect(await (await server.start()).get('report')).toMatchObject({
      state: 'active',
      decisions: [
        { decision: 'enable', by: 'ben' },
        { decision: 'disable', by },
      ],
    })
  })

  test('a quarantine holds over restarts until it is released', async () => {
    await using server = await open()
    const first = await server.start()
    await first.quarantine({ id: 'report', by, reason: 'under review' })
    const second = await server.start()
    expect(second.list()[0]).toMatchObject({ state: 'quarantined', phase: 'decided', decided: { by } })
    await expect(second.enable({ id: 'report', by })).rejects.toThrow(
      'is kept out, not switched off; let it in with: pmo plugins release report',
    )
    expect(await second.release({ id: 'report', by })).toMatchObject({ state: 'active' })
    expect((await server.start()).list()[0]).toMatchObject({ state: 'active' })
  })

  test('what is released and still broken is kept out again, with its reason', async () => {
    await using server = await open()
    const service = await server.start()
    expect(await service.release({ id: 'broken', by })).toMatchObject({
      state: 'quarantined',
      phase: 'sdk',
      decisions: [{ decision: 'release', by }],
    })
  })

  test('asking for what is so already writes nothing', async () => {
    await using server = await open()
    const service = await server.start()
    await service.enable({ id: 'report', by })
    await service.release({ id: 'report', by })
    expect((await service.get('report')).decisions).toEqual([])
    await service.disable({ id: 'report', by })
    await service.disable({ id: 'report', by: 'ben' })
    expect((await service.get('report')).decisions).toHaveLength(1)
  })

  test('what cannot be decided is refused in a sentence', async () => {
    await using server = await open()
    const service = await server.start()
    await expect(service.get('reprot')).rejects.toThrow('There is no plugin "reprot"; did you mean "report"?')
    await expect(service.enable({ id: 'off', by })).rejects.toThrow(
      'is switched off in pmo.config.ts; remove its enabled: false, then restart the server.',
    )
    await expect(service.release({ id: 'off', by })).rejects.toThrow('is switched off, not kept out')
    await expect(service.quarantine({ id: 'off', by, reason: 'x' })).rejects.toThrow('does not run')
    await expect(service.upgrade('report')).rejects.toThrow('install its new version, then restart')
  })
})
