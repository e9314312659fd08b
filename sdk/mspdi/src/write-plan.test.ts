import type { Dependency, WorkItem } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import type { Plan } from './plan.ts'
import { writePlan } from './write-plan.ts'

const NONE = {
  milestones: [],
  dependencies: [],
  accounts: [],
  resources: [],
  assignments: [],
  calendars: [],
  baselines: [],
  fields: [],
} as const

function issue(ref: string, more: Partial<WorkItem> = {}): WorkItem {
  return {
    kind: 'workItem',
    ref,
    container: 'c',
    key: `acme/app#${ref}`,
    type: 'task',
    title: `Issue ${ref}`,
    status: 'open',
    statusCategory: 'todo',
    ...more,
  }
}
const sourced = <T>(records: readonly T[], connection = 'code') =>
  records.map((record) => ({ connection, record }))
const blocks = (from: string, to: Dependency['to'], more: Partial<Dependency> = {}): Dependency => ({
  kind: 'dependency',
  ref: `${from}-${JSON.stringify(to)}`,
  from,
  to,
  type: 'blocks',
  ...more,
})

function planOf(items: readonly WorkItem[], more: Partial<Plan> = {}): string {
  const container = {
    kind: 'container',
    ref: 'c',
    name: 'App',
    nativeType: 'repository',
    archived: false,
  } as const
  const plan = {
    id: 'app',
    title: 'App',
    containers: sourced([container]),
    items: sourced(items),
    ...NONE,
    ...more,
  }
  return [...writePlan(plan)].join('')
}

/** The tasks of a plan by unique id: their text. */
function tasksOf(text: string): Map<number, string> {
  const tasks = [...text.matchAll(/<Task>.*?<\/Task>/gs)].map(([task]) => task)
  return new Map(tasks.map((task) => [Number(valueOf(task, 'UID')), task]))
}
const valueOf = (text: string | undefined, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text ?? '')?.[1]
const predecessors = (task: string | undefined): number[] =>
  [...(task ?? '').matchAll(/<PredecessorUID>(\d+)</g)].map(([, uid]) => Number(uid))

describe('the outline', () => {
  test('puts children below their parents, whatever the order of the records', () => {
    const items = [issue('3', { parent: '2' }), issue('1'), issue('2', { parent: '1' })]
    const tasks = tasksOf(planOf(items))
    expect([1, 2, 3].map((uid) => valueOf(tasks.get(uid), 'OutlineNumber'))).toEqual(['1', '1.1', '1.1.1'])
    expect([1, 2, 3].map((uid) => valueOf(tasks.get(uid), 'Summary'))).toEqual(['1', '1', '0'])
    expect(planOf(items.toReversed())).toBe(planOf(items))
  })

  test('opens a ring of parents and says so, and says which parents are elsewhere', () => {
    const ring = [issue('1', { parent: '2' }), issue('2', { parent: '1' }), issue('3', { parent: '3' })]
    const tasks = tasksOf(planOf([...ring, issue('4', { parent: { key: 'acme/web#7', title: 'Shop' } })]))
    expect(tasks.size).toBe(5)
    const notes = [...tasks.values()].map((task) => valueOf(task, 'Notes') ?? '')
    expect(notes.filter((note) => note.includes('lead back to itself'))).toHaveLength(2)
    expect(notes.some((note) => note.includes('parent acme/web#7 "Shop" is not part of this project'))).toBe(
      true,
    )
  })

  test('a hierarchy deeper than any stack is written', () => {
    const deep = Array.from({ length: 5000 }, (_, at) =>
      issue(`${at + 1}`, at === 0 ? {} : { parent: `${at}` }),
    )
    const text = planOf(deep)
    expect(tasksOf(text).size).toBe(5001)
  })
})

