import type { RecordInput } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildNetwork } from './build-network.ts'
import type { NetworkRecord } from './portfolio-records.ts'
import { portfolioNetwork } from './portfolio-network.ts'
import { retoldNodes } from './retold-nodes.ts'
import { home, item, link, record, scheduled } from './test-support/portfolio.ts'

type Fields = Partial<Extract<RecordInput, { kind: 'workItem' }>>

const change = (before: NetworkRecord | undefined, after: NetworkRecord | undefined) => ({
  ...(before !== undefined && { before: { ...before, id: 1, aliases: null } }),
  ...(after !== undefined && { after: { ...after, id: 1, aliases: null } }),
})

/** Whether a network is told anew of an item that was otherwise before. */
function isRetold(before: Fields, after: Fields): boolean {
  const { portfolio } = scheduled([home(), item('1', before), item('2')])
  return retoldNodes(portfolio, [change(item('1', before), item('1', after))]) !== undefined
}

const fields = fc.record<Fields>(
  {
    key: fc.constantFrom('WEB-1', 'WEB-9'),
    title: fc.constantFrom('One', 'Another'),
    statusCategory: fc.constantFrom('todo', 'in_progress', 'done', 'cancelled'),
    updated: fc.constantFrom('2026-03-02T09:00:00Z', '2026-04-01T09:00:00Z'),
    started: fc.constantFrom('2026-02-02', '2026-02-09'),
    finished: fc.constantFrom('2026-03-03', '2026-03-13'),
    estimate: fc.constantFrom(240, 480),
    due: fc.constantFrom('2026-06-01', '2026-07-01'),
    url: fc.constantFrom('https://a.example/1', 'https://a.example/2'),
    assignees: fc.constantFrom(['ada'], ['bob', 'ada']),
  },
  { requiredKeys: [] },
)

describe('a network that is told anew', () => {
  test('is the one that would be made of the changed records', () => {
    let retold = 0
    fc.assert(
      fc.property(fields, fields, fc.boolean(), (before, other, isAlike) => {
        const after = isAlike ? { ...before, title: 'Renamed', updated: '2026-04-20T09:00:00Z' } : other
        const around = [home(), item('2'), item('3', { key: undefined }), link('1', '2'), link('away', '1')]
        const made = (now: Fields) =>
          portfolioNetwork(
            buildNetwork({
              records: [...around, item('1', now)],
              projects: [],
              kept: [],
              calendars: [],
              settings: {},
              now: scheduled([]).statusTime,
            }),
          )
        const old = made(before)
        const nodes = retoldNodes(old, [change(item('1', before), item('1', after))])
        if (nodes === undefined) return
        retold++
        const anew = made(after)
        expect(nodes).toEqual(anew.nodes)
        expect(old.network).toEqual(anew.network)
        expect(old.problems).toEqual(anew.problems)
      }),
      { numRuns: 300 },
    )
    expect(retold).toBeGreaterThan(50)
  })

  test('is so for another title, and for a touch of what is not done', () => {
    expect(isRetold({}, { title: 'Another' })).toBe(true)
    expect(isRetold({ updated: '2026-03-02T09:00:00Z' }, { updated: '2026-04-01T09:00:00Z' })).toBe(true)
    const done: Fields = { statusCategory: 'done', updated: '2026-03-02T09:00:00Z' }
    expect(isRetold(done, { ...done, updated: '2026-04-01T09:00:00Z' })).toBe(false)
    expect(isRetold({}, { estimate: 10 })).toBe(false)
    expect(isRetold({ key: undefined }, { key: undefined, title: 'Another' })).toBe(false)
  })

  test('is not for what comes, goes, or is no item', () => {
    const { portfolio } = scheduled([home(), item('1')])
    expect(retoldNodes(portfolio, [change(undefined, item('2'))])).toBeUndefined()
    expect(retoldNodes(portfolio, [change(item('1'), undefined)])).toBeUndefined()
    expect(retoldNodes(portfolio, [change(home(), home({ name: 'Other' }))])).toBeUndefined()
    expect(retoldNodes(portfolio, [change(undefined, undefined), change(home(), home())])).toBe(
      portfolio.nodes,
    )
    const milestone = (name: string) =>
      record({ kind: 'milestone', ref: 'm', name, container: 'home', state: 'open' })
    expect(retoldNodes(portfolio, [change(milestone('a'), milestone('b'))])).toBeUndefined()
  })
})
