import fc from 'fast-check'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'

/**
 * Paths that a route is asked for by mistake, or by someone who looks around. Made when they are needed: fast-check works
 * a second and a half on `webPath`, which every test that imports the kit would pay.
 */
const strangePaths = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      '/',
      '/nothing-here',
      '/.env',
      '/%2e%2e/config',
      '//elsewhere.invalid/',
      '/a/b/c?x=1',
      '/%00',
    ),
    fc.webPath({ size: 'small' }).map((path) => `/not-there${path}`),
  )

/** See the law's own title. */
export const r1: Law = {
  id: 'R1',
  title:
    'A route answers what it says it does, refuses every other path, and leads nobody outside of its mount',
  why: 'What answers everything hides mistakes of callers, and a redirect to a path of the server is a way round its rights.',
  file: 'src/laws/route/r1-mount.ts',
  kinds: ['route'],
  applies: (subject) =>
    routeCaseOf(subject).requests.length > 0 ||
    'the test gives no requests: add route: { requests: [{ path: … }] }',
  async check(subject, { seed, count }) {
    const { requests } = routeCaseOf(subject)
    for (const request of requests) {
      const { reply, thrown } = await callRoute(subject, { request })
      const wanted = request.status ?? 200
      if (reply?.status === wanted) continue
      throw new LawBroken({
        message: `${nameOf(request)} is answered ${reply?.status ?? `by an error, ${thrown ?? ''}`}, not ${wanted}.`,
        transcript: reply === undefined ? [] : [reply.body.slice(0, 300)],
      })
    }
    const known = new Set(requests.map(({ path }) => new URL(path, 'http://route.invalid').pathname))
    for (const path of fc.sample(strangePaths(), { seed, numRuns: count })) {
      if (known.has(new URL(path, 'http://route.invalid').pathname)) continue
      const request = { path }
      const { reply, thrown } = await callRoute(subject, { request })
      const outside = reply?.headers.find(([name, to]) => name === 'location' && /^(?:\/|[a-z]+:)/i.test(to))
      if (outside !== undefined) {
        throw new LawBroken({ message: `${nameOf(request)} leads to ${outside[1]}, outside of its mount.` })
      }
      if (reply !== undefined && reply.status >= 400 && reply.status < 500) continue
      throw new LawBroken({
        message: `${nameOf(request)}, which is none of its paths, is answered ${reply?.status ?? `by an error, ${thrown ?? ''}`}; answer 404.`,
      })
    }
  },
}
