import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { get, linkOf, rowsOf } from './client.ts'
import { COMPANY } from './company.ts'

let sim: GitHubSimulator
beforeEach(async () => {
  sim = await startGitHubSimulator({ ...COMPANY })
})
afterEach(() => sim.close())

const remaining = async (): Promise<number> => {
  const { json } = await get(sim, '/rate_limit')
  return (json as { resources: { core: { remaining: number } } }).resources.core.remaining
}

describe('ETags', () => {
  test('answer 304 without body and free of cost until something changes', async () => {
    const path = '/repos/acme/app/issues?state=all'
    const etag = (await get(sim, path)).headers.get('etag') ?? ''
    const before = await remaining()
    const same = await get(sim, path, { 'if-none-match': etag })
    expect([same.status, same.text, same.headers.get('etag')]).toEqual([304, '', etag])
    expect(await remaining()).toBe(before)
    sim.edit({ kind: 'editIssue', repo: 'acme/app', number: 40, title: 'Changed' })
    expect((await get(sim, path, { 'if-none-match': etag })).status).toBe(200)
    expect(await remaining()).toBe(before - 1)
  })

  test('change with a renamed label although no issue was touched', async () => {
    const path = '/repos/acme/app/issues?state=all'
    const first = await get(sim, path)
    sim.edit({ kind: 'editLabel', repo: 'acme/app', label: 'bug', name: 'defect' })
    const second = await get(sim, path)
    expect(second.headers.get('etag')).not.toBe(first.headers.get('etag'))
    expect(rowsOf(second).map((row) => row['updated_at'])).toEqual(
      rowsOf(first).map((row) => row['updated_at']),
    )
    expect(second.text).toContain('"defect"')
  })
})

describe('limits', () => {
  test('refuse when used up and open again with the next window', async () => {
    sim.limiter.configure({ core: 2 })
    await get(sim, '/repos/acme/app')
    await get(sim, '/repos/acme/app')
    const refused = await get(sim, '/repos/acme/app')
    expect(refused.status).toBe(403)
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    const reset = Number(refused.headers.get('x-ratelimit-reset')) * 1000
    sim.clock.advance(reset - sim.clock.now())
    expect((await get(sim, '/repos/acme/app')).status).toBe(200)
  })

  test('know a secondary limit with retry-after', async () => {
    sim.limiter.configure({ perMinute: 3, status: 429 })
    for (let request = 0; request < 3; request++) await get(sim, '/repos/acme/app')
    const refused = await get(sim, '/repos/acme/app')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    sim.clock.advance(60_000)
    expect((await get(sim, '/repos/acme/app')).status).toBe(200)
  })

  test('can look like an Enterprise Server that has none', async () => {
    sim.limiter.configure({ headers: 'omit' })
    expect((await get(sim, '/repos/acme/app')).headers.has('x-ratelimit-limit')).toBe(false)
    sim.limiter.configure({ headers: 'zero' })
    const { headers } = await get(sim, '/repos/acme/app')
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-reset')]).toEqual([
      '0',
      '-62135596800',
    ])
  })
})

