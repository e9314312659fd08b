import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { get, post } from './client.ts'
import { COMPANY } from './company.ts'

let sim: GitHubSimulator
beforeEach(async () => {
  sim = await startGitHubSimulator({ ...COMPANY })
})
afterEach(() => sim.close())

const PATH = '/repos/acme/app/issues'

describe('a fault', () => {
  test('hits matching requests as often as asked, after those it lets pass', async () => {
    sim.fault({ kind: 'status', status: 502, path: 'issues', after: 1, times: 2 })
    const statuses: number[] = []
    for (let request = 0; request < 4; request++) statuses.push((await get(sim, PATH)).status)
    expect(statuses).toEqual([200, 502, 502, 200])
    sim.fault({ kind: 'status', status: 500, path: 'labels' })
    expect((await get(sim, PATH)).status).toBe(200)
  })

  test('cuts the connection in the middle of a body', async () => {
    sim.fault({ kind: 'cut' })
    await expect(get(sim, PATH)).rejects.toThrow(TypeError)
  })

  test('ends a body early but properly', async () => {
    sim.fault({ kind: 'truncate' })
    await expect(get(sim, PATH)).rejects.toThrow(SyntaxError)
  })

  test('resets the connection', async () => {
    sim.fault({ kind: 'reset' })
    await expect(get(sim, PATH)).rejects.toThrow(TypeError)
  })

  test('hangs until released', async () => {
    sim.fault({ kind: 'hang' })
    let answered = false
    const pending = get(sim, PATH).then((answer) => {
      answered = true
      return answer
    })
    await get(sim, '/repos/acme/app')
    expect(answered).toBe(false)
    await post(sim, '/_sim/release', {})
    expect((await pending).status).toBe(200)
  })

  test('answers another shape, a page of HTML, a bare 429', async () => {
    sim.fault({ kind: 'shape' })
    expect((await get(sim, PATH)).json).toEqual({ unexpected: true })
    sim.fault({ kind: 'html' })
    expect((await get(sim, PATH)).headers.get('content-type')).toContain('text/html')
    sim.fault({ kind: 'rateLimit', headers: 'none' })
    const limited = await get(sim, PATH)
    expect([
      limited.status,
      limited.headers.has('retry-after'),
      limited.headers.has('x-ratelimit-remaining'),
    ]).toEqual([429, false, false])
    sim.fault({ kind: 'secondaryLimit', retryAfter: 7 })
    expect((await get(sim, PATH)).headers.get('retry-after')).toBe('7')
  })
})

describe('the control endpoints', () => {
  test('edit, arm faults, move the clock and tell the state', async () => {
    const edited = await post(sim, '/_sim/edit', {
      kind: 'createIssue',
      repo: 'acme/app',
      title: 'From outside',
    })
    expect(edited.json).toMatchObject({ repo: 'acme/app', number: 41 })
    await post(sim, '/_sim/clock', { advanceMs: 5_000 })
    expect((await get(sim, '/_sim/clock')).json).toEqual({ now: '2026-01-05T09:00:05Z' })
    await post(sim, '/_sim/faults', { kind: 'status', status: 503 })
    expect((await get(sim, PATH)).status).toBe(503)
    await post(sim, '/_sim/script', {
      relative: true,
      edits: [{ atRequest: 1, edit: { kind: 'closeIssue', repo: 'acme/app', number: 41 } }],
    })
    expect((await get(sim, '/repos/acme/app/issues/41')).json).toMatchObject({ state: 'closed' })
    expect((await get(sim, '/_sim/health')).json).toMatchObject({ ok: true, requests: 2, edits: 1 })
    expect(sim.requests.map((request) => request.status)).toEqual([503, 200])
  })

  test('say what is wrong with an edit', async () => {
    const refused = await post(sim, '/_sim/edit', { kind: 'closeIssue', repo: 'acme/app', number: 999 })
    expect([refused.status, refused.json]).toEqual([404, { error: 'acme/app has no issue #999.' }])
    expect((await post(sim, '/_sim/edit', { kind: 'explode' })).status).toBe(400)
    expect((await get(sim, '/_sim/nothing')).status).toBe(404)
  })
})
