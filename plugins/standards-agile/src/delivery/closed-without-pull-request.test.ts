import { describe, expect, test } from 'vitest'
import { sentence, told } from '../test-support/judged.ts'
import { ago, type ItemLine, type TeamLines } from '../test-support/team-data.ts'
import { namedIssues } from './named-issues.ts'

const rule = 'agile.closed-without-pull-request'
const closed = { statusCategory: 'done', finished: ago(3) } as const
const merged: ItemLine = { type: 'pull_request', key: 'acme/dock#9', ...closed }
const issue = (number: number, more: ItemLine = {}): ItemLine => ({
  key: `acme/dock#${number}`,
  ...closed,
  ...more,
})
const team = (items: NonNullable<TeamLines['items']>, more: TeamLines = {}): TeamLines => ({ items, ...more })
const of = (items: NonNullable<TeamLines['items']>, more: TeamLines = {}, params = {}): string | undefined =>
  told(rule, team(items, more), { params })['harbour']

describe(rule, () => {
  test('divides issues that no pull request names by those that were closed, and passes at the limit', () => {
    const p = { ...merged, description: 'Closes #1.' }
    expect(of({ a: issue(1), b: issue(2), p })).toBe('pass 1/2=0.5 of 0.5 [b.finished b.status]')
    expect(of({ a: issue(1), b: issue(2), c: issue(3), p })).toMatch(/^fail 2\/3=0\.6/)
    expect(of({ a: issue(1), p })).toBe('pass 0/1=0 of 0.5 [(harbour)]')
    expect(of({ a: issue(1), b: issue(2), p }, {}, { share: 0.4 })).toMatch(/^fail 1\/2/)
    expect(sentence(rule, team({ a: issue(2), p }))).toContain(
      'No pull request names 1 of 1 issues that were closed in the last 28 days (100 %)',
    )
  })

  test('takes a title, a parent, a link of any kind, and a pull request that is still open', () => {
    expect(of({ a: issue(1), p: { ...merged, title: 'For ACME/Dock#1' } })).toMatch(/^pass 0\/1/)
    expect(of({ a: issue(1), p: { ...merged, parent: 'a' } })).toMatch(/^pass 0\/1/)
    expect(of({ a: issue(1), p: merged }, { links: [{ from: 'p', to: 'a' }] })).toMatch(/^pass 0\/1/)
    expect(of({ a: issue(1), p: merged }, { links: [{ from: 'a', to: 'p' }] })).toMatch(/^pass 0\/1/)
    const open: ItemLine = { type: 'pull_request', title: 'Closes acme/dock#1' }
    expect(of({ a: issue(1), p: merged, o: open })).toMatch(/^pass 0\/1/)
    // A link between issues, a pull request that was given up, and a number elsewhere say nothing.
    expect(of({ a: issue(1), b: issue(2), p: merged }, { links: [{ from: 'a', to: 'b' }] })).toMatch(
      /^fail 2\/2/,
    )
    expect(of({ a: issue(1), p: merged, o: { ...open, statusCategory: 'cancelled' } })).toMatch(/^fail 1\/1/)
    expect(of({ a: issue(1), p: { ...merged, title: 'For acme/fair#1' } })).toMatch(/^fail 1\/1/)
    expect(of({ a: issue(1), p: { ...merged, title: 'For #11' } })).toMatch(/^fail 1\/1/)
  })

  test('looks at the last days alone', () => {
    const at = (days: number): ItemLine => issue(1, { finished: ago(days) })
    expect(of({ a: at(28), p: merged })).toMatch(/^fail 1\/1/)
    expect(of({ a: at(29), p: merged })).toBe('not_applicable')
    expect(of({ a: at(0), p: merged })).toMatch(/^fail 1\/1/)
    expect(of({ a: at(-1), p: merged })).toBe('not_applicable')
    expect(of({ a: at(29), p: merged }, {}, { days: 29 })).toMatch(/^fail 1\/1/)
    expect(of({ a: at(3), p: { ...merged, finished: ago(29) } })).toBe('not_applicable')
  })

  test('asks issues that have a key and want code, of teams that work by pull requests', () => {
    expect(of({ a: issue(1) })).toBe('not_applicable')
    expect(of({ a: issue(1), p: { type: 'pull_request' } })).toBe('not_applicable')
    expect(of({ a: issue(1), p: { ...merged, statusCategory: 'in_progress' } })).toBe('not_applicable')
    const others: readonly ItemLine[] = [
      { type: 'epic' },
      { labels: ['question'] },
      { statusCategory: 'cancelled' },
      { summary: true },
    ]
    for (const no of others) expect(of({ a: { ...issue(1), ...no }, p: merged })).toBe('not_applicable')
    expect(of({ a: closed, p: merged })).toBe('not_applicable')
    expect(of({ a: issue(1, { labels: ['ops'] }), p: merged }, {}, { leaveOut: ['ops'] })).toBe(
      'not_applicable',
    )
  })

  test('is unknown where it is not known when issues were closed, and where links are missing', () => {
    const undated: ItemLine = { key: 'acme/dock#1', statusCategory: 'done' }
    expect(of({ a: undated, p: merged })).toBe('unknown')
    expect(of({ a: undated, b: issue(2), p: merged })).toMatch(/^fail 1\/1/)
    expect(of({ a: issue(1), p: merged }, { missing: { dependency: 'The stream failed.' } })).toBe('unknown')
  })
})

test('issues are named by a number, a key or an address', () => {
  expect(namedIssues('Closes #7, acme/fair#8 and DOCK-12', 'acme/dock#1')).toEqual([
    'acme/dock#7',
    'acme/fair#8',
    'dock-12',
  ])
  expect(
    namedIssues('https://h.example/acme/dock/issues/42 https://h.example/a/b/-/issues/5', undefined),
  ).toEqual(['acme/dock#42', 'a/b#5'])
  expect(namedIssues('#7 of nowhere, xDOCK-1 and dock-1', 'DOCK-3')).toEqual([])
})
