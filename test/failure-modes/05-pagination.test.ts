import { expect, test } from 'vitest'
import { jiraPortfolio } from './support/jira-portfolio.ts'

const ISSUES = 45

test('a list of many pages is read to its end, whatever the size that the server cuts pages to', async () => {
  await using opened = await jiraPortfolio({ projects: [{ key: 'APP', issues: ISSUES }], maxPageSize: 7 })
  expect(await opened.portfolio.sync('jira')).toMatchObject({ state: 'ok' })
  expect(await opened.portfolio.items('jira')).toHaveLength(ISSUES)
})

/** Issues that were all made at one instant: only the tokens of pages tell them apart. */
async function tied() {
  const opened = await jiraPortfolio({ projects: [{ key: 'APP' }], maxPageSize: 2 })
  for (let made = 1; made <= 6; made++)
    opened.simulator.edit({ kind: 'createIssue', project: 'APP', summary: `Issue ${made}` })
  return opened
}

test('pages of one instant are read by their tokens', async () => {
  await using opened = await tied()
  expect(await opened.portfolio.sync('jira')).toMatchObject({ state: 'ok' })
  expect(await opened.portfolio.items('jira')).toHaveLength(6)
})

test.each([
  ['repeatToken', 'the same page token twice'],
  ['emptyPage', 'a page that is empty and not the last'],
] as const)(
  '%s is a failed reading, neither an endless one nor the end of the list',
  async (kind, sentence) => {
    await using opened = await tied()
    const { simulator, portfolio } = opened
    await portfolio.sync('jira')
    simulator.fault({ kind, path: 'search/jql', after: 1, times: 1000 })
    const run = await portfolio.sync('jira', { full: true })
    const issues = run.streams.find(({ stream }) => stream === 'issues')
    expect(issues?.state).not.toBe('ok')
    expect(issues?.reasons.join(' ')).toContain(sentence)
    expect(await portfolio.items('jira')).toHaveLength(6)
  },
)

test('a list that ends early is noticed: what was read is held against what Jira counts', async () => {
  await using opened = await jiraPortfolio({ projects: [{ key: 'APP', issues: ISSUES }] })
  const { simulator, portfolio } = opened
  simulator.fault({ kind: 'shape', body: { issues: [], isLast: true }, path: 'search/jql', times: 1 })
  const run = await portfolio.sync('jira')
  const notes = run.streams.find(({ stream }) => stream === 'issues')?.reasons.join(' ')
  expect(notes).toContain(`Jira counts about ${ISSUES} issues in APP, but its search gave 0`)
})
