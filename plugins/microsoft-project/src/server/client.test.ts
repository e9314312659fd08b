import type { Fetch } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { readList } from './client.ts'

const SITE = 'https://ps.example/pwa/_api/ProjectData'

/** A server that has these replies by address, and keeps what it was asked. */
function serving(replies: Readonly<Record<string, unknown>>): {
  readonly asked: string[]
  readonly fetch: Fetch
} {
  const asked: string[] = []
  return {
    asked,
    fetch: (input) => {
      const address = new Request(input).url
      asked.push(address)
      const body = replies[address]
      if (body === undefined) return Promise.resolve(new Response('nothing', { status: 404 }))
      return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body)))
    },
  }
}

const list = async (replies: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> => {
  const { fetch } = serving(replies)
  const rows = await readList({ fetch, signal: new AbortController().signal }, `${SITE}/Tasks`, 'The tasks')
  return rows.map(({ text }) => text)
}

test('links lead on in both forms, relative to the service or whole, and each row keeps its bytes', async () => {
  expect(
    await list({
      [`${SITE}/Tasks`]: '{"value":[ {"a" : 1.0} ],"odata.nextLink":"Tasks?$skiptoken=1"}',
      [`${SITE}/Tasks?$skiptoken=1`]: `{"d":{"results":[{"a":2}],"__next":"${SITE}/[en-us]/Tasks?$skiptoken=2"}}`,
      [`${SITE}/[en-us]/Tasks?$skiptoken=2`]: { value: [{ a: 3 }] },
    }),
  ).toEqual(['{"a" : 1.0}', '{"a":2}', '{"a":3}'])
})

test.each([
  ['a link that comes twice', { value: [{}], 'odata.nextLink': 'Tasks' }, /lead round in a circle/],
  [
    'an empty page that claims a next one',
    { value: [], 'odata.nextLink': 'Tasks?$skiptoken=1' },
    /empty page/,
  ],
  ['a login page', '<!DOCTYPE html><title>Sign in</title>', /not Project Server's/],
  ['an object that is no list', { value: {} }, /not Project Server's/],
])('%s is an error, never an end', async (_what, body, message) => {
  await expect(list({ [`${SITE}/Tasks`]: body })).rejects.toThrow(message)
})

test('a refusal says what, why, and what to do', async () => {
  const refused = (status: number, headers: Record<string, string>, body: unknown): Promise<unknown> =>
    readList(
      {
        fetch: () => Promise.resolve(new Response(JSON.stringify(body), { status, headers })),
        signal: new AbortController().signal,
      },
      `${SITE}/Tasks`,
      'The tasks',
    )
  const said = { 'odata.error': { code: '-1', message: { lang: 'en-US', value: 'Access denied.' } } }
  await expect(refused(403, {}, said)).rejects.toThrow(
    /^The tasks could not be read: .*\("Access denied\."\)\. Give the account the permissions/,
  )
  await expect(refused(401, { 'www-authenticate': 'Negotiate, NTLM' }, {})).rejects.toThrow(/Windows sign-in/)
  await expect(refused(401, { 'www-authenticate': 'NTLM, Basic realm="x"' }, {})).rejects.toThrow(
    /serverPassword/,
  )
  await expect(refused(503, {}, 'busy')).rejects.toMatchObject({ status: 503 })
})
