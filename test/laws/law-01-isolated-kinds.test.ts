import { evaluateCheck } from '@headless-pmo/engine'
import {
  cite,
  contributionsOf,
  defineCheck,
  z,
  type AnyNotifier,
  type AnyRoute,
  type Notification,
  type PortfolioData,
  type PluginLog,
} from '@headless-pmo/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bindContribution, runCheck, type IsolatedPlugin } from '../../core/src/host/isolation/index.ts'
import { isolate } from './support/hostile/hostile-sync.ts'

const CHECK = `{
  id: 'house.titles', version: '1.0.0', title: 'Titles are short', severity: 'info', why: 'Nobody reads long ones.',
  params: z.object({ most: z.int().default(5).describe('Characters') }), grain: 'item', needs: ['workItem', 'dependency'],
  evaluate({ workItem, params, dependencies, resolve, today }) {
    if (workItem.ref === 'odd') return 7
    if (workItem.ref === 'throws') throw new Error('no idea')
    const other = dependencies.map(({ to }) => resolve(workItem, to, 'workItem')?.title).join()
    return { verdict: workItem.title.length > params.most ? 'fail' : 'pass', evidence: cite(workItem, 'title'), message: today + ' ' + other }
  },
}`

const PLUGIN = `
import { cite, defineCheck, defineNotifier, definePlugin, defineRoute, z } from '@headless-pmo/sdk'
export default definePlugin({
  id: 'kinds', title: 'Kinds', version: '1.0.0', sdk: '^1.0.0',
  contributes: [
    defineCheck(${CHECK}),
    defineNotifier({
      config: z.object({ url: z.url().describe('Where to'), word: z.string().min(3).default('hello').describe('Word') }),
      egress: ({ url }) => [url],
      async notify({ fetch, config, notification, attempt, deliveryId, log }) {
        log.info('sending')
        const reply = await fetch(config.url, { method: 'POST', body: config.word + ' ' + notification.title + ' ' + attempt, headers: { 'webhook-id': deliveryId } })
        return reply.ok ? { ok: true } : { ok: false, retry: true, message: await reply.text() }
      },
    }),
    defineRoute({
      role: 'viewer',
      async fetch(request, { query, log }) {
        const { pathname } = new URL(request.url)
        if (pathname === '/query') return Response.json(await query('records.list', { kind: 'workItem' }, z.object({ items: z.array(z.string()) })))
        if (pathname === '/echo') return new Response((await request.text()).toUpperCase(), { status: 201, headers: { 'x-own': '1', 'set-cookie': 'a=b' } })
        if (pathname === '/large') return new Response(new ReadableStream({ start(c) { for (let i = 0; i < 20; i++) c.enqueue(new Uint8Array(100000).fill(i)); c.close() } }))
        if (pathname === '/none') return new Response(null, { status: 204 })
        throw new Error('nothing here')
      },
    }),
  ],
})`

const item = (ref: string, title: string) => ({
  kind: 'workItem' as const,
  connection: 'jira',
  project: 'p',
  ref,
  container: 'C',
  type: 'task' as const,
  title,
  status: 'Open',
  statusCategory: 'todo' as const,
})
const data = (): PortfolioData => ({
  projects: [{ id: 'p', title: 'Portal' }],
  records: [
    item('a', 'Short'),
    item('b', 'Rather long'),
    item('odd', 'x'),
    item('throws', 'y'),
    {
      kind: 'dependency',
      connection: 'jira',
      ref: 'd',
      type: 'blocks',
      from: { ref: 'a' },
      to: { ref: 'b' },
    },
  ] as unknown as PortfolioData['records'],
})

const log: PluginLog = { info: () => undefined, warn: () => undefined }
const { signal } = new AbortController()

describe('law 1: checks, notifiers and routes are the same in a process of their own', () => {
  let plugin: IsolatedPlugin
  beforeAll(async () => {
    plugin = await isolate(PLUGIN)
  })
  afterAll(() => plugin[Symbol.asyncDispose]())

  test('a check gives the same report, its failures included', async () => {
    // The same text as in the plugin, here.
    // oxlint-disable-next-line typescript/no-implied-eval -- the test's own text
    const make = new Function('cite', 'defineCheck', 'z', `return defineCheck(${CHECK})`)
    const inline = make(cite, defineCheck, z) as ReturnType<typeof defineCheck>
    const [apart] = contributionsOf(plugin.plugin, 'check')
    if (apart === undefined) throw new Error('the plugin has a check')
    const options = { today: '2027-03-01', params: { most: 6 } }
    const report = await runCheck(apart, data(), options)
    expect(report).toEqual(evaluateCheck(inline, data(), options))
    expect(report.results.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'error', 'error'])
    expect(report.results[0]?.message).toContain('2027-03-01')
    await expect(runCheck(apart, data(), { today: '2027-03-01', params: { most: 'x' } })).rejects.toThrow(
      'most',
    )
  })

  test('a notifier sends by the fetch that it is given, and its config is checked by its own schema', async () => {
    const [offered] = contributionsOf(plugin.plugin, 'notifier')
    if (offered === undefined) throw new Error('the plugin has a notifier')
    const notifier: AnyNotifier = await bindContribution(
      offered,
      { url: 'https://room.test/in' },
      'notifier:room',
    )
    expect(notifier.egress({})).toEqual(['https://room.test/in'])
    const sent: string[] = []
    const notification = { type: 'notifier.test', title: 'A title' } as Notification
    const context = { config: { url: 'https://room.test/in' }, notification, log, signal }
    const result = await notifier.notify({
      ...context,
      deliveryId: 'd1',
      attempt: 2,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        sent.push(`${request.method} ${request.headers.get('webhook-id') ?? ''} ${await request.text()}`)
        return new Response('busy', { status: sent.length === 1 ? 500 : 200 })
      },
    })
    expect(sent).toEqual(['POST d1 hello A title 2'])
    expect(result).toEqual({ ok: false, retry: true, message: 'busy' })
    await expect(
      bindContribution(offered, { url: 'https://room.test', word: 'x' }, 'notifier:room'),
    ).rejects.toThrow('The configuration of "notifier:room" is not what its plugin takes: word:')
  })

  test('a route answers, queries under its role, and streams', async () => {
    const [offered] = contributionsOf(plugin.plugin, 'route')
    if (offered === undefined) throw new Error('the plugin has a route')
    const route: AnyRoute = await bindContribution(offered, undefined, 'route:kinds')
    const asked: unknown[] = []
    const ask = async (path: string, init?: RequestInit) =>
      route.fetch(new Request(`http://mount.test${path}`, init), {
        config: undefined,
        log,
        signal,
        fetch: async () => new Response(),
        query: async (procedure: string, input?: unknown) => {
          asked.push(procedure, input)
          return { items: ['a'] } as never
        },
      })
    const echo = await ask('/echo', { method: 'POST', body: 'loud' })
    expect([
      echo.status,
      echo.headers.get('x-own'),
      echo.headers.get('set-cookie'),
      await echo.text(),
    ]).toEqual([201, '1', null, 'LOUD'])
    expect(await (await ask('/query')).json()).toEqual({ items: ['a'] })
    expect(asked).toEqual(['records.list', { kind: 'workItem' }])
    expect((await ask('/none')).status).toBe(204)
    const large = new Uint8Array(await (await ask('/large')).arrayBuffer())
    expect([large.length, large[0], large.at(-1)]).toEqual([2_000_000, 0, 19])
    await expect(ask('/else')).rejects.toThrow('nothing here')
  })
})
