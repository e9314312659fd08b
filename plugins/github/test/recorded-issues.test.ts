import { portfolioRecord, verbatimObject } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeWithFixtures } from '../../../test/support/fixtures.ts'
import { toIssueRecords } from '../src/map/issue.ts'
import { toMilestone } from '../src/map/milestone.ts'
import { IssueItem } from '../src/wire/issue.ts'
import { Milestone } from '../src/wire/milestone.ts'
import { recorded } from './recording.ts'

describeWithFixtures('recorded issues', ['recordings/github-ants/issues.json'], () => {
  const config = { repositories: ['panjf2000/ants'], pullRequests: false }
  const mapped = (pullRequests: boolean) =>
    recorded('issues.json').map((issue) =>
      toIssueRecords(
        IssueItem.parse(verbatimObject({ issue }).value),
        { ...config, pullRequests },
        '134018330',
      ),
    )

  test('every issue becomes one valid work item, a pull request none unless asked for', () => {
    const issues = recorded('issues.json').map((issue) => issue.value as { pull_request?: object })
    const pulls = issues.filter((issue) => issue.pull_request !== undefined).length
    expect(pulls).toBeGreaterThan(0)
    const records = mapped(false).flat()
    expect(records).toHaveLength(issues.length - pulls)
    for (const record of records) expect(portfolioRecord.parse(record)).toMatchObject({ kind: 'workItem' })
    const withPulls = mapped(true).flat()
    expect(withPulls).toHaveLength(issues.length)
    expect(
      withPulls.filter((record) => record.kind === 'workItem' && record.type === 'pull_request'),
    ).toHaveLength(pulls)
  })

  test('a closed issue is done at the instant it was closed, an open one is to do', () => {
    for (const record of mapped(false).flat()) {
      if (record.kind !== 'workItem') continue
      expect(record.statusCategory).toBe(record.status === 'closed' ? 'done' : 'todo')
      expect(record.finished !== undefined).toBe(record.status === 'closed')
    }
  })

  test('the milestone is a valid record', () => {
    for (const { value } of recorded('milestones.json'))
      expect(portfolioRecord.parse(toMilestone(Milestone.parse(value), '134018330'))).toMatchObject({
        name: 'v0.11.0',
        state: 'open',
      })
  })
})
