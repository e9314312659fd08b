import { connectorOf } from '../../host/index.ts'
import type { AnyConnector, Stream } from '@headless-pmo/sdk'
import { kitClock } from '../../host/index.ts'
import { items, Stage, type Reach } from '../../scenario/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import { isLawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

/** Streams of the plugin's connector that fit. */
export function streamsThat(
  { plugin }: LawSubject,
  fits: (stream: Stream) => boolean,
): readonly (readonly [name: string, stream: Stream])[] {
  return Object.entries(connectorOf(plugin).streams).filter(([, stream]) => fits(stream))
}

/** What the upstream can do, from one that is asked nothing else. */
export async function abilities(subject: LawSubject): Promise<Required<Pick<Upstream, 'can' | 'takes'>>> {
  if (subject.upstream === undefined) return { can: new Set(), takes: new Set() }
  const upstream = await subject.upstream({
    clock: kitClock(),
    pageSize: 3,
    seed: 0,
    secrets: subject.secrets ?? {},
  })
  const { can, takes = new Set() } = upstream
  await upstream[Symbol.asyncDispose]?.()
  return { can, takes }
}

/** So far every reader may come. */
const LEAST: Reach = { requests: 5, pages: 5, within: [] }

/**
 * How many requests and pages a read of a few items takes: what disturbs a run has to fall anywhere within it, not
 * among the first questions of a connector that asks a lot before it comes to its items.
 */
export async function reachOf(subject: LawSubject): Promise<Reach> {
  await using stage = await Stage.open(subject, { pageSize: 2 })
  try {
    await stage.applyAll(items(4))
    const { requests, pages, stretches } = await stage.sync()
    let sent = 0
    const within = stretches.flatMap(({ stream, requests: own }, at) => {
      sent += own
      // The next request, and the one after it: pages are smaller in many cases.
      return stretches[at + 1]?.stream === stream ? [sent + 1, sent + 2] : []
    })
    return {
      within: [...new Set(within)],
      requests: Math.max(requests, LEAST.requests),
      pages: Math.max(pages.length, LEAST.pages),
    }
  } catch (error) {
    // The law itself tells of it, with its case.
    if (!isLawBroken(error)) throw error
    return LEAST
  }
}

/**
 * The connector with nothing that looks for removals. A census also finds what a cursor has passed by, and would
 * hide until the next one is due that it did.
 */
export function withoutCensus(connector: AnyConnector): AnyConnector {
  const streams = Object.entries(connector.streams).map(([name, { census: _census, ...stream }]) => [
    name,
    stream.deletes === 'census' ? { ...stream, deletes: 'none' } : stream,
  ])
  // Streams as they were, but for their census.
  return { ...connector, streams: Object.fromEntries(streams) as AnyConnector['streams'] }
}
