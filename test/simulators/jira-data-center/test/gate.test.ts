import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { isJsonObject } from '../../common/json.ts'
import { loadDescription } from '../../common/gate/load-description.ts'
import { corrected, CORRECTIONS } from '../gate/corrections.ts'
import { DESCRIPTION } from '../gate/load-gate.ts'
import { assertHonest, JiraDataCenterSimulator } from '../index.ts'
import { ask, rowsOf } from './client.ts'
import { EDITS, SERVER } from './company.ts'
import { visitAll } from './tour.ts'

const SPEC = `specs/${DESCRIPTION}`
const RECORDING = 'recordings/jira-data-center'

describeWithFixtures('the gate of the Jira Data Center simulator', [SPEC], () => {
  test('finds nothing in a tour of every address, and every known defect of the description shows', async () => {
    const simulator = new JiraDataCenterSimulator({
      ...SERVER,
      edits: EDITS,
      contextPath: '/jira',
      gate: fixture('specs'),
    })
    await simulator.openGate()
    simulator.clock.advance(120_000)
    const statuses = await visitAll(simulator, '/jira')
    expect(new Set(statuses)).toEqual(new Set([200, 400, 404]))
    await ask(simulator, '/jira/rest/api/2/resolution', undefined, 'Bearer wrong')
    assertHonest(simulator)
    expect(simulator.unusedAllowances).toEqual([])
  })

  test('every correction of the description still corrects something', async () => {
    const document = await loadDescription(fixture(SPEC))
    const right = corrected(document)
    for (const { id, lists = [], pages = [], components = {} } of CORRECTIONS) {
      for (const path of [...lists, ...pages])
        expect(document.paths[path], `${id}: ${path}`).not.toEqual(right.paths[path])
      for (const name of Object.keys(components))
        expect(document.components['schemas']?.[name], `${id}: ${name}`).not.toEqual(
          right.components['schemas']?.[name],
        )
    }
  })

  test('sprints as objects pass as well, where a server sends them so', async () => {
    const simulator = new JiraDataCenterSimulator({
      ...SERVER,
      edits: EDITS,
      sprintStrings: false,
      gate: fixture('specs'),
    })
    await simulator.openGate()
    const { body } = await ask(simulator, '/rest/api/2/issue/APP-2')
    expect(body).toMatchObject({ fields: { customfield_10001: [{ id: 1, state: 'active' }] } })
    assertHonest(simulator)
  })
})

describeWithFixtures('a recording as the seed of the Jira Data Center simulator', [SPEC, RECORDING], () => {
  const seeded = async (): Promise<JiraDataCenterSimulator> => {
    const simulator = new JiraDataCenterSimulator({
      recording: fixture(RECORDING),
      gate: fixture('specs'),
      tokens: { pat: 'admin' },
    })
    await simulator.openGate()
    return simulator
  }
  const recorded = rowsOf(JSON.parse(readFileSync(fixture(`${RECORDING}/issues.json`), 'utf8')))
  const fieldsOf = (issue: unknown): unknown => (isJsonObject(issue) ? issue['fields'] : undefined)

  test('serves the payloads as they came, until an edit touches one', async () => {
    const simulator = await seeded()
    const { body } = await ask(simulator, '/rest/api/2/search', {
      jql: 'order by key',
      fields: ['*all'],
      expand: ['changelog'],
      maxResults: 100,
    })
    const served = rowsOf(body['issues'])
    expect(served).toHaveLength(recorded.length)
    for (const row of recorded)
      expect(fieldsOf(served.find(({ id }) => id === row['id']))).toEqual(row['fields'])
    assertHonest(simulator)
    const key = 'DZFNK0168-11'
    simulator.edit({ kind: 'editIssue', issue: key, summary: 'Touched' })
    const touched = (await ask(simulator, `/rest/api/2/issue/${key}`)).body
    expect(touched).toMatchObject({ fields: { summary: 'Touched' } })
    // Links to what the recording lacks are still there.
    const links = (fields: unknown): number =>
      isJsonObject(fields) ? rowsOf(fields['issuelinks']).length : 0
    expect(links(fieldsOf(touched))).toBe(links(recorded[10]?.['fields']))
    assertHonest(simulator)
  })
})
