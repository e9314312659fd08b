import type { ManifestEndpoint } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { EndpointMatch } from './endpoint-match.ts'

const endpoint = (path: string, more: Partial<ManifestEndpoint> = {}): ManifestEndpoint => ({
  method: 'GET',
  path,
  reply: {},
  statuses: [],
  ...more,
})

const match = new EndpointMatch(
  [
    endpoint('/me'),
    endpoint('/projects/{id}/issues'),
    endpoint('/projects/{id}'),
    endpoint("/Projects('{id}')/TaskLinks"),
    endpoint('/graphql', { method: 'POST', operation: 'Items' }),
    endpoint('/graphql', { method: 'POST', operation: 'Fields' }),
  ],
  ['https://tracker.example/api/v3', 'https://tracker.example/api/graphql', 'file:///plans/'],
)
const found = (method: string, url: string, operation?: string): string | undefined => {
  const one = match.find({ method, url, ...(operation !== undefined && { operation }) })
  return one === undefined ? undefined : `${one.path}${one.operation ?? ''}`
}

test.each([
  ['GET', 'https://tracker.example/api/v3/me?x=1', '/me'],
  ['GET', 'https://tracker.example/api/v3/projects/7', '/projects/{id}'],
  ['GET', 'https://tracker.example/api/v3/projects/a%2Fb/issues', '/projects/{id}/issues'],
  ['GET', "https://tracker.example/api/v3/Projects('0a-1')/TaskLinks", "/Projects('{id}')/TaskLinks"],
  ['POST', 'https://tracker.example/api/v3/me', undefined],
  ['GET', 'https://tracker.example/me', undefined],
  ['GET', 'https://other.example/api/v3/me', undefined],
  ['GET', 'https://tracker.example/api/v3/projects/7/8', undefined],
])('%s %s is %s', (method, url, expected) => {
  expect(found(method, url)).toBe(expected)
})

test('operations of one address are told apart, also where it is an address of its own', () => {
  expect(found('POST', 'https://tracker.example/api/graphql', 'Items')).toBe('/graphqlItems')
  expect(found('POST', 'https://tracker.example/api/v3/graphql', 'Fields')).toBe('/graphqlFields')
  expect(found('POST', 'https://tracker.example/api/graphql', 'Other')).toBeUndefined()
})

test('of a request that no endpoint fits only what the contract itself says is shown', () => {
  const url = 'https://tracker.example/api/v3/projects/Zebra/secrets?q=launch'
  expect(match.shown({ method: 'GET', url })).toBe('GET /*/*/projects/*/*')
})
