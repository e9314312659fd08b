import { STREAM_HEADER, type StreamResult } from '@headless-pmo/engine'
import type { Refresh } from '@headless-pmo/sdk'
import {
  differences,
  needsUpstream,
  openTrial,
  stateOf,
  transcriptOf,
  type AskedRequest,
  type AskRun,
  type Trial,
} from '../../trial/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Headers and parameters by which a server takes one method for another. */
const OVERRIDE = /^(x-http-method(-override)?|x-method-override|_method)$/i

export const h4Reading: Law = {
  id: 'H4',
  title: 'Reading is read-only',
  why: 'People connect a tracker to look at it: a sync that marks, moves or closes anything there is not forgiven.',
  file: 'src/laws/wire/h4-reading.ts',
  kinds: ['connector'],
  applies: needsUpstream,
  async check(subject) {
    await readsOnly(subject)
    await writesWebhooksAlone(subject)
  },
}

async function readsOnly(subject: LawSubject): Promise<void> {
  await using trial = await openTrial(subject)
  const asked: AskedRequest[] = []
  const before = liveOf(trial)
  const first = await trial.sync()
  const state = await stateOf(trial)
  asked.push(...first.asked)
  const runs = [
    await trial.sync(),
    await trial.sync({ full: true }),
    await trial.sync({ refresh: await everything(trial) }),
  ]
  for (const run of runs) asked.push(...run.asked)
  asked.push(...(await trial.ask((context) => trial.connector.probe(context))).asked)
  const written = asked.find((request) => changes(request))
  if (written !== undefined)
    throw new LawBroken({
      message: `The plugin asks ${written.method} ${written.url}, which does more than read. Where a POST only reads, declare its address under queries; an OData batch may hold GET alone.`,
    })
  if (liveOf(trial) !== before)
    throw new LawBroken({
      message: 'The tracker has other items after it was read than before.',
      transcript: [`before: ${before}`, `after: ${liveOf(trial)}`],
    })
  const different = differences(await stateOf(trial), state)
  if (different.length > 0)
    throw new LawBroken({
      message:
        'Nobody changed the tracker, and yet reading it again gives something else: reading has changed it.',
      transcript: [...runs.flatMap(transcriptOf), ...different],
    })
}

/** Where deliveries would go to; it holds what looks like a token. */
const HOOK_ADDRESS = 'https://kit.example/webhooks/kit/kit-token-which-nobody-guesses'

/**
 * Registering webhooks is the one thing that may write, at its own addresses alone; what it does is found in the list, and undone by
 * removing it. An upstream that has no such addresses says nothing about it.
 */
async function writesWebhooksAlone(subject: LawSubject): Promise<void> {
  await using trial = await openTrial(subject)
  const subscription = trial.connector.webhook?.subscription
  if (subscription === undefined || subscription.available?.(trial.config) === false) return
  const listed = await trial.ask((context) => subscription.list(context))
  const looked = listed.asked.find(changes)
  if (looked !== undefined)
    throw new LawBroken({
      message: `Listing webhooks asks ${looked.method} ${looked.url}, which does more than read. Only register, renew and remove may write.`,
    })
  if (listed.asked.some(({ status }) => status === 404)) return
  const writes = subscription.writes(trial.config)
  const before = liveOf(trial)
  const made = valueOf(
    await trial.ask((context) => subscription.register({ ...context, address: HOOK_ADDRESS }), writes),
    'Registering webhooks',
  )
  const ids = made.map(({ id }) => id)
  const now = valueOf(await trial.ask((context) => subscription.list(context)), 'Listing webhooks')
  const missing = ids.find((id) => !now.some((lease) => lease.id === id))
  if (ids.length === 0 || missing !== undefined)
    throw new LawBroken({
      message:
        'The webhook that was just registered is not in the list, by its id. Give the same ids in both: by them the host knows what it holds.',
      transcript: [`registered: ${ids.join(', ')}`, `listed: ${now.map(({ id }) => id).join(', ')}`],
    })
  const { renew } = subscription
  if (renew !== undefined)
    valueOf(await trial.ask((context) => renew({ ...context, ids }), writes), 'Renewing webhooks')
  valueOf(await trial.ask((context) => subscription.remove({ ...context, ids }), writes), 'Removing webhooks')
  const left = valueOf(await trial.ask((context) => subscription.list(context)), 'Listing webhooks')
  const still = left.find(({ id }) => ids.includes(id))
  if (still !== undefined)
    throw new LawBroken({ message: `The webhook ${still.id} was removed, and the tracker still lists it.` })
  if (liveOf(trial) !== before)
    throw new LawBroken({
      message: 'The tracker has other items after a webhook was registered and removed than before.',
      transcript: [`before: ${before}`, `after: ${liveOf(trial)}`],
    })
}

/** What a question about webhooks gave. @throws LawBroken where it was refused or failed */
function valueOf<T>({ ended, asked }: AskRun<T>, words: string): T {
  const refused = asked.find(({ refused: why }) => why === 'method-refused' || why === 'egress-refused')
  if (refused !== undefined)
    throw new LawBroken({
      message: `${words} asks ${refused.method} ${refused.url}, which is not among the addresses under writes. Declare it there, within the egress, or leave it alone.`,
    })
  if (ended.state === 'done') return ended.value
  const why =
    ended.state === 'threw' && ended.error instanceof Error ? ended.error.message : 'it does not end'
  throw new LawBroken({
    message: `${words} fails at a tracker that has nothing against it: ${why}`,
    transcript: asked.map(({ method, url, status }) => `${method} ${url}: ${status ?? 'no reply'}`),
  })
}

function changes({ method, refused, headers, url }: AskedRequest): boolean {
  if (refused === 'method-refused') return true
  if (!READING.has(method) && method !== 'POST') return true
  const parameters = URL.canParse(url) ? [...new URL(url).searchParams.keys()] : []
  return [...Object.keys(headers), ...parameters].some(
    (name) => name !== STREAM_HEADER && OVERRIDE.test(name),
  )
}

const liveOf = ({ connector, upstream }: Trial): string =>
  JSON.stringify(
    Object.keys(connector.streams).map((stream) => [stream, upstream.live(stream)?.toSorted() ?? 'untold']),
  )

/** Asks for every stored item again, by name. */
async function everything(trial: Trial): Promise<ReadonlyMap<StreamResult['stream'], readonly Refresh[]>> {
  const named = new Map<string, Refresh[]>()
  for (const { stream, ref } of (await trial.items()).values())
    named.set(stream, [...(named.get(stream) ?? []), { ref }])
  return named
}
