import { expect, test } from 'vitest'
import { startProjectServerSimulator } from '../simulator.ts'
import { seedCompany } from './company.ts'

const statusOf = async (url: string, authorization?: string): Promise<readonly [number, string | null]> => {
  const headers = { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) }
  const response = await fetch(`${url}/_api/ProjectServer/Projects`, { headers })
  await response.arrayBuffer()
  return [response.status, response.headers.get('www-authenticate')]
}

test('takes a token, or a user with the password, and says what it asks for', async () => {
  await using simulator = await startProjectServerSimulator({
    seedWith: seedCompany,
    auth: { tokens: ['good'], users: { 'contoso\\ada': 'pass:word' } },
  })
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
  expect(await statusOf(simulator.url, 'Bearer good')).toEqual([200, null])
  expect(await statusOf(simulator.url, basic('contoso\\ada:pass:word'))).toEqual([200, null])
  const refused = [401, 'Bearer, Basic realm="pwa"']
  expect(await statusOf(simulator.url)).toEqual(refused)
  expect(await statusOf(simulator.url, 'Bearer bad')).toEqual(refused)
  expect(await statusOf(simulator.url, basic('contoso\\ada:wrong'))).toEqual(refused)
})

test('a farm of Windows accounts lets nobody in who brings a token', async () => {
  await using simulator = await startProjectServerSimulator({ auth: { challenge: ['NTLM', 'Negotiate'] } })
  expect(await statusOf(simulator.url, 'Bearer good')).toEqual([401, 'NTLM, Negotiate'])
})
