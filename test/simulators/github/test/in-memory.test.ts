import { expect, test } from 'vitest'
import { GitHubSimulator } from '../index.ts'
import { COMPANY } from './company.ts'

const API = 'https://api.github.test'

test('a simulator answers in memory as it does on the wire, without being started', async () => {
  const simulator = new GitHubSimulator({ ...COMPANY, apiUrl: API })
  const authorization = `Bearer ${simulator.token}`
  const reply = await simulator.respond(
    new Request(`${API}/repos/acme/app/issues?state=all&per_page=2`, { headers: { authorization } }),
  )
  expect(reply.status).toBe(200)
  expect(reply.headers.get('link')).toContain(`<${API}/`)
  expect(await reply.json()).toHaveLength(2)
  const query = new Request(`${API}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  })
  expect(await (await simulator.respond(query)).json()).toMatchObject({ data: { viewer: {} } })
  expect(simulator.requests.map(({ status }) => status)).toEqual([200, 200])
})
