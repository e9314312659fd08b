import { join } from 'node:path'
import { syncConnection, type Store, type StoreTransaction } from '@headless-pmo/engine'
import github from '@headless-pmo/plugin-github'
import { contributionsOf, type AnyConnector, type Fetch, type Plugin } from '@headless-pmo/sdk'
import { z } from 'zod'
import { bindContribution, openIsolated } from '../../core/src/host/isolation/index.ts'
import { scenarioInput } from './child.ts'
import { measured } from './measure.ts'

/**
 * What a page costs on its way through the boundary, and nothing else: replies are kept in memory, and what is read and mapped is
 * thrown away. Inline and isolated in turns, so that a busy machine slows both.
 */
const input = scenarioInput(z.object({ url: z.string(), token: z.string(), rounds: z.int() }))
const config = { baseUrl: input.url, repositories: ['acme/app'], history: 'none' }

/** A store without anything in it, whatever is written. */
const nowhere: StoreTransaction = {
  parts: async () => new Map(),
  rawByRef: async () => new Map(),
  rawToMap: async () => [],
  records: async () => [],
  rawById: async () => new Map(),
  countLive: async () => 0,
  write: async () => undefined,
  hold: async () => undefined,
  asked: async () => new Map(),
}
const store: Store = {
  transaction: (_lease, work) => work(nowhere),
  parts: async () => new Map(),
  liveRefs: async function* () {},
  rawText: async () => new Map(),
}

interface Kept {
  readonly status: number
  readonly headers: readonly [string, string][]
  readonly body: ArrayBuffer
}
const kept = new Map<string, Kept>()

/** The simulator's reply, asked for once. */
const remembered: Fetch = async (address, init) => {
  const request = new Request(address, init)
  request.headers.set('authorization', `Bearer ${input.token}`)
  const key = `${request.method} ${request.url} ${await request.clone().text()}`
  let reply = kept.get(key)
  if (reply === undefined) {
    const fetched = await fetch(request)
    const headers = [...fetched.headers].filter(([name]) => !/^content-(?:encoding|length)$/.test(name))
    reply = { status: fetched.status, headers, body: await fetched.arrayBuffer() }
    kept.set(key, reply)
  }
  const { status, headers, body } = reply
  return new Response(status === 304 ? null : body, { status, headers: [...headers] })
}

function connectorOf(plugin: Plugin): AnyConnector {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return connector
}

async function sync(connector: AnyConnector) {
  const { result, cost } = await measured(() =>
    syncConnection({
      connection: 'code',
      pluginVersion: github.version,
      connector,
      config: connectorOf(github).config.parse(config),
      store,
      lease: { name: 'code', fence: 1 },
      clock: { now: () => 0, sleep: async () => undefined },
      fetch: remembered,
      signal: new AbortController().signal,
      full: false,
      censusEveryMs: 86_400_000,
    }),
  )
  const pages = result.reduce((sum, stream) => sum + stream.pages, 0)
  return { wallMs: cost.wallMs, cpuMs: cost.cpuMs, pages }
}

await using isolated = await openIsolated({
  entry: { module: join(import.meta.dirname, '../../plugins/github/src/index.ts') },
})
const apart = await bindContribution(connectorOf(isolated.plugin), config, 'code')
const inline = connectorOf(github)
// Both are warm, and every reply is kept.
await sync(inline)
await sync(apart)
const rounds: { inline: Awaited<ReturnType<typeof sync>>; apart: Awaited<ReturnType<typeof sync>> }[] = []
for (let round = 0; round < input.rounds; round++)
  rounds.push({ inline: await sync(inline), apart: await sync(apart) })

/** The round least disturbed by others. */
const best = (side: 'inline' | 'apart', cost: 'wallMs' | 'cpuMs'): number =>
  Math.min(...rounds.map((round) => round[side][cost] / round[side].pages))
console.log(
  JSON.stringify({
    pages: rounds[0]?.inline.pages ?? 0,
    inline: { wallMs: best('inline', 'wallMs'), cpuMs: best('inline', 'cpuMs') },
    apart: { wallMs: best('apart', 'wallMs'), cpuMs: best('apart', 'cpuMs') },
  }),
)
