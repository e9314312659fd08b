import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { get, linkOf, rowsOf, walk } from './client.ts'
import { COMPANY } from './company.ts'

let sim: GitHubSimulator
beforeAll(async () => {
  sim = await startGitHubSimulator({ ...COMPANY, limits: { core: 1_000_000 } })
})
afterAll(() => sim.close())

describe('the issue list', () => {
  test('yields each issue exactly once for any page size, sort and direction', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('created', 'updated', 'comments'),
        fc.constantFrom('asc', 'desc'),
        async (size, sort, direction) => {
          const rows = await walk(
            sim,
            `/repos/acme/app/issues?state=all&per_page=${size}&sort=${sort}&direction=${direction}`,
          )
          const numbers = rows.map((row) => Number(row['number'])).toSorted((left, right) => left - right)
          expect(numbers).toEqual(Array.from({ length: 40 }, (_unused, index) => index + 1))
        },
      ),
      { numRuns: 25 },
    )
  })

  test('takes `since` as inclusive', async () => {
    const all = await walk(sim, '/repos/acme/app/issues?state=all&sort=updated&direction=asc&per_page=100')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: all.length - 1 }), async (index) => {
        const since = String(all[index]?.['updated_at'])
        const expected = all.filter((row) => String(row['updated_at']) >= since).map((row) => row['number'])
        for (const order of ['sort=created', 'sort=updated&direction=asc', 'sort=updated&direction=desc']) {
          const found = await walk(
            sim,
            `/repos/acme/app/issues?state=all&per_page=100&since=${since}&${order}`,
          )
          expect(new Set(found.map((row) => row['number']))).toEqual(new Set(expected))
        }
      }),
      { numRuns: 10 },
    )
  })

  test('has updated times that several issues share', async () => {
    const rows = await walk(sim, '/repos/acme/app/issues?state=all&per_page=100')
    expect(new Set(rows.map((row) => row['updated_at'])).size).toBeLessThan(rows.length)
  })

  test('shows open ones by default, and pull requests among them', async () => {
    const rows = await walk(sim, '/repos/acme/app/issues?per_page=100')
    expect(new Set(rows.map((row) => row['state']))).toEqual(new Set(['open']))
    expect(rows.some((row) => 'pull_request' in row)).toBe(true)
  })

  test('links first, prev, next and last by the repository id', async () => {
    const middle = await get(sim, '/repos/acme/app/issues?state=all&per_page=10&page=2')
    const id = sim.summary().repositories[0]?.id
    expect(linkOf(middle, 'next')).toBe(`${sim.url}/repositories/${id}/issues?state=all&per_page=10&page=3`)
    expect(linkOf(middle, 'prev')).toContain('page=1')
    expect(linkOf(middle, 'first')).toContain('page=1')
    expect(linkOf(middle, 'last')).toContain('page=4')
    expect(
      linkOf(await get(sim, '/repos/acme/app/issues?state=all&per_page=10&page=4'), 'next'),
    ).toBeUndefined()
    expect(rowsOf(await get(sim, '/repos/acme/app/issues?state=all&page=99'))).toEqual([])
  })

  test('cuts a page above 100 and obeys a cap below', async () => {
    expect(rowsOf(await get(sim, '/repos/acme/app/issues?state=all&per_page=500'))).toHaveLength(40)
    sim.limiter.configure({ maxPerPage: 7 })
    expect(rowsOf(await get(sim, '/repos/acme/app/issues?state=all&per_page=100'))).toHaveLength(7)
    sim.limiter.configure({ maxPerPage: 100 })
  })
})

describe('project items', () => {
  test('are walked by cursors that survive a removed item', async () => {
    for (let number = 1; number <= 9; number++)
      sim.edit({ kind: 'addItem', owner: 'acme', project: 1, issue: { repo: 'acme/app', number } })
    const first = await get(sim, '/orgs/acme/projectsV2/1/items?per_page=4')
    const [gone] = rowsOf(first)
    sim.edit({ kind: 'removeItem', owner: 'acme', project: 1, item: Number(gone?.['id']) })
    const rest = await walk(sim, linkOf(first, 'next') ?? '')
    expect([...rowsOf(first), ...rest]).toHaveLength(9)
  })
})
