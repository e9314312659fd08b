import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { assertHonest, startGitHubSimulator } from '../index.ts'
import { get, rowsOf, walk } from './client.ts'

const FOLDER = 'recordings/github-ants'

const recorded = (file: string): Record<string, unknown>[] =>
  JSON.parse(readFileSync(fixture(`${FOLDER}/${file}.json`), 'utf8')) as Record<string, unknown>[]

const start = () => startGitHubSimulator({ recording: fixture(FOLDER), gate: fixture('specs') })

describeWithFixtures('a recorded repository', [FOLDER, 'specs/github-rest.pmo.openapi.json'], () => {
  test('is served verbatim, a repeated row once', async () => {
    await using sim = await start()
    const rows = await walk(sim, '/repos/panjf2000/ants/issues?state=all&per_page=7')
    const originals = new Map(recorded('issues').map((row) => [row['id'], row]))
    expect(rows).toHaveLength(originals.size)
    for (const row of rows) expect(row).toEqual(originals.get(row['id']))
    expect(rows.filter((row) => 'pull_request' in row)).toHaveLength(15)
    assertHonest(sim)
  })

  test('has its milestone although that names another repository', async () => {
    await using sim = await start()
    const milestones = rowsOf(await get(sim, '/repos/panjf2000/ants/milestones?state=all'))
    expect(milestones).toEqual(recorded('milestones'))
  })

  test('has events of issues that the recording lacks, newest first', async () => {
    await using sim = await start()
    const events = await walk(sim, '/repos/panjf2000/ants/issues/events?per_page=20')
    const ids = new Set(recorded('events').map((row) => row['id']))
    expect(events).toHaveLength(ids.size)
    expect(events.map((event) => Number(event['id']))).toEqual(
      [...ids].map(Number).toSorted((left, right) => right - left),
    )
  })

  test('has its people and pull requests', async () => {
    await using sim = await start()
    expect((await get(sim, '/users/appleboy')).json).toEqual(
      recorded('users').find((user) => user['login'] === 'appleboy'),
    )
    expect(await walk(sim, '/repos/panjf2000/ants/pulls?state=all&per_page=100')).toHaveLength(49)
  })

  test('can be edited: the rest of the payload stays as recorded', async () => {
    await using sim = await start()
    sim.edit({ kind: 'editIssue', repo: 'panjf2000/ants', number: 12, title: 'Edited' })
    const original = recorded('issues').find((row) => row['number'] === 12)
    const { json } = await get(sim, '/repos/panjf2000/ants/issues/12')
    expect(json).toMatchObject({ title: 'Edited', id: original?.['id'], body: original?.['body'] })
  })
})
