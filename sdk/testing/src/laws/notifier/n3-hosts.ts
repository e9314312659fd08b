import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { deliver } from './deliver.ts'
import { everyNotification } from './drawn-notification.ts'

/** Answers that lead elsewhere. */
const LEADING: readonly (() => Response)[] = [
  () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.invalid/hook' } }),
  () =>
    Response.json(
      { url: 'https://elsewhere.invalid/next', next: 'https://elsewhere.invalid/next' },
      { status: 202, headers: { link: '<https://elsewhere.invalid/next>; rel="next"' } },
    ),
]

/** See the law's own title. */
export const n3: Law = {
  id: 'N3',
  title: 'A notifier talks to its declared addresses alone, whatever a notification or an answer names',
  why: 'What a portfolio is about would go to whoever can write an address into a title or a reply.',
  file: 'src/laws/notifier/n3-hosts.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject) {
    const accept = subject.notifier?.accept ?? (() => new Response(null, { status: 204 }))
    for (const answer of [accept, ...LEADING]) {
      for (const notification of everyNotification()) {
        const { refused, asked } = await deliver(subject, { notification, receive: async () => answer() })
        if (refused.length === 0) continue
        throw new LawBroken({
          message: `The host had to stop a request: ${refused[0] ?? ''}`,
          transcript: asked.map(({ method, url }) => `${method} ${url}`),
        })
      }
    }
  },
}
