import { expect, test } from 'vitest'
import { fixedClock } from '../../common/clock.ts'
import { startGitHubSimulator } from '../simulator.ts'
import { get, rowsOf, walk } from '../test/client.ts'
import { demoCompany, northwindIssue } from './demo.ts'

const NOW = '2026-03-02T10:00:00Z'
const start = () =>
  startGitHubSimulator({
    ...demoCompany({ now: NOW }),
    clock: fixedClock(NOW),
    apiUrl: 'https://api.github.test',
  })

test('the demo company has two months of believable work behind it', async () => {
  await using sim = await start()
  expect(sim.summary().repositories.map((repository) => repository.issues.length)).toEqual([270, 248])
  const issues = rowsOf(await get(sim, '/repos/northwind-cycles/rider-app/issues?state=all&per_page=100'))
  const created = issues.map((issue) => String(issue['created_at'])).toSorted()
  expect(created[0]?.slice(0, 4)).toBe('2026')
  expect(issues.every((issue) => String(issue['updated_at']) < NOW)).toBe(true)
  expect(issues.filter((issue) => issue['state'] === 'closed').length).toBeGreaterThan(8)
  const items = rowsOf(await get(sim, '/orgs/northwind-cycles/projectsV2/1/items?per_page=100'))
  expect(items.length).toBeGreaterThan(40)
})

test('its history is in the order of time', async () => {
  await using sim = await start()
  // Newest first, all of them.
  const base = '/repos/northwind-cycles/fleet-platform/issues/events?per_page=100'
  const events = rowsOf(await get(sim, base))
  const times = events.map((event) => String(event['created_at']))
  expect(times).toEqual(times.toSorted().toReversed())
})

test('tells the same story for the same present', async () => {
  await using one = await start()
  await using two = await start()
  const path = '/repos/northwind-cycles/rider-app/issues?state=all&per_page=100'
  expect((await get(one, path)).text).toBe((await get(two, path)).text)
  expect(await walk(one, '/repos/northwind-cycles/rider-app/labels')).not.toHaveLength(0)
})

test('other tools of the company link to its issues by the addresses they have', async () => {
  await using sim = await start()
  for (const key of ['f-locks', 'f-pay-pass', 'a-unlock', 'ar-3-2']) {
    const { url, title } = northwindIssue(key)
    const issue = await get(sim, new URL(url).pathname.replace(/^/, '/repos'))
    expect(JSON.parse(issue.text)).toMatchObject({ html_url: url, title })
  }
})
