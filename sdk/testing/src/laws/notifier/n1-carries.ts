import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { linesOf } from '../asked-request.ts'
import { deliverWell } from './deliver.ts'
import { everyNotification } from './drawn-notification.ts'

/** See the law's own title. */
export const n1: Law = {
  id: 'N1',
  title: 'Every type of notification is delivered, and carries its id',
  why: 'By the id a receiver tells one event from another and finds it again; a type that is dropped is an alarm that nobody hears.',
  file: 'src/laws/notifier/n1-carries.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject) {
    for (const notification of everyNotification()) {
      const { asked } = await deliverWell(subject, { notification })
      const carries = asked.some(({ url, headers, body }) =>
        [url, body, ...headers.map(([, value]) => value)].some((text) => text.includes(notification.id)),
      )
      if (carries) continue
      throw new LawBroken({
        message: `A notification of type "${notification.type}" goes out without its id "${notification.id}".`,
        transcript: asked.flatMap(linesOf),
      })
    }
  },
}
