import { expect, test } from 'vitest'
import { toRemoteLink } from './remote-link.ts'

const URL_OF = 'https://code.example/acme/app/issues/7'
const link = (relationship?: string) => ({
  id: 31,
  ...(relationship !== undefined && { relationship }),
  object: { url: URL_OF, title: 'The app' },
})
const far = { key: URL_OF, url: URL_OF, title: 'The app' }

test.each([
  ['is blocked by', { type: 'blocks', from: far, to: '10' }],
  ['Depends on', { type: 'blocks', from: far, to: '10' }],
  ['blocks', { type: 'blocks', from: '10', to: far }],
  ['mentioned on', { type: 'relates', from: '10', to: far }],
  [undefined, { type: 'relates', from: '10', to: far, nativeType: 'remote link' }],
])('a remote link that says %j', (relationship, wanted) => {
  expect(toRemoteLink(link(relationship), '10')).toMatchObject([
    { ref: 'remote:31', external: true, ...wanted },
  ])
})

test('a link that names no target is left out', () => {
  expect(toRemoteLink({ id: 31, relationship: 'blocks' }, '10')).toEqual([])
})
