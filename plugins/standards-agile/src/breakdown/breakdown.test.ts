import { describe, expect, test } from 'vitest'
import { sentence, told } from '../test-support/judged.ts'
import { ago, type ItemLine, type TeamLines } from '../test-support/team-data.ts'

const one = (fields: ItemLine): TeamLines => ({ items: { a: fields } })
const closed = (days: number, more: ItemLine = {}): ItemLine => ({
  parent: 'p',
  statusCategory: 'done',
  finished: ago(days),
  ...more,
})

describe('agile.orphan', () => {
  const below: ItemLine = { parent: 'p' }

  test('fires for open work below nothing, where others are below something', () => {
    expect(told('agile.orphan', { items: { a: {}, b: below, c: { type: 'task' } } })).toEqual({
      a: 'fail [a.parent a.milestone]',
      b: 'pass [b.parent b.milestone]',
      c: 'fail [c.parent c.milestone]',
    })
    expect(told('agile.orphan', { items: { a: {}, b: { ...below, statusCategory: 'done' } } })).toEqual({
      a: 'fail [a.parent a.milestone]',
    })
    expect(sentence('agile.orphan', { items: { b: below } })).toContain('belongs to something larger')
    expect(sentence('agile.orphan', { items: { a: {}, b: { ...below, statusCategory: 'done' } } })).toContain(
      'belongs to nothing larger',
    )
  })

  test('does not apply where nothing is broken down, or all of it is closed', () => {
    expect(told('agile.orphan', { items: { a: {}, b: {} } })).toEqual({ harbour: 'not_applicable' })
    expect(told('agile.orphan', { items: { a: {}, b: { type: 'bug', parent: 'p' } } })).toEqual({
      harbour: 'not_applicable',
    })
    expect(told('agile.orphan', { items: { b: { ...below, statusCategory: 'done' } } })).toEqual({
      harbour: 'not_applicable',
    })
    expect(told('agile.orphan', { items: { a: {}, b: { ...below, summary: true } } })).toEqual({
      harbour: 'not_applicable',
    })
  })

  test('asks the types of the house, and takes a milestone where the house does', () => {
    const team: TeamLines = {
      items: { a: { type: 'bug', milestone: 'm' }, b: { type: 'bug', parent: 'p' }, c: {} },
    }
    const params = { types: ['bug'] }
    expect(told('agile.orphan', team, { params })).toEqual({
      a: 'fail [a.parent a.milestone]',
      b: 'pass [b.parent b.milestone]',
    })
    expect(told('agile.orphan', team, { params: { ...params, milestone: true } })['a']).toContain('pass')
    const bare: TeamLines = { items: { a: { type: 'bug' }, b: { type: 'bug', parent: 'p' } } }
    expect(told('agile.orphan', bare, { params: { ...params, milestone: true } })['a']).toContain('fail')
  })

  test('is unknown where the project misses its items', () => {
    expect(told('agile.orphan', { items: {}, missing: { workItem: 'The last run failed.' } })).toEqual({
      harbour: 'unknown',
    })
  })
})

describe('agile.epic-objective', () => {
  const epic = (fields: ItemLine = {}): TeamLines => one({ type: 'epic', ...fields })

  test('wants a description of forty characters, or a parent', () => {
    expect(told('agile.epic-objective', epic({ description: ` ${'x'.repeat(39)} ` }))).toEqual({
      a: 'fail [a.parent a.description]',
    })
    expect(told('agile.epic-objective', epic({ description: 'x'.repeat(40) }))).toEqual({
      a: 'pass [a.parent a.description]',
    })
    expect(told('agile.epic-objective', epic())['a']).toContain('fail')
    expect(told('agile.epic-objective', epic({ parent: 'goal' }))['a']).toContain('pass')
    expect(
      told('agile.epic-objective', epic({ description: 'xy' }), { params: { characters: 2 } })['a'],
    ).toContain('pass')
    expect(sentence('agile.epic-objective', epic())).toContain('0 of 40 characters')
    expect(sentence('agile.epic-objective', epic({ parent: 'goal' }))).not.toContain('characters')
  })

  test('asks open epics alone', () => {
    expect(told('agile.epic-objective', one({}))).toEqual({ a: 'not_applicable' })
    expect(told('agile.epic-objective', epic({ statusCategory: 'done' }))).toEqual({ a: 'not_applicable' })
    expect(told('agile.epic-objective', epic({ statusCategory: 'todo' }))['a']).toContain('fail')
  })
})

