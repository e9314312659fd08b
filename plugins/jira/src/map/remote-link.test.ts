import { expect, test } from 'vitest'
import { toRemoteLink } from './remote-link.ts'

const link = (url: string) => ({ id: 9, relationship: 'mentioned in', object: { url, title: 'T' } })
const keyOf = (url: string, projects?: readonly string[]): unknown => {
  const [record] = toRemoteLink(link(url), '1', { projects })
  return record?.kind === 'dependency' && typeof record.to === 'object' ? record.to.key : undefined
}

test('a link leads out of the issue, and keeps the address and title of its target', () => {
  expect(toRemoteLink(link('https://wiki.example/x'), '1')).toEqual([
    {
      kind: 'dependency',
      ref: 'remote:9',
      from: '1',
      to: { key: 'https://wiki.example/x', title: 'T', url: 'https://wiki.example/x' },
      type: 'relates',
      nativeType: 'mentioned in',
      external: true,
    },
  ])
})

test('an issue of GitHub is named as GitHub names it', () => {
  expect(keyOf('https://github.com/acme/app/issues/12#top')).toBe('acme/app#12')
  expect(keyOf('https://ghe.example/acme/app/pull/3')).toBe('acme/app#3')
  expect(keyOf('https://github.com/acme/app/issues')).toBe('https://github.com/acme/app/issues')
})

test('an issue of another Jira is named by its key only where it cannot be one of ours', () => {
  const url = 'https://two.example/jira/browse/ABC-1'
  expect(keyOf(url, ['WEB'])).toBe('ABC-1')
  for (const projects of [undefined, ['ABC'], ['WEB', '10000']]) expect(keyOf(url, projects)).toBe(url)
})

test('a link without a target is none', () => {
  expect(toRemoteLink({ id: 9, object: {} }, '1')).toEqual([])
})

test.each([
  ['is blocked by', 'blocks', 'far'],
  ['Depends on', 'blocks', 'far'],
  ['blocks', 'blocks', 'issue'],
  ['mentioned in', 'relates', 'issue'],
])('a remote link that says %j is of type %s and leads from the %s', (relationship, type, from) => {
  const [record] = toRemoteLink({ ...link('https://wiki.example/x'), relationship }, '1')
  expect(record).toMatchObject({ type, [from === 'issue' ? 'from' : 'to']: '1' })
})
