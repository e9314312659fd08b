import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { settles } from '../settles.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'

/** See the law's own title. */
export const r5: Law = {
  id: 'R5',
  title: 'A route ends when its caller has gone, and asks nothing more',
  why: 'A page that is reloaded ten times would keep ten questions to the database under way.',
  file: 'src/laws/route/r5-abort.ts',
  kinds: ['route'],
  applies: (subject) => routeCaseOf(subject).requests.length > 0 || 'the test gives no requests',
  async check(subject) {
    for (const request of routeCaseOf(subject).requests) {
      const caller = new AbortController()
      const giveUp = new AbortController()
      let asked = 0
      const query = async (): Promise<never> => {
        asked++
        caller.signal.throwIfAborted()
        // As the host does: what is under way ends with the caller.
        return new Promise((_, reject) => {
          caller.signal.addEventListener('abort', () => reject(caller.signal.reason as Error), { once: true })
        })
      }
      const call = callRoute(subject, { request, query, signal: caller.signal, giveUp: giveUp.signal })
      await settles(call)
      const before = asked
      caller.abort(new Error('The caller has gone.'))
      const ended = await settles(call)
      giveUp.abort(new Error('It never ended.'))
      await call
      if (!ended) {
        throw new LawBroken({
          message: `${nameOf(request)} goes on after its caller has gone; heed \`signal\`.`,
        })
      }
      if (asked > before) {
        throw new LawBroken({
          message: `${nameOf(request)} asks ${asked - before} more of the portfolio after its caller has gone.`,
        })
      }
    }
  },
}