describe('agile.old-epic', () => {
  const epic = (fields: ItemLine): TeamLines => one({ type: 'epic', ...fields })
  const cited = '[a.started a.created a.status]'

  test('fires when it is older than two quarters, from its begin, else its creation', () => {
    expect(told('agile.old-epic', epic({ created: ago(184) }))).toEqual({ a: `fail 184 of 183 ${cited}` })
    expect(told('agile.old-epic', epic({ created: ago(183) }))).toEqual({ a: `pass 183 of 183 ${cited}` })
    expect(told('agile.old-epic', epic({ created: ago(999), started: ago(3) }))['a']).toContain('pass 3')
    expect(told('agile.old-epic', epic({ created: ago(-1) }))['a']).toContain('pass 0')
    expect(told('agile.old-epic', epic({ created: ago(3) }), { params: { days: 2 } })['a']).toContain(
      'fail 3 of 2',
    )
  })

  test('is unknown where nobody tells its age, and asks open epics alone', () => {
    expect(told('agile.old-epic', epic({}))).toEqual({ a: 'unknown' })
    expect(told('agile.old-epic', one({ created: ago(999) }))).toEqual({ a: 'not_applicable' })
    expect(told('agile.old-epic', epic({ created: ago(999), statusCategory: 'done' }))).toEqual({
      a: 'not_applicable',
    })
  })
})

describe('agile.parent-left-open', () => {
  const rule = 'agile.parent-left-open'
  const parent = (children: Readonly<Record<string, ItemLine>>, fields: ItemLine = {}): TeamLines => ({
    items: { p: { type: 'epic', ...fields }, ...children },
  })
  const said = (team: TeamLines, params = {}): string | undefined => told(rule, team, { params })['p']

  test('fires when the last part has been closed for more than two days', () => {
    expect(said(parent({ a: closed(9), b: closed(3) }))).toBe(
      'fail 3 of 2 [p.status a.status a.finished b.status b.finished]',
    )
    expect(said(parent({ a: closed(9), b: closed(2) }))).toBe(
      'pass 2 of 2 [p.status a.status a.finished b.status b.finished]',
    )
    expect(said(parent({ a: closed(1) }), { days: 0 })).toContain('fail 1 of 0')
    expect(said(parent({ a: closed(-4) }))).toContain('pass 0 of 2')
    expect(said(parent({ a: closed(9, { finished: undefined as never, updated: ago(5) }) }))).toBe(
      'fail 5 of 2 [p.status a.status a.updated]',
    )
    expect(said(parent({ a: closed(9), b: closed(7, { statusCategory: 'cancelled' }) }))).toContain(
      'fail 7 of 2',
    )
  })

  test('does not apply where something is open, nothing was done, or it is closed itself', () => {
    expect(said(parent({ a: closed(9), b: { parent: 'p' } }))).toBe('not_applicable')
    expect(said(parent({ a: closed(9, { statusCategory: 'cancelled' }) }))).toBe('not_applicable')
    expect(said(parent({ a: closed(9) }, { statusCategory: 'done' }))).toBe('not_applicable')
    expect(said(parent({}))).toBe('not_applicable')
  })

  test('is unknown where nobody tells when a part was closed', () => {
    const untold: ItemLine = { parent: 'p', statusCategory: 'done' }
    expect(said(parent({ a: closed(9), b: untold }))).toBe('unknown')
  })
})

describe('agile.open-below-closed', () => {
  const rule = 'agile.open-below-closed'
  const pair = (above: ItemLine, below: ItemLine = {}): TeamLines => ({
    items: { p: above, a: { parent: 'p', ...below } },
  })

  test('fires for what is open below what is done or dropped', () => {
    expect(told(rule, pair({ statusCategory: 'done' }))['a']).toBe('fail [a.status a.parent p.status]')
    expect(told(rule, pair({ statusCategory: 'cancelled' }, { statusCategory: 'todo' }))['a']).toContain(
      'fail',
    )
    expect(told(rule, pair({}))['a']).toBe('pass [a.status a.parent p.status]')
    expect(told(rule, pair({ statusCategory: 'todo' }))['a']).toContain('pass')
    expect(told(rule, pair({ statusCategory: 'done' }, { statusCategory: 'done' }))['a']).toBe(
      'not_applicable',
    )
    expect(told(rule, pair({}))['p']).toBe('not_applicable')
    const lonely = sentence(rule, { items: { a: { parent: 'gone' } } })
    expect(lonely).toBe('Its parent lies outside of what is synced.')
    expect(told(rule, { items: { a: { parent: 'gone' } } })).toEqual({ a: 'unknown' })
  })
})
