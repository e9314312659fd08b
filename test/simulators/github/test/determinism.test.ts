import { describe, expect, test } from 'vitest'
import { startGitHubSimulator } from '../index.ts'
import { get } from './client.ts'
import { COMPANY } from './company.ts'

const PATHS = [
  '/repos/acme/app/issues?state=all&per_page=100&sort=updated&direction=asc',
  '/repos/acme/app/issues/events?per_page=100',
  '/repos/acme/web/issues?state=all',
  '/orgs/acme/projectsV2/1/items?per_page=50',
  '/repos/acme/app/milestones?state=all',
]

const transcript = async (seed: number): Promise<string[]> => {
  await using sim = await startGitHubSimulator({ ...COMPANY, seed, apiUrl: 'https://api.github.test' })
  sim.randomEdits({ seed: 4, count: 80 })
  const bodies: string[] = []
  for (const path of PATHS) bodies.push((await get(sim, path)).text)
  return bodies
}

describe('one seed', () => {
  test('gives the same bytes every time', async () => {
    expect(await transcript(3)).toEqual(await transcript(3))
  })

  test('gives other bytes than another seed', async () => {
    expect(await transcript(3)).not.toEqual(await transcript(4))
  })
})

describe('edits tied to request counts', () => {
  test('fall right before their request and only once', async () => {
    await using sim = await startGitHubSimulator({
      ...COMPANY,
      edits: [
        {
          atRequest: 2,
          edit: { kind: 'editIssue', repo: 'acme/app', number: 1, title: 'Between two requests' },
        },
      ],
    })
    const title = async (): Promise<unknown> => {
      const { json } = await get(sim, '/repos/acme/app/issues/1')
      return typeof json === 'object' && json !== null && 'title' in json ? json.title : undefined
    }
    expect(await title()).not.toBe('Between two requests')
    expect(await title()).toBe('Between two requests')
    expect(sim.script.done).toBe(1)
  })

  test('of a generator happen as requests come in', async () => {
    await using sim = await startGitHubSimulator({
      ...COMPANY,
      randomEdits: { seed: 9, count: 5, everyNRequests: 2 },
    })
    for (let request = 0; request < 10; request++) await get(sim, '/repos/acme/app/labels')
    expect(sim.script.pending).toBe(0)
    expect(sim.script.done + sim.script.failed.length).toBeGreaterThanOrEqual(4)
  })
})
