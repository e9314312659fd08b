import { createCloudClient } from 'jira.js/cloud'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import type { Reply } from '../../common/http/reply.ts'
import { catcherOf, planted } from '../../jira/test/lie.ts'
import { JiraCloudSimulator, startJiraCloudSimulator } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY, EDITS } from './company.ts'
import { CLOUD_LIES } from './lies.ts'

const SPECS = ['specs/jira-cloud-platform-v3.pmo.openapi.json', 'specs/jira-software-agile-1.0.openapi.json']
describeWithFixtures('lies of the Jira Cloud simulator', SPECS, () => {
  const gate = fixture('specs')

  test.each(CLOUD_LIES)('$name: caught by the $caughtBy', async (lie) => {
    const told = async (distort?: (reply: Reply) => Reply): Promise<JiraCloudSimulator> => {
      const options = { ...COMPANY, edits: EDITS, gate, ...(distort === undefined ? {} : { distort }) }
      const simulator = await new JiraCloudSimulator(options).openGate()
      simulator.clock.advance(120_000)
      await ask(simulator, lie.target, lie.body)
      return simulator
    }
    expect((await told()).violations).toEqual([])
    expect(catcherOf((await told(planted(lie))).violations)).toBe(lie.caughtBy)
  })

  test("the second opinion: what Jira's own client catches of the lies about one page, and what it misses", async () => {
    const opinions: Record<string, 'caught' | 'missed'> = {}
    for (const lie of CLOUD_LIES.filter(({ target }) => target === '/rest/api/3/search/jql')) {
      await using simulator = await startJiraCloudSimulator({
        ...COMPANY,
        edits: EDITS,
        distort: planted(lie),
      })
      const client = createCloudClient({
        host: simulator.url,
        auth: { type: 'bearer', token: simulator.token },
        onSchemaMismatch: 'throw',
      })
      opinions[lie.name] = await client.issueSearch
        // The request that the lie is about.
        .searchAndReconsileIssuesUsingJqlPost(lie.body as { jql: string })
        .then(
          () => 'missed' as const,
          () => 'caught' as const,
        )
    }
    expect(opinions).toMatchInlineSnapshot(`
      {
        "a status that nobody described": "missed",
        "a token on the last page": "missed",
        "a token that is a number": "caught",
        "an id that is a key": "missed",
        "an id that is a number": "caught",
        "an invented total": "missed",
        "isLast as text": "caught",
        "no isLast": "missed",
        "no token where more follows": "missed",
        "paging of old": "missed",
        "updated as epoch": "missed",
      }
    `)
  })
})