describe('places', () => {
  test('moved answers 301, deleted 410, hidden 404', async () => {
    const { number } = sim.edit({ kind: 'createIssue', repo: 'acme/app', title: 'Wanderer' })
    const place = { repo: 'acme/app', number: number ?? 0 }
    const target = sim.edit({ kind: 'transferIssue', ...place, to: 'acme/web' })
    const moved = await get(sim, `/repos/acme/app/issues/${number}`)
    expect(moved.status).toBe(301)
    const there = await get(sim, moved.headers.get('location') ?? '')
    expect(there.json).toMatchObject({ number: target.number, title: 'Wanderer' })
    expect((await get(sim, `/repos/acme/app/issues/${number}/comments`)).status).toBe(404)

    sim.edit({ kind: 'deleteIssue', repo: 'acme/app', number: 1 })
    expect((await get(sim, '/repos/acme/app/issues/1')).status).toBe(410)
    sim.edit({ kind: 'recreateIssue', repo: 'acme/app', number: 1 })
    expect((await get(sim, '/repos/acme/app/issues/1')).status).toBe(200)

    sim.edit({ kind: 'hideIssue', repo: 'acme/app', number: 2 })
    expect((await get(sim, '/repos/acme/app/issues/2')).status).toBe(404)
    sim.edit({ kind: 'unhideIssue', repo: 'acme/app', number: 2 })
    expect((await get(sim, '/repos/acme/app/issues/2')).status).toBe(200)
  })

  test('an issue moved twice is found from its first place', async () => {
    sim.edit({ kind: 'createRepo', repo: 'acme/third' })
    const first = sim.edit({ kind: 'createIssue', repo: 'acme/app', title: 'Twice' })
    const second = sim.edit({
      kind: 'transferIssue',
      repo: 'acme/app',
      number: first.number ?? 0,
      to: 'acme/web',
    })
    sim.edit({ kind: 'transferIssue', repo: 'acme/web', number: second.number ?? 0, to: 'acme/third' })
    const moved = await get(sim, `/repos/acme/app/issues/${first.number}`)
    expect((await get(sim, moved.headers.get('location') ?? '')).json).toMatchObject({
      title: 'Twice',
      number: 1,
    })
  })

  test('a renamed repository redirects, its pages too', async () => {
    sim.edit({ kind: 'renameRepo', repo: 'acme/app', to: 'acme/application' })
    const moved = await get(sim, '/repos/acme/app/issues?state=all&per_page=5')
    expect(moved.status).toBe(301)
    expect(moved.json).toMatchObject({ url: moved.headers.get('location') })
    const page = await get(sim, moved.headers.get('location') ?? '')
    expect(rowsOf(page)).toHaveLength(5)
    expect(rowsOf(page)[0]?.['repository_url']).toBe(`${sim.url}/repos/acme/application`)
    expect(linkOf(page, 'next')).toBeDefined()
  })

  test('a hidden repository is gone from lists and by name', async () => {
    sim.edit({ kind: 'hideRepo', repo: 'acme/web' })
    expect((await get(sim, '/repos/acme/web')).status).toBe(404)
    expect(rowsOf(await get(sim, '/orgs/acme/repos'))).toHaveLength(1)
  })
})

describe('credentials', () => {
  test('wrong ones answer 401, none at all see public things', async () => {
    expect((await get(sim, '/user', { authorization: 'Bearer wrong' })).status).toBe(401)
    const bare = await fetch(`${sim.url}/repos/acme/app`)
    expect([bare.status, bare.headers.get('x-ratelimit-limit')]).toEqual([200, '60'])
  })

  test('an Enterprise Server answers under its own base path', async () => {
    const page = await get(sim, `${sim.enterpriseUrl}/repos/acme/app/issues?per_page=5`)
    expect(page.status).toBe(200)
    expect(linkOf(page, 'next')).toMatch(/\/api\/v3\/repositories\//)
  })
})

describe('milestones', () => {
  test('sorted by completeness come by the share of their issues that are closed', async () => {
    const repo = 'acme/web'
    const made = ['Half', 'All', 'None'].map(
      (title) => sim.edit({ kind: 'createMilestone', repo, title }).number ?? 0,
    )
    const put = (milestone: number | undefined, closed: boolean): void => {
      const { number = 0 } = sim.edit({
        kind: 'createIssue',
        repo,
        title: 'Member',
        milestone: milestone ?? 0,
      })
      if (closed) sim.edit({ kind: 'closeIssue', repo, number })
    }
    for (const [which, closed] of [
      [0, true],
      [0, false],
      [1, true],
      [2, false],
    ] as const)
      put(made[which], closed)
    const titles = rowsOf(await get(sim, `/repos/${repo}/milestones?sort=completeness`)).map(
      (row) => row['title'],
    )
    expect(titles.filter((title) => ['Half', 'All', 'None'].includes(String(title)))).toEqual([
      'None',
      'Half',
      'All',
    ])
  })

  test('move `updated_at` of an issue, or not, as with other relations', async () => {
    for (const relationsBumpUpdatedAt of [true, false]) {
      await using other = await startGitHubSimulator({ ...COMPANY, relationsBumpUpdatedAt })
      const repo = 'acme/web'
      const { number = 0 } = other.edit({ kind: 'createIssue', repo, title: 'Member' })
      const { number: milestone = 0 } = other.edit({ kind: 'createMilestone', repo, title: 'Late' })
      const path = `/repos/${repo}/issues/${number}`
      const { etag } = Object.fromEntries((await get(other, path)).headers)
      other.clock.advance(5000)
      other.edit({ kind: 'setMilestone', repo, number, milestone })
      const { json, headers } = await get(other, path)
      expect(json).toMatchObject({ milestone: { title: 'Late' } })
      expect(headers.get('etag')).not.toBe(etag)
      const { created_at, updated_at } = json as Record<string, unknown>
      expect(updated_at !== created_at).toBe(relationsBumpUpdatedAt)
    }
  })
})
