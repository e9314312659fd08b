import { findCanaries, type Canary } from '../../canary/canary.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { deliver, notifierOf } from './deliver.ts'
import { everyNotification } from './drawn-notification.ts'

/** Shortest path that counts as something only the receiver and the PMO should know. */
const LEAST_PATH = 8

/** Secrets, and the addresses that may only be known by knowing them: for many chats, the address is the key. */
function hidden(subject: LawSubject): readonly Canary[] {
  const { notifier, config } = notifierOf(subject)
  const paths = notifier.egress(config).flatMap((address) => {
    if (!URL.canParse(address)) return []
    const { pathname, search } = new URL(address)
    return pathname.length + search.length < LEAST_PATH
      ? []
      : [{ name: 'path of the receiver', value: pathname + search }]
  })
  return [...Object.entries(subject.secrets ?? {}).map(([name, value]) => ({ name, value })), ...paths]
}

async function echoed(request: Request): Promise<string> {
  return [...[...request.headers].map((pair) => pair.join(': ')), await request.text()].join('\n')
}

const RECEIVERS: readonly ((request: Request) => Promise<Response>)[] = [
  async (request) =>
    new Response(await echoed(request), { status: 403, headers: { 'content-type': 'text/plain' } }),
  async (request) => Response.json({ error: await echoed(request) }, { status: 500 }),
  () => Promise.reject(new TypeError('fetch failed')),
]

/** See the law's own title. */
export const n4: Law = {
  id: 'N4',
  title: 'Neither a secret nor the secret path of a receiver appears in what is said about a delivery',
  why: 'Results and logs are shown to every reader of the portfolio; for most chats whoever knows the address can write.',
  file: 'src/laws/notifier/n4-secrets.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject) {
    const canaries = hidden(subject)
    const [notification] = everyNotification()
    if (notification === undefined) return
    for (const receive of RECEIVERS) {
      const { result, thrown, log, asked } = await deliver(subject, { notification, receive })
      // What the host itself says names addresses without what is secret in them.
      const own = thrown === undefined || thrown.byHost ? '' : thrown.message
      const secretsOnly = canaries.filter(({ name }) => name !== 'path of the receiver')
      const [sighting] = [
        ...findCanaries(canaries, {
          'the result': JSON.stringify(result) ?? '',
          'what it throws': own,
          'the log': log.join('\n'),
        }),
        ...findCanaries(secretsOnly, { 'its own request': JSON.stringify(asked) }),
      ]
      if (sighting === undefined) continue
      throw new LawBroken({
        message: `The ${sighting.canary} stands in ${sighting.place}, ${sighting.form}; say what happened without it.`,
        transcript: [sighting.excerpt],
      })
    }
  },
}
