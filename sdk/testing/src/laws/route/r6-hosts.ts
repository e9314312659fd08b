import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'

const ELSEWHERE = 'https://elsewhere.invalid/'

/** See the law's own title. */
export const r6: Law = {
  id: 'R6',
  title: 'A route reads from its declared addresses alone, whatever its caller names, and writes nowhere',
  why: 'A caller could otherwise make the server fetch what only the server can reach.',
  file: 'src/laws/route/r6-hosts.ts',
  kinds: ['route'],
  applies: (subject) => routeCaseOf(subject).requests.length > 0 || 'the test gives no requests',
  async check(subject) {
    for (const base of routeCaseOf(subject).requests) {
      const question = base.path.includes('?') ? '&' : '?'
      const leading = `${base.path}${question}url=${encodeURIComponent(ELSEWHERE)}&next=${encodeURIComponent(ELSEWHERE)}`
      for (const request of [base, { ...base, path: leading }]) {
        const { refused } = await callRoute(subject, { request })
        if (refused.length === 0) continue
        throw new LawBroken({
          message: `${nameOf(request)}: the host had to stop a request.`,
          transcript: refused,
        })
      }
    }
  },
}