describe('links', () => {
  test('a blocker is a predecessor; a ring of blockers is opened at one link, which is told', () => {
    const items = [issue('1'), issue('2'), issue('3')]
    const text = planOf(items, {
      dependencies: sourced([blocks('1', '2'), blocks('2', '3'), blocks('3', '1')]),
    })
    const tasks = tasksOf(text)
    expect([1, 2, 3].map((uid) => predecessors(tasks.get(uid)))).toEqual([[], [1], [2]])
    expect(valueOf(tasks.get(1), 'Notes')).toContain('it closes a ring of links')
  })

  test('a ring that leads through a summary task is one, too; a link with what contains it is none', () => {
    const items = [issue('1'), issue('2', { parent: '1' }), issue('3'), issue('4', { parent: '3' })]
    const dependencies = sourced([blocks('2', '3'), blocks('4', '1'), blocks('1', '2')])
    const tasks = tasksOf(planOf(items, { dependencies }))
    expect([1, 2, 3, 4].map((uid) => predecessors(tasks.get(uid)))).toEqual([[], [], [2], []])
    expect(valueOf(tasks.get(1), 'Notes')).toContain('ring')
    expect(valueOf(tasks.get(2), 'Notes')).toContain('contains the other')
  })

  test('a link against the order of the outline is kept where it closes no ring', () => {
    const tasks = tasksOf(planOf([issue('1'), issue('2')], { dependencies: sourced([blocks('2', '1')]) }))
    expect(predecessors(tasks.get(1))).toEqual([2])
  })

  test('what lies outside is a row of its own with links across projects; what moves no dates is told in words', () => {
    const dependencies = sourced([
      blocks('1', { key: 'acme/web#9', title: 'Elsewhere' }),
      { ...blocks('x', '2'), ref: 'in', from: { key: 'acme/api#3' } },
      blocks('1', '2', { type: 'relates', ref: 'r' }),
    ])
    const text = planOf([issue('1'), issue('2')], { dependencies })
    const tasks = tasksOf(text)
    const outside = [...tasks.values()].filter((task) => valueOf(task, 'ExternalTask') === '1')
    expect(outside.map((task) => valueOf(task, 'Name') ?? '').toSorted()).toEqual(['Elsewhere', 'acme/api#3'])
    expect(valueOf(tasks.get(2), 'CrossProjectName')).toBe('acme/api#3')
    expect(predecessors(outside.find((task) => valueOf(task, 'Name') === 'Elsewhere'))).toEqual([1])
    expect(valueOf(tasks.get(1), 'Notes')).toContain('Relates to acme/app#2')
  })

  test('of ten thousand links in one ring one is left out', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => issue(`${at + 1}`, { order: at }))
    const ring = many.map(({ ref }, at) => blocks(ref, `${((at + 1) % many.length) + 1}`))
    const tasks = tasksOf(planOf(many, { dependencies: sourced(ring) }))
    expect(predecessors(tasks.get(1))).toEqual([])
    expect([...tasks.values()].flatMap(predecessors)).toHaveLength(many.length - 1)
  })
})

