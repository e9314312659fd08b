import fc from 'fast-check'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'
import type { RouteRequest } from './route-case.ts'

const BODIES = [
  '',
  'null',
  '[]',
  '0',
  '"text"',
  '{',
  '{"__proto__":{"admin":true},"constructor":null}',
  '[[['.repeat(2000),
  '{"a":'.repeat(2000),
  '\u0000\uFFFD',
  'x'.repeat(300_000),
]

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']

const QUERIES = [
  '',
  '?',
  '?a[]=1&a[]=2',
  '?limit=-1',
  '?limit=1e999',
  `?q=${'%F0%9F%9A%A7'.repeat(300)}`,
  '?%',
  '?__proto__=1',
]

/** Ways to get a good request wrong. */
function spoilt(requests: readonly RouteRequest[]): fc.Arbitrary<RouteRequest> {
  return fc
    .record({
      base: fc.constantFrom(...requests),
      method: fc.option(fc.constantFrom(...METHODS), { nil: undefined }),
      body: fc.option(fc.oneof(fc.constantFrom(...BODIES), fc.json(), fc.string()), { nil: undefined }),
      query: fc.option(fc.constantFrom(...QUERIES), { nil: undefined }),
      type: fc.option(fc.constantFrom('text/plain', 'application/json', 'text/csv', 'multipart/form-data'), {
        nil: undefined,
      }),
    })
    .map(({ base, query, type, ...other }) => {
      const method = other.method ?? base.method ?? 'GET'
      const body = method === 'GET' || method === 'HEAD' ? undefined : (other.body ?? base.body)
      return {
        method,
        path: query === undefined ? base.path : base.path.replace(/\?.*$/, '') + query,
        headers: { ...base.headers, ...(type === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body }),
      }
    })
}

/** See the law's own title. */
export const r3: Law = {
  id: 'R3',
  title: 'Bad input is answered with a status of 400 to 499, never with an error of the server',
  why: 'A caller who made a mistake has to learn which; an error of the server wakes the operator instead.',
  file: 'src/laws/route/r3-bad-input.ts',
  kinds: ['route'],
  applies: (subject) => routeCaseOf(subject).requests.length > 0 || 'the test gives no requests',
  async check(subject, { seed, count }) {
    const { requests } = routeCaseOf(subject)
    for (const request of fc.sample(spoilt(requests), { seed, numRuns: count * 3 })) {
      const { reply, thrown } = await callRoute(subject, { request })
      if (reply !== undefined && reply.status < 500) continue
      throw new LawBroken({
        message: `${nameOf(request)} ${thrown === undefined ? `is answered ${reply?.status ?? ''}` : `throws "${thrown}"`} where the input is wrong; check the input with a schema, and answer 400.`,
        transcript: [
          `Content-type: ${request.headers?.['content-type'] ?? 'none'}`,
          `Body: ${request.body?.slice(0, 200) ?? 'none'}`,
        ],
      })
    }
  },
}
