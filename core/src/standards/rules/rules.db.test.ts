import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { houseRule, ruleSetting, type HouseRuleInput, type StandardsSettings } from '../../config/index.ts'
import { ruleVersionsMigration } from './migrations/rule-versions.ts'
import type { PluginRule } from './book-entries.ts'
import { RuleService } from './service.ts'

const stale: PluginRule = {
  plugin: 'standards-agile',
  params: undefined,
  manifest: {
    kind: 'check',
    id: 'agile.stale',
    version: '1.0.0',
    title: 'Work in progress moves',
    severity: 'warning',
    why: 'What does not move is stuck.',
    grain: 'item',
    needs: ['workItem'],
    params: {
      type: 'object',
      properties: { days: { type: 'integer', minimum: 1, default: 10 } },
      additionalProperties: false,
    },
  },
}

function house(more: Partial<HouseRuleInput> = {}) {
  return houseRule.parse({
    id: 'house.owner',
    title: 'Work has an owner',
    why: 'What nobody owns, nobody finishes.',
    fails: 'item.assignees.size() == 0',
    ...more,
  })
}

describeOnDatabases('rules', { migrations: [ruleVersionsMigration] }, (open) => {
  async function opened(options: { readonly secondPerson?: boolean } = {}) {
    const database = await open()
    const world = { today: '2026-03-02', told: 0 }
    const service = new RuleService({
      database,
      registry: { checks: () => [stale] },
      names: async () => ({ projects: ['web'], programs: [], portfolios: [], units: [] }),
      today: () => world.today,
      now: () => `${world.today}T08:00:00Z`,
      secondPerson: options.secondPerson === true,
      onChange: async () => {
        world.told += 1
      },
    })
    const ids = async (day?: string) => (await service.book(day)).rules().map(({ id }) => id)
    const days = async (day?: string) => {
      const book = await service.book(day)
      return book.effective(await service.get('agile.stale'), undefined).params
    }
    return { service, world, ids, days }
  }

  test('a change holds from its day, and its history tells who, why and when', async () => {
    const { service, world, ids, days } = await opened()
    await service.setHouse('house.owner', { body: house(), by: 'pia', reason: 'Agreed on Monday' })
    const setting = ruleSetting.parse({ rule: 'agile.stale', params: { days: 5 }, from: '2026-04-01' })
    await service.setSetting('agile.stale', { body: setting, by: 'ole' })
    expect(world.told).toBe(2)
    expect(await ids()).toEqual(['agile.stale', 'house.owner'])
    expect(await days('2026-03-31')).toEqual({ days: 10 })
    expect(await days('2026-04-01')).toEqual({ days: 5 })
    world.today = '2026-03-05'
    await service.setHouse('house.owner', { body: house({ severity: 'error' }), by: 'ole' })
    expect(await service.get('house.owner')).toMatchObject({
      version: '2',
      severity: 'error',
      inForceFrom: '2026-03-05',
    })
    const then = (await service.book('2026-03-04')).find('house.owner')
    expect(then).toMatchObject({ version: '1', severity: 'warning' })
    await service.setHouse('house.owner', { by: 'ole', reason: 'Not needed' })
    expect(await ids()).toEqual(['agile.stale'])
    expect(await service.history('house.owner')).toMatchObject([
      { version: 3, requestedBy: 'ole', reason: 'Not needed', effectiveFrom: '2026-03-05' },
      { version: 2, requestedBy: 'ole' },
      {
        version: 1,
        requestedBy: 'pia',
        reason: 'Agreed on Monday',
        state: 'approved',
        effectiveFrom: '2026-03-02',
      },
    ])
  })

  test('no change reaches back before the day on which it was made', async () => {
    const { service, world, days } = await opened()
    const setting = (days: number, from: string) =>
      service.setSetting('agile.stale', {
        body: ruleSetting.parse({ rule: 'agile.stale', params: { days }, from }),
        by: 'ole',
      })
    await expect(setting(5, '2026-03-01')).rejects.toThrow(
      'from: 2026-03-01 is over, and what was judged since then was judged without it; name a day from 2026-03-02 on, or leave it out.',
    )
    expect(await setting(5, '2026-03-02')).toMatchObject({ effectiveFrom: '2026-03-02' })
    world.today = '2026-03-09'
    // What is changed besides keeps the day in its text, and holds from now on.
    expect(await setting(7, '2026-03-02')).toMatchObject({ effectiveFrom: '2026-03-09' })
    expect([await days('2026-03-08'), await days('2026-03-09')]).toEqual([{ days: 5 }, { days: 7 }])
    await expect(setting(9, '2026-03-05')).rejects.toThrow('is over')
  })

  test('where a second person has to approve, a change waits, and nobody approves their own', async () => {
    const { service, world, ids } = await opened({ secondPerson: true })
    await service.setHouse('house.owner', { body: house(), by: 'pia' })
    expect([await ids(), world.told]).toEqual([['agile.stale'], 0])
    expect(await service.waiting()).toMatchObject([{ rule: 'house.owner', requestedBy: 'pia' }])
    await expect(service.setHouse('house.owner', { body: house(), by: 'ole' })).rejects.toThrow(
      'waits already',
    )
    await expect(service.decide('house.owner', { approve: true, by: 'pia' })).rejects.toThrow('somebody else')
    world.today = '2026-03-09'
    expect(await service.decide('house.owner', { approve: true, by: 'ole', reason: 'Fine' })).toMatchObject({
      state: 'approved',
      decidedBy: 'ole',
      decision: 'Fine',
      effectiveFrom: '2026-03-09',
    })
    expect([await ids(), world.told]).toEqual([['agile.stale', 'house.owner'], 1])
    expect(await ids('2026-03-08')).toEqual(['agile.stale'])
    await service.setHouse('house.owner', { body: house({ severity: 'error' }), by: 'pia' })
    await service.decide('house.owner', { approve: false, by: 'pia', reason: 'Changed my mind' })
    expect((await service.get('house.owner')).severity).toBe('warning')
    await expect(service.decide('house.owner', { approve: true, by: 'ole' })).rejects.toThrow('No change')
  })

  test('what a file says first may have held before, and what it says later holds from then on', async () => {
    const { service, world, days } = await opened()
    const file = (days: number): StandardsSettings => ({
      rules: [ruleSetting.parse({ rule: 'agile.stale', params: { days }, from: '2026-01-01' })],
    })
    await service.applyFile(file(3))
    expect(await days('2026-02-01')).toEqual({ days: 3 })
    world.today = '2026-03-09'
    await service.applyFile(file(4))
    expect([await days('2026-03-08'), await days('2026-03-09')]).toEqual([{ days: 3 }, { days: 4 }])
  })

  test('the file is applied as a shown difference, once, and owns what it says', async () => {
    const { service, ids, days } = await opened()
    const file: StandardsSettings = {
      house: [house()],
      rules: [ruleSetting.parse({ rule: 'agile.stale', params: { days: 3 } })],
    }
    expect(await service.compareFile(file)).toEqual([
      '+ rule house.owner',
      '+ setting of the rule agile.stale',
    ])
    expect(await service.applyFile(file)).toHaveLength(2)
    expect(await service.applyFile(file)).toEqual([])
    expect(await days()).toEqual({ days: 3 })
    await expect(service.setHouse('house.owner', { by: 'pia' })).rejects.toThrow('belongs to pmo.config.ts')
    expect(await service.applyFile({ house: [house({ severity: 'error' })] })).toEqual([
      '~ rule house.owner',
      '- setting of the rule agile.stale',
    ])
    expect([await ids(), await days()]).toEqual([['agile.stale', 'house.owner'], { days: 10 }])
    await service.applyFile({})
    await service.setHouse('house.owner', { body: house(), by: 'pia' })
    await expect(service.applyFile(file)).rejects.toThrow('was also made through the API')
  })

  test('mistakes are answered with their place and what to write instead', async () => {
    const { service } = await opened()
    const mistakes = await service.fileMistakes(
      {
        house: [house({ fails: 'item.assigness.size() == 0' }), house({ id: 'agile.stale' })],
        rules: [
          ruleSetting.parse({ rule: 'agile.stael' }),
          ruleSetting.parse({
            rule: 'agile.stale',
            params: { dys: 3 },
            for: [{ project: 'wbe', params: { days: 0 } }],
          }),
        ],
      },
      { allPluginsWork: true },
    )
    expect(mistakes.map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      'standards.house[0].fails of the rule "house.owner", line 1, column 6: there is no item.assigness; did you mean item.assignees?',
      'standards.house[1].id "agile.stale" is the id of another rule already; choose another',
      'standards.rules[0].rule "agile.stael" is the id of no rule; did you mean "agile.stale"?',
      expect.stringContaining('did you mean "days"?'),
      expect.stringMatching(/for\[0\]\.params\.days is too small/),
      expect.stringContaining('"wbe" is the id of no project; did you mean "web"?'),
    ])
    const setting = ruleSetting.parse({ rule: 'agile.stale', params: { days: 'ten' } })
    await expect(service.setSetting('agile.stale', { body: setting, by: 'pia' })).rejects.toThrow(
      'params.days',
    )
    await expect(service.get('agile.stlae')).rejects.toThrow('did you mean "agile.stale"?')
  })
})
