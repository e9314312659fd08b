import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'

/** See the law's own title. */
export const r7: Law = {
  id: 'R7',
  title: 'The same question gets the same answer, whoever else asks at the same time',
  why: 'What one caller asked must not show in the answer to another.',
  file: 'src/laws/route/r7-apart.ts',
  kinds: ['route'],
  applies: (subject) => routeCaseOf(subject).requests.length > 0 || 'the test gives no requests',
  async check(subject) {
    const { requests } = routeCaseOf(subject)
    const alone = []
    for (const request of requests) alone.push(await callRoute(subject, { request }))
    const twice = [...requests, ...requests.toReversed()]
    const together = await Promise.all(twice.map((request) => callRoute(subject, { request })))
    for (const [index, request] of twice.entries()) {
      const [before, after] = [alone[requests.indexOf(request)], together[index]]
      if (JSON.stringify(before) === JSON.stringify(after)) continue
      throw new LawBroken({
        message: `${nameOf(request)} is answered otherwise when it is asked again, among other requests; keep nothing in the module.`,
        transcript: [
          `First: ${before?.reply?.status ?? ''} ${before?.reply?.body.slice(0, 200) ?? ''}`,
          `Then: ${after?.reply?.status ?? ''} ${after?.reply?.body.slice(0, 200) ?? ''}`,
        ],
      })
    }
  },
}
