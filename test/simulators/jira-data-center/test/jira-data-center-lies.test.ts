import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import type { Reply } from '../../common/http/reply.ts'
import { catcherOf, planted } from '../../jira/test/lie.ts'
import { JiraDataCenterSimulator } from '../index.ts'
import { ask } from './client.ts'
import { EDITS, SERVER } from './company.ts'
import { SERVER_LIES } from './lies.ts'

describeWithFixtures(
  'lies of the Jira Data Center simulator',
  ['specs/jira-dc-10.3.pmo.openapi.json'],
  () => {
    test.each(SERVER_LIES)('$name: caught by the $caughtBy', async (lie) => {
      const told = async (distort?: (reply: Reply) => Reply) => {
        const simulator = new JiraDataCenterSimulator({
          ...SERVER,
          edits: EDITS,
          gate: fixture('specs'),
          ...(distort === undefined ? {} : { distort }),
        })
        await simulator.openGate()
        await ask(simulator, lie.target, lie.body)
        return simulator.violations
      }
      expect(await told()).toEqual([])
      expect(catcherOf(await told(planted(lie)))).toBe(lie.caughtBy)
    })
  },
)
