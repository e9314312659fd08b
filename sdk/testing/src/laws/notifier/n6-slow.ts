import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { settles } from '../settles.ts'
import { deliver } from './deliver.ts'
import { notificationOf } from './drawn-notification.ts'

/** Receivers that never come to an end: one says nothing, one says half. */
const RECEIVERS: Readonly<Record<string, () => Promise<Response>>> = {
  'does not answer': () => new Promise(() => {}),
  'does not end its answer': async () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"ok":')),
      }),
      { status: 500 },
    ),
}

/** See the law's own title. */
export const n6: Law = {
  id: 'N6',
  title: 'An attempt ends when its time is over, however slow the receiver is',
  why: 'A few receivers that hang would hold up the deliveries to all the others.',
  file: 'src/laws/notifier/n6-slow.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject) {
    const notification = notificationOf('run.failed', 'ntf_6')
    for (const [what, answer] of Object.entries(RECEIVERS)) {
      const time = new AbortController()
      const giveUp = new AbortController()
      const asked = Promise.withResolvers<void>()
      const attempt = deliver(subject, {
        notification,
        signal: time.signal,
        giveUp: giveUp.signal,
        receive: () => {
          asked.resolve()
          return answer()
        },
      })
      // Whatever becomes of it is looked at below.
      attempt.catch(() => {})
      await Promise.race([asked.promise, attempt])
      await settles(attempt)
      time.abort(new Error('The time for this attempt is over.'))
      const ended = await settles(attempt)
      giveUp.abort(new Error('It never ended.'))
      await attempt
      if (ended) continue
      throw new LawBroken({
        message: `The notifier goes on waiting after its time is over, where the receiver ${what}; hand \`signal\` to fetch, and wait for nothing else.`,
      })
    }
  },
}
