import { expect, test } from 'vitest'
import { jiraPortfolio, searches } from './support/jira-portfolio.ts'

const MINUTE = 60_000

test.each(['America/Los_Angeles', 'Pacific/Kiritimati'])(
  'an issue that changes every 16 minutes is read each time by an account in %s',
  async (timeZone) => {
    await using opened = await jiraPortfolio({
      users: [{ login: 'ada', timeZone }],
      projects: [{ key: 'APP', issues: 3 }],
    })
    const { simulator, portfolio, asked } = opened
    await portfolio.sync('jira')
    for (let turn = 1; turn <= 4; turn++) {
      simulator.clock.advance(16 * MINUTE)
      simulator.edit({ kind: 'editIssue', issue: 'APP-2', summary: `Turn ${turn}` })
      expect(await portfolio.sync('jira')).toMatchObject({ state: 'ok' })
      const { item } = await portfolio.api.workItems.get.query({ connection: 'jira', ref: 'APP-2' })
      expect(item.data.title).toBe(`Turn ${turn}`)
    }
    // By milliseconds, which have no zone, and without an upper bound.
    const delta = searches(asked).filter((jql) => jql.includes('updated >='))
    expect(delta.length).toBeGreaterThan(0)
    for (const jql of delta) expect(jql).toMatch(/updated >= \d{13} ORDER BY/)
    for (const jql of searches(asked)) expect(jql).not.toMatch(/updated <|"\d{4}/)
  },
)

test('a date in JQL means another instant to each account: the hole that milliseconds do not have', async () => {
  await using opened = await jiraPortfolio({
    users: [{ login: 'ada', timeZone: 'America/Los_Angeles' }],
    projects: [{ key: 'APP', issues: 1 }],
  })
  const { simulator } = opened
  simulator.edit({ kind: 'editIssue', issue: 'APP-1', summary: 'Now' })
  const found = async (since: string): Promise<number> => {
    const reply = await fetch(`${simulator.url}/rest/api/3/search/jql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ jql: `project = APP AND updated >= ${since}` }),
    })
    const { issues } = (await reply.json()) as { readonly issues: readonly unknown[] } // as Jira answers
    return issues.length
  }
  const before = simulator.clock.now() - 5 * MINUTE
  expect(await found(`"${new Date(before).toISOString().slice(0, 16).replace('T', ' ')}"`)).toBe(0)
  expect(await found(String(before))).toBe(1)
})
