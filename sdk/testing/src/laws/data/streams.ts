import { connectorOf } from '../../host/index.ts'
import type { AnyConnector, Stream } from '@headless-pmo/sdk'
import { kitClock } from '../../host/index.ts'
import type { Upstream } from '../../upstream/index.ts'
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
