import { expectTypeOf, test } from 'vitest'
import { auth, defineConnector, definePartition, defineStream, secret, verbatimElements, z } from './index.ts'

const Config = z.object({ team: z.string(), labels: z.boolean().default(true) })
const Issue = z.looseObject({ id: z.string(), title: z.string() })
const teams = definePartition(Config, async function* ({ config }) {
  yield { key: config.team, title: config.team, data: { slug: config.team } }
})

const issues = defineStream({
  config: Config,
  item: Issue,
  cursor: z.object({ since: z.string() }),
  start: { since: '' },
  per: teams,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  mapReads: ['labels'],
  async *read({ fetch, config, cursor, part, page }) {
    expectTypeOf(config.team).toBeString()
    expectTypeOf(cursor.since).toBeString()
    expectTypeOf(part.data.slug).toBeString()
    const reply = await fetch(`https://example.test/${config.team}?since=${cursor.since}`)
    yield page({ items: verbatimElements(await reply.text()), cursor: { since: 'x' } })
    // @ts-expect-error a page must carry the declared cursor
    yield page({ items: [], cursor: { until: 'x' } })
  },
  ref: (issue) => issue.id,
  map: (issue, { config }) => {
    expectTypeOf(config).toEqualTypeOf<{ labels: boolean }>()
    return [{ kind: 'container', ref: issue.id, name: issue.title, nativeType: 'x' }]
  },
})

test('authorize names declared secrets only', () => {
  const base = {
    config: Config,
    egress: () => [],
    probe: async () => ({ ok: true }) as const,
    streams: { issues },
  }
  defineConnector({ ...base, secrets: { apiKey: secret('x') }, authorize: auth.bearer('apiKey') })
  // @ts-expect-error no such secret is declared
  defineConnector({ ...base, secrets: { apiKey: secret('x') }, authorize: auth.bearer('token') })
})
