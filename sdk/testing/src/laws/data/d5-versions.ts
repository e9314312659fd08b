import type { Stream } from '@headless-pmo/sdk'
import fc from 'fast-check'
import type { MemoryHost, StateRecord } from '../../host/index.ts'
import {
  anyEdit,
  anyPageSize,
  compareStates,
  firstItems,
  forAll,
  showDifferences,
  Stage,
} from '../../scenario/index.ts'
import type { WireFault } from '../../wire/index.ts'
import { mustEqualFresh } from './d2-interleaving.ts'
import { dataLaw } from './data-law.ts'
import { abilities, streamsThat } from './streams.ts'

export const d5 = dataLaw({
  id: 'D5',
  title: 'No lower version replaces a higher one, whether a page, a re-read or a lagging index brings it',
  why: 'Search indexes lag and webhooks overtake polls: without a version, yesterday’s state comes back.',
  file: 'src/laws/data/d5-versions.ts',
  applies: (subject) =>
    streamsThat(subject, isVersioned).length > 0 ||
    'every stream is read whole and states no version: a snapshot is as old as it is',
  async check(subject, rounds) {
    const { can } = await abilities(subject)
    const cases = fc.record({
      pageSize: anyPageSize,
      first: firstItems(can),
      // Two contents of one instant are one version: nobody could tell them apart.
      edits: fc.array(
        anyEdit(can, ['edit', 'touch']).map((edit) => ({ ...edit, tied: false })),
        { minLength: 1, maxLength: 4 },
      ),
    })
    await forAll(rounds, cases, async ({ pageSize, first, edits }) => {
      await using stage = await Stage.open(subject, { pageSize })
      const { host } = stage
      const replies = new Replies()
      await stage.applyAll(first)
      host.wire.fault({ fault: replies.keep, times: Infinity })
      await stage.sync()
      await refreshAll(stage)
      host.wire.mend()
      // Edits of the very instant of the first reading would be no newer than it. From nine to ten o'clock a
      // text without a leading zero gets smaller.
      stage.clock.tick(3_600_000)
      await stage.applyAll(edits)
      await stage.sync()
      await mustEqualFresh(stage)
      const before = await versioned(host)
      host.wire.fault({ fault: replies.give, times: Infinity })
      stage.story.tell('from here on the tracker answers as it did in run 1')
      await stage.sync({ full: true, census: false, disturbed: true })
      await refreshAll(stage)
      const differences = compareStates(await versioned(host), before, host.connector.streams)
      const [found] = differences
      if (found === undefined) return
      const { stream, kind, ref } = found
      const missing = host.connector.streams[stream]?.version === undefined
      stage.broken(
        `An old reply replaced a newer ${kind} ${ref} of ${stream}: ` +
          (missing ? 'the stream states no version.' : 'its version does not grow with each change.'),
        showDifferences(differences),
      )
    })
  },
})

/** A stream that reads changes has versions to state; one that is told of them, or reads all, may have none. */
const isVersioned = ({ version, changes }: Stream): boolean => version !== undefined || changes === 'delta'

async function versioned(host: MemoryHost): Promise<readonly StateRecord[]> {
  const { connector } = host
  return (await host.state()).filter(({ stream }) => {
    const definition = connector.streams[stream]
    return definition !== undefined && isVersioned(definition)
  })
}

/** Reads every item of every stream again by name. */
async function refreshAll(stage: Stage): Promise<void> {
  const { host } = stage
  const refresh = new Map<string, { readonly ref: string }[]>()
  for (const [name, { readItems }] of Object.entries(host.connector.streams)) {
    if (readItems !== undefined)
      refresh.set(
        name,
        (await host.live(name)).map((ref) => ({ ref })),
      )
  }
  if ([...refresh.values()].some((refs) => refs.length > 0)) await stage.sync({ refresh, disturbed: true })
}

/** The first reply to each request, to be given again. */
class Replies {
  readonly #kept = new Map<string, Response>()

  readonly keep: WireFault = async ({ request, forward }) => {
    const key = await keyOf(request)
    const reply = await forward(request)
    if (!this.#kept.has(key)) this.#kept.set(key, reply.clone())
    return reply
  }

  readonly give: WireFault = async ({ request, forward }) =>
    this.#kept.get(await keyOf(request))?.clone() ?? forward(request)
}

const keyOf = async (request: Request): Promise<string> =>
  `${request.method} ${request.url} ${request.body === null ? '' : await request.clone().text()}`
