import type { ConnectorContext, ProbeResult } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { Config } from './config.ts'
import { probe } from './probe.ts'
import type { Store } from './store.ts'

const contextOf = (config: Readonly<Record<string, unknown>>): ConnectorContext<Config> => ({
  fetch: () => Promise.reject(new Error('Nothing is asked here.')),
  config: Config.parse(config),
  log: { info: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
})

const storeOf = (title: string, key: keyof Config, answer: ProbeResult, absent?: string): Store => ({
  title,
  ...(absent === undefined ? {} : { absent }),
  configured: (config) => config[key] !== undefined,
  egress: () => [],
  probe: () => Promise.resolve(answer),
  streams: {},
})

const fine: ProbeResult = { ok: true, details: ['2 basic plans found'] }
const refused: ProbeResult = { ok: false, reason: 'forbidden', message: 'No right to read.' }

test('a connection of files alone is told about its files', async () => {
  const files: Store = { ...storeOf('Plan files', 'planner', refused), configured: () => true }
  expect(await probe([files], contextOf({ files: ['plans'] }))).toBe(refused)
})

test('each store is said to answer, not to answer, or not to be connected', async () => {
  const stores = [
    storeOf('Planner', 'planner', fine),
    storeOf('Premium', 'premium', refused, 'its plans are not seen'),
    storeOf('Server', 'server', fine),
  ]
  expect(await probe(stores, contextOf({ planner: {} }))).toEqual({
    ok: true,
    details: [
      'Planner: answers (2 basic plans found).',
      'Premium: not connected; its plans are not seen.',
      'Server: not connected.',
    ],
  })
  const both = contextOf({ planner: {}, premium: { url: 'https://contoso.crm4.dynamics.com' } })
  expect(await probe(stores, both)).toEqual({
    ok: false,
    reason: 'forbidden',
    message: 'Planner: answers (2 basic plans found). Premium: does not answer. No right to read.',
  })
  const one = contextOf({ premium: { url: 'https://contoso.crm4.dynamics.com' } })
  expect(await probe(stores, one)).toEqual(refused)
})
