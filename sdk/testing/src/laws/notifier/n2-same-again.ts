import fc from 'fast-check'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { linesOf } from '../asked-request.ts'
import { deliverWell } from './deliver.ts'
import { notificationOf } from './drawn-notification.ts'

const HOUR = 3_600_000

/** See the law's own title. */
export const n2: Law = {
  id: 'N2',
  title: 'Another attempt at a delivery sends the same again',
  why: 'A receiver that got the first attempt, but whose answer was lost, can only tell a repetition by its being the same.',
  file: 'src/laws/notifier/n2-same-again.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject, { seed }) {
    const [number = 1] = fc.sample(fc.integer({ min: 1, max: 1_000_000 }), { seed, numRuns: 1 })
    const notification = notificationOf('run.failed', `ntf_${number}`)
    const deliveryId = `dlv_${number}_c0ffee`
    const first = await deliverWell(subject, { notification, deliveryId })
    const third = await deliverWell(subject, { notification, deliveryId, attempt: 3, later: HOUR })
    if (JSON.stringify(first.asked) === JSON.stringify(third.asked)) return
    throw new LawBroken({
      message:
        'The third attempt, an hour later, sends something else than the first; leave out the time and the number of the attempt, and use deliveryId.',
      transcript: ['First:', ...first.asked.flatMap(linesOf), 'Third:', ...third.asked.flatMap(linesOf)],
    })
  },
}
