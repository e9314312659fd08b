import fc from 'fast-check'
import {
  cleanSync,
  differences,
  isAllWell,
  needsWeb,
  openTrial,
  partOf,
  stateOf,
  transcriptOf,
  tryCases,
  type CleanSync,
} from '../../trial/index.ts'
import { ELSEWHERE, leadsNextPageAway, redirects, type WireFault } from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

interface Lure {
  readonly words: string
  readonly fault: WireFault
}

const LURES: readonly Lure[] = [
  { words: 'a redirect (302)', fault: redirects() },
  { words: 'a permanent redirect (308)', fault: redirects(ELSEWHERE, 308) },
  { words: 'a link to the next page', fault: leadsNextPageAway() },
]

export const h3Egress: Law = {
  id: 'H3',
  title: 'Only declared hosts are asked, also where a redirect or a link to the next page leads elsewhere',
  why: 'Whoever can put an address into a reply could otherwise lead the token, or the data, to a host of his own.',
  file: 'src/laws/wire/h3-egress.ts',
  kinds: ['connector'],
  applies: needsWeb,
  async check(subject, rounds) {
    await staysAtHome(subject)
    // Small pages, so that there are links to follow.
    const clean = await cleanSync(subject, { pageSize: 2 })
    const cases = fc.record({
      at: fc.nat(Math.max(0, clean.run.sent.length - 1)),
      lure: fc.constantFrom(...LURES),
    })
    await tryCases(partOf(rounds, 0.6), cases, (one) => isNotLuredAway(subject, clean, one))
  },
}

/** Everything that the connector does by itself. */
async function staysAtHome(subject: LawSubject): Promise<void> {
  await using trial = await openTrial(subject)
  const { scopes } = trial.connector
  const runs = [
    await trial.sync(),
    await trial.sync({ full: true }),
    await trial.ask((context) => trial.connector.probe(context)),
    ...(scopes === undefined ? [] : [await trial.ask((context) => all(scopes(context)))]),
  ]
  for (const { asked } of runs) {
    const outside = asked.find(({ refused }) => refused === 'egress-refused')
    if (outside === undefined) continue
    throw new LawBroken({
      message: `The plugin asks ${outside.url}, which its egress does not declare. Add the address there, or do not ask it.`,
    })
  }
}

async function all<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const one of source) found.push(one)
  return found
}

async function isNotLuredAway(
  subject: LawSubject,
  clean: CleanSync,
  { at, lure }: { readonly at: number; readonly lure: Lure },
): Promise<void> {
  await using trial = await openTrial(subject, { pageSize: 2 })
  const before = trial.wire.sent.length
  trial.wire.fault({ fault: lure.fault, after: at })
  const run = await trial.sync()
  const how = `The reply to request ${at + 1} held ${lure.words} to ${ELSEWHERE}`
  const away = trial.wire.sent.slice(before).find(({ url }) => url.startsWith(ELSEWHERE))
  if (away !== undefined)
    throw new LawBroken({
      message: `${how}, and the plugin went there: its egress lets any host through.`,
      transcript: transcriptOf(run),
    })
  const different = differences(await stateOf(trial), clean.state)
  if (isAllWell(run) && different.length > 0)
    throw new LawBroken({
      message: `${how}. It was refused, and the sync says that all went well although it did not read everything. Let the error of fetch through.`,
      transcript: [...transcriptOf(run), ...different],
    })
  trial.wire.mend()
  const again = await trial.sync()
  const left = differences(await stateOf(trial), clean.state)
  if (isAllWell(again) && left.length === 0) return
  throw new LawBroken({
    message: `${how}. It was refused, and the next sync did not make good what was missed.`,
    transcript: [...transcriptOf(run), ...transcriptOf(again), ...left],
  })
}
