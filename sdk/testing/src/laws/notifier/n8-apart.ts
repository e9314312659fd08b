import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { linesOf } from '../asked-request.ts'
import { deliver } from './deliver.ts'
import { notificationOf } from './drawn-notification.ts'

const COUNT = 4

/** See the law's own title. */
export const n8: Law = {
  id: 'N8',
  title: 'Deliveries that are under way at once do not mix',
  why: 'A notifier serves several receivers; what belongs to one must never reach another.',
  file: 'src/laws/notifier/n8-apart.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject) {
    const ids = Array.from({ length: COUNT }, (_, index) => `ntf_apart_${index}`)
    const accept = subject.notifier?.accept ?? (() => new Response(null, { status: 204 }))
    const all = await Promise.all(
      ids.map((id, index) =>
        deliver(subject, {
          notification: notificationOf('run.failed', id),
          deliveryId: `dlv_apart_${index}`,
          receive: async () => {
            // Each answers after the ones begun later have been sent.
            for (let turn = 0; turn < COUNT - index; turn++) await new Promise((done) => setImmediate(done))
            return accept()
          },
        }),
      ),
    )
    for (const [index, { asked }] of all.entries()) {
      const others = [...ids, ...ids.map((_, at) => `dlv_apart_${at}`)].filter(
        (id) => !id.endsWith(`_${index}`),
      )
      const text = JSON.stringify(asked)
      const wrong = others.find((id) => text.includes(id))
      if (wrong === undefined) continue
      throw new LawBroken({
        message: `The delivery of ${ids[index] ?? ''} carries "${wrong}" of another; keep nothing in the module.`,
        transcript: asked.flatMap(linesOf),
      })
    }
  },
}