describe('issues as tasks', () => {
  test('one with a start stays there; one with a due day has a deadline; one without a length is a guess of a day', () => {
    const items = [
      issue('1', { plannedStart: '2026-03-02', due: '2026-03-06' }),
      issue('2'),
      issue('3', { estimate: 240 }),
      issue('4', { type: 'milestone', due: '2026-04-01' }),
    ]
    const tasks = tasksOf(planOf(items))
    const of = (uid: number, name: string) => valueOf(tasks.get(uid), name)
    expect([of(1, 'Start'), of(1, 'Finish'), of(1, 'Duration')]).toEqual([
      '2026-03-02T08:00:00',
      '2026-03-06T17:00:00',
      'PT40H0M0S',
    ])
    expect([of(1, 'ConstraintType'), of(1, 'ConstraintDate'), of(1, 'Deadline')]).toEqual([
      '4',
      '2026-03-02T08:00:00',
      '2026-03-06T17:00:00',
    ])
    expect([of(2, 'Duration'), of(2, 'DurationFormat'), of(2, 'Estimated')]).toEqual(['PT8H0M0S', '39', '1'])
    expect(of(3, 'Duration')).toBe('PT4H0M0S')
    expect([of(4, 'Milestone'), of(4, 'Duration')]).toEqual(['1', 'PT0H0M0S'])
  })

  test('instants are local time of the plan, across a change of the clocks', () => {
    const items = [
      issue('1', { started: '2026-03-29T00:30:00Z' }),
      issue('2', { started: '2026-03-29T01:30:00Z' }),
    ]
    const tasks = tasksOf(planOf(items, { timeZone: 'Europe/Berlin' }))
    expect([1, 2].map((uid) => valueOf(tasks.get(uid), 'Start'))).toEqual([
      '2026-03-29T01:30:00',
      '2026-03-29T03:30:00',
    ])
  })

  test('dates that no plan can hold and a finish before the start are left out and told', () => {
    const text = planOf([
      issue('1', { plannedStart: '0001-01-01', plannedFinish: '9999-12-31' }),
      issue('2', { plannedStart: '2026-05-02', plannedFinish: '2026-05-01' }),
    ])
    const tasks = tasksOf(text)
    expect(valueOf(tasks.get(1), 'Start')).toBeUndefined()
    expect(valueOf(tasks.get(1), 'Notes')).toContain('beyond what Microsoft Project can hold')
    expect(valueOf(tasks.get(2), 'Notes')).toContain('lies before its start')
  })

  test('people, the tracker’s own words and custom fields come along; what finds no field is a note', () => {
    const fields = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field${at}`, `value ${at}`]))
    const items = [issue('1', { assignees: ['7', { key: 'bob' }], labels: ['a', 'b'], points: 3, fields })]
    const account = { kind: 'account', ref: '7', displayName: 'Ada', type: 'human' } as const
    const text = planOf(items, { accounts: sourced([account]) })
    expect([...text.matchAll(/<Resource>.*?<Name>(.*?)</gs)].map(([, name = '']) => name).toSorted()).toEqual(
      ['Ada', 'bob'],
    )
    expect(text.match(/<Assignment>/g)).toHaveLength(2)
    for (const alias of ['Key', 'Labels', 'Points', 'field0'])
      expect(text).toContain(`<Alias>${alias}</Alias>`)
    expect(text).toContain('<Value>a, b</Value>')
    expect(valueOf(tasksOf(text).get(1), 'Notes')).toContain('field39: value 39')
  })

  test('hostile text stays text', () => {
    const title = 'a <b>&amp;</b> ]]> \u0000\uD800 😀 ' + 'x'.repeat(600)
    const text = planOf([issue('1', { title, description: '<script>\u0007' })])
    const name = valueOf(tasksOf(text).get(1), 'Name') ?? ''
    expect(name).toContain('a &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt; \uFFFD\uFFFD 😀')
    expect(name.endsWith('…')).toBe(true)
    expect(text).toContain('&lt;script&gt;\uFFFD')
  })

  test('unique ids and GUIDs stay when other items come and go', () => {
    const far = issue('I_kwDOA', { title: 'far' })
    const uid = (text: string) =>
      /<UID>(\d+)<\/UID>\s*<GUID>([^<]+)<\/GUID>\s*<ID>\d+<\/ID>\s*<Name>far</.exec(text)?.slice(1)
    const alone = uid(planOf([far], { release: '2010' }))
    expect(alone).toHaveLength(2)
    expect(uid(planOf([issue('1'), far, issue('9')], { release: '2010' }))).toEqual(alone)
  })

  test('a cost of another currency is a note, and a cancelled item is inactive where the release knows that', () => {
    const items = [
      issue('1', { plannedCost: { amount: '12.5', currency: 'EUR' } }),
      issue('2', { plannedCost: { amount: '3', currency: 'EUR' }, statusCategory: 'cancelled' }),
      issue('3', { plannedCost: { amount: '7', currency: 'USD' } }),
    ]
    const tasks = tasksOf(planOf(items, { release: '2010' }))
    expect(valueOf(tasks.get(1), 'Cost')).toBe('1250')
    expect(valueOf(tasks.get(3), 'Notes')).toContain("7 USD, which is not the plan's currency")
    expect(valueOf(tasks.get(2), 'Active')).toBe('0')
  })
})
