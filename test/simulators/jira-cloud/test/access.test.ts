import { expect, test } from 'vitest'
import { DEFAULT_CLOUD_ID, fixedClock, JiraCloudSimulator } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY } from './company.ts'

const MYSELF = '/rest/api/3/myself'
const GATEWAY = `/ex/jira/${DEFAULT_CLOUD_ID}`
const basic = (user: string, secret: string): string =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`

test('e-mail and API token, or a bearer token, let in; everything else is 401', async () => {
  const simulator = new JiraCloudSimulator({
    ...COMPANY,
    apiTokens: { grace: 'secret' },
    tokens: { 'good-token': 'ada' },
  })
  const statusOf = async (authorization: string | null): Promise<number> =>
    (await ask(simulator, MYSELF, undefined, { authorization })).status
  expect(await statusOf(basic('grace@acme.example', 'secret'))).toBe(200)
  expect(await statusOf('Bearer good-token')).toBe(200)
  expect(await statusOf(basic('grace', 'secret'))).toBe(401)
  expect(await statusOf(basic('grace@acme.example', 'wrong'))).toBe(401)
  expect(await statusOf('Bearer wrong')).toBe(401)
  expect(await statusOf(null)).toBe(401)
  expect((await ask(simulator, '/rest/api/3/serverInfo', undefined, { authorization: null })).status).toBe(
    200,
  )
  simulator.edit({ kind: 'editUser', login: 'grace', active: false })
  expect(await statusOf(basic('grace@acme.example', 'secret'))).toBe(401)
})

test('addresses that a person hides are not shown', async () => {
  const simulator = new JiraCloudSimulator(COMPANY)
  const { list } = await ask(simulator, '/rest/api/3/users/search')
  const grace = list.find(({ displayName }) => displayName === 'Grace')
  expect(grace).not.toHaveProperty('emailAddress')
  expect(grace).not.toHaveProperty('name')
})

test('a refresh token is good once; used twice, nobody goes on', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const app = { clientId: 'app', clientSecret: 'hush', refreshToken: 'first', login: 'ada' }
  const simulator = new JiraCloudSimulator({ ...COMPANY, clock, oauthApps: [app] })
  const refresh = (token: unknown) =>
    ask(
      simulator,
      '/oauth/token',
      { grant_type: 'refresh_token', client_id: 'app', client_secret: 'hush', refresh_token: token },
      { authorization: null },
    )
  const { body } = await refresh('first')
  const authorization = `Bearer ${JSON.stringify(body['access_token']).slice(1, -1)}`
  const statusOf = async (path: string): Promise<number> =>
    (await ask(simulator, path, undefined, { authorization })).status
  expect(await statusOf(`${GATEWAY}${MYSELF}`)).toBe(200)
  // The site itself knows API tokens only, the gateway no other site.
  expect(await statusOf(MYSELF)).toBe(401)
  expect(await statusOf(`/ex/jira/another-site${MYSELF}`)).toBe(404)
  clock.advance(3_600_000)
  expect(await statusOf(`${GATEWAY}${MYSELF}`)).toBe(401)
  const next = await refresh(body['refresh_token'])
  expect(next.status).toBe(200)
  expect((await refresh('first')).body['error']).toBe('invalid_grant')
  expect((await refresh(next.body['refresh_token'])).status).toBe(403)
})

test('an e-mail and an API token do not pass the gateway', async () => {
  const simulator = new JiraCloudSimulator(COMPANY)
  const authorization = basic('ada@acme.example', simulator.token)
  expect((await ask(simulator, `${GATEWAY}${MYSELF}`, undefined, { authorization })).status).toBe(401)
})
