import type { PortfolioRecord } from '@headless-pmo/sdk'
import { memoryStore } from '@headless-pmo/testing'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { demoCompany } from '@headless-pmo/simulators/github/presets/demo'
import { expect, test } from 'vitest'
import { githubConnector, githubSync, recordsOf } from '../conformance/github-sync.ts'

/** Fields whose text people wrote, or that hold addresses of the tracker: they may name anybody. */
const WRITTEN = new Set(['title', 'description', 'url', 'from', 'to', 'name', 'goal', 'key'])

/** All texts of a record but those that people wrote. */
function texts(value: unknown, field = ''): string[] {
  if (WRITTEN.has(field)) return []
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((inner) => texts(inner, field))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, name))
}

test('law 17: facts point to accounts by id; who somebody is stands in the account alone', async () => {
  await using simulator = await startGitHubSimulator(demoCompany({ now: Date.UTC(2026, 10, 20) }))
  const store = memoryStore()
  const repositories = simulator.summary().repositories.map(({ fullName }) => fullName)
  await githubSync({ simulator, store, config: { repositories } })
  const records = Object.values(await recordsOf(store, Object.keys(githubConnector().streams)))
  const accounts = records.filter(
    (r): r is Extract<PortfolioRecord, { kind: 'account' }> => r.kind === 'account',
  )
  const names = new Set(
    accounts.flatMap((a) => [a.login, a.displayName, a.email]).filter((n) => n !== undefined),
  )
  expect(names.size).toBeGreaterThan(3)
  const naming = records
    .filter((record) => record.kind !== 'account')
    .flatMap((record) =>
      texts(record)
        .filter((text) => names.has(text))
        .map((text) => `${record.kind} ${record.ref}: ${text}`),
    )
  expect(naming).toEqual([])
  // The check can fail: items do point at these people.
  const pointed = new Set(
    records
      .flatMap((r) => ('assignees' in r ? (r.assignees ?? []) : []))
      .filter((ref) => typeof ref === 'string'),
  )
  expect(accounts.some(({ ref }) => pointed.has(ref))).toBe(true)
})
