import { join } from 'node:path'
import { contributionsOf } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { bindContribution, openIsolated } from '../../core/src/host/isolation/index.ts'

/** What each vendor says of the account, as far as its client asks for it. */
const REPLIES: Readonly<Record<string, unknown>> = {
  '/github/user': { login: 'ada', id: 7 },
  '/rest/api/3/myself': { accountId: '5b10', displayName: 'Ada Byron', active: true },
  '/graph/v1.0/me': { id: '9f', displayName: 'Ada Byron' },
}

test("the vendors' own clients work in a plugin's process, through the host's fetch alone", async () => {
  await using isolated = await openIsolated({
    entry: { module: join(import.meta.dirname, 'vendor-clients', 'index.ts') },
  })
  const [declared] = contributionsOf(isolated.plugin, 'connector')
  if (declared === undefined) throw new Error('the plugin has a connector')
  const config = { baseUrl: 'https://vendors.example' }
  const connector = await bindContribution(declared, config, 'clients')
  const asked: string[] = []
  const result = await connector.probe({
    config,
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input)
      asked.push(`${init?.method ?? 'GET'} ${pathname}`)
      const reply = REPLIES[pathname]
      return reply === undefined ? new Response('', { status: 404 }) : Response.json(reply)
    },
  })
  expect(result).toMatchObject({
    ok: true,
    details: ['ada', /5b10/, /9f/].map((text) => expect.stringMatching(text)),
  })
  expect(asked).toEqual(Object.keys(REPLIES).map((path) => `GET ${path}`))
  expect(isolated.attempts()).toEqual([])
})
