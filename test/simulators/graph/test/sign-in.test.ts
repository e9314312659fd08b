import { expect, test } from 'vitest'
import { fixedClock, type GraphSimulator, startGraphSimulator } from '../index.ts'
import { ask, type Answer, textAt } from './client.ts'
import { IDS, TENANT } from './tenant.ts'

const token = (sim: GraphSimulator, form: Readonly<Record<string, string>>): Promise<Answer> =>
  ask(sim, '/contoso/oauth2/v2.0/token', {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'app', client_secret: 'app-secret', ...form }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

const groups = (sim: GraphSimulator, bearer: string): Promise<Answer> =>
  ask(sim, '/v1.0/groups', { headers: { authorization: `Bearer ${bearer}` } })

test('an app signs in for an hour', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  await using sim = await startGraphSimulator({ ...TENANT, clock })
  const scope = `${sim.url}/.default`
  const reply = await token(sim, { grant_type: 'client_credentials', scope })
  expect(reply.body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
  const bearer = textAt(reply.body, 'access_token')
  expect((await groups(sim, bearer)).status).toBe(200)
  clock.advance(3_600_000)
  expect((await groups(sim, bearer)).status).toBe(401)
})

test('a person goes on by a refresh token, which each time brings another', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const scope = `${sim.url}/.default offline_access`
  const first = await token(sim, { grant_type: 'refresh_token', refresh_token: 'first-refresh', scope })
  const next = textAt(first.body, 'refresh_token')
  expect(next).not.toBe('first-refresh')
  const second = await token(sim, { grant_type: 'refresh_token', refresh_token: next, scope })
  const me = await ask(sim, '/v1.0/me', {
    headers: { authorization: `Bearer ${textAt(second.body, 'access_token')}` },
  })
  expect(me.body).toMatchObject({ id: IDS.ada })
})

test.each([
  [{ grant_type: 'client_credentials', client_secret: 'wrong' }, 401, 'invalid_client'],
  [{ grant_type: 'client_credentials', scope: 'Tasks.Read' }, 400, 'invalid_scope'],
  [{ grant_type: 'client_credentials', client_id: 'nobody' }, 400, 'unauthorized_client'],
  [{ grant_type: 'refresh_token', refresh_token: 'forged' }, 400, 'invalid_grant'],
  [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
])('%j is refused', async (form, status, error) => {
  await using sim = await startGraphSimulator(TENANT)
  const reply = await token(sim, { scope: `${sim.url}/.default`, ...form })
  expect([reply.status, textAt(reply.body, 'error')]).toEqual([status, error])
  expect(textAt(reply.body, 'error_description')).toMatch(/^AADSTS\d+: /)
})
