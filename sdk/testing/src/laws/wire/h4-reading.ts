import { STREAM_HEADER, type StreamResult } from '@headless-pmo/engine'
import type { Refresh } from '@headless-pmo/sdk'
import {
  differences,
  needsUpstream,
  openTrial,
  stateOf,
  transcriptOf,
  type AskedRequest,
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
  check: async (subject) => readsOnly(subject),
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
      message: `The plugin asks ${written.method} ${written.url}, which does more than read. Where a POST only reads, declare its address under queries.`,
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
