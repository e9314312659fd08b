import { readFileSync } from 'node:fs'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { githubSync, memoryStore, recordsOf } from './github-sync.ts'

describeWithFixtures('a real repository, recorded', ['recordings/github-ants/issues.json'], () => {
  const recorded = (name: string) =>
    JSON.parse(readFileSync(fixture(`recordings/github-ants/${name}.json`), 'utf8')) as Record<
      string,
      unknown
    >[]

  test('every issue, its milestone and its history arrive; the second sync writes nothing', async () => {
    await using simulator = await startGitHubSimulator({ recording: fixture('recordings/github-ants') })
    const config = { repositories: ['panjf2000/ants'] }
    const store = memoryStore()
    const results = await githubSync({ simulator, store, config })
    expect(results.filter(({ state }) => state !== 'ok')).toEqual([])
    const kinds = Object.values(await recordsOf(store, ['issues', 'milestones', 'events'])).map(
      ({ kind }) => kind,
    )
    const count = (kind: string) => kinds.filter((each) => each === kind).length
    expect(count('workItem')).toBe(recorded('issues').filter((issue) => !issue['pull_request']).length)
    expect(count('milestone')).toBe(recorded('milestones').length)
    const ofIssues = recorded('events').filter(
      ({ issue }) => issue !== null && !(issue as Record<string, unknown>)['pull_request'],
    )
    // The recording shows one event twice.
    expect(count('change')).toBe(new Set(ofIssues.map(({ id }) => id)).size)
    const before = store.fingerprint()
    await githubSync({ simulator, store, config })
    expect(store.fingerprint()).toBe(before)
  })
})
