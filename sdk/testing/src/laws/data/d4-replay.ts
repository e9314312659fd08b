import type { AnyConnector } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { lineOf, type GivenPage } from '../../host/index.ts'
import { anyEdit, anyPageSize, firstItems, forAll, Stage } from '../../scenario/index.ts'
import { dataLaw } from './data-law.ts'
import { abilities, withoutCensus } from './streams.ts'

export const d4 = dataLaw({
  id: 'D4',
  title: 'Replaying any page changes nothing',
  why: 'Pages come twice after every restart; what then differs is written as a change that never was.',
  file: 'src/laws/data/d4-replay.ts',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can),
      edits: fc.array(anyEdit(can), { maxLength: 3 }),
      which: fc.nat(20),
    })
    await forAll(rounds, cases, async ({ pageSize, first, edits, which }) => {
      await using stage = await Stage.open(subject, { pageSize })
      await stage.applyAll([...first, ...edits])
      const { pages } = await stage.sync()
      // Whoever writes the hour into an item shows it now.
      stage.clock.tick(3_600_000)
      const { store, connector } = stage.host
      const read = pages.filter(
        ({ stream, by }) => by === 'read' && connector.streams[stream]?.changes !== 'snapshot',
      )
      const page = read[which % Math.max(read.length, 1)]
      if (page !== undefined) {
        await using again = stage.fresh({ store, connector: giving(connector, page) })
        await unchanged(stage, {
          what: `page ${read.indexOf(page) + 1} of ${page.stream}`,
          again: () => again.sync({ census: false, disturbed: true }),
        })
      }
      await using whole = stage.fresh({ store, connector: withoutCensus(connector) })
      // Where the next run goes on is nothing that was read: from the start, a tracker may give another link to its
      // changes. That a cursor does not move without changes is for D6.
      await unchanged(stage, {
        what: 'everything read again',
        again: () => whole.sync({ full: true }),
        positions: false,
      })
    })
  },
})

/** A connector that gives one page and nothing else. */
function giving(connector: AnyConnector, { stream, part, page }: GivenPage): AnyConnector {
  const { cursor: _cursor, ...content } = page
  const streams = Object.entries(connector.streams).map(([name, { census: _census, ...definition }]) => [
    name,
    {
      ...definition,
      changes: 'delta',
      deletes: 'none',
      async *read(context: { readonly part: { readonly key: string } }) {
        if (name === stream && context.part.key === part) yield content
      },
    },
  ])
  return { ...connector, streams: Object.fromEntries(streams) as AnyConnector['streams'] }
}

interface Replay {
  readonly what: string
  readonly again: () => Promise<unknown>
  /** Whether the cursors may not change either. */
  readonly positions?: boolean
}

async function unchanged(stage: Stage, { what, again, positions = true }: Replay): Promise<void> {
  const { host } = stage
  const before = (await host.state()).map(lineOf)
  const writes = host.store.log.writes.length
  const stored = host.store.fingerprint({ positions })
  await again()
  const after = (await host.state()).map(lineOf)
  const changes = host.store.log.writes.slice(writes)
  if (host.store.fingerprint({ positions }) === stored) return
  stage.broken(`The tracker stood still, yet ${what} changed what is stored.`, [
    ...changes.slice(0, 5).map(({ event, kind, ref }) => `${event}: ${kind} ${ref}`),
    ...before.filter((line) => !after.includes(line)).map((line) => `was: ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `is:  ${line}`),
  ])
}
