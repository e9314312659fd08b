import github from '@headless-pmo/plugin-github'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const HOME = 'acme/app'
const OTHER = 'acme/web'

async function opened() {
  const simulator = await startGitHubSimulator({
    repositories: [
      { fullName: HOME, issues: 6, pullShare: 0, relations: false },
      { fullName: OTHER, issues: 2, pullShare: 0, relations: false },
    ],
  })
  const portfolio = await openPortfolio({
    plugins: [github],
    connections: {
      code: {
        plugin: 'github',
        baseUrl: simulator.url,
        repositories: [HOME, OTHER],
        history: 'none',
        secrets: { token: 'env:FAILURE_TOKEN' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_TOKEN: simulator.token },
  })
  return { simulator, portfolio }
}

test('an issue that was transferred keeps its history and its links under its new address', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  simulator.edit({ kind: 'addBlockedBy', repo: HOME, number: 2, blocker: { repo: HOME, number: 1 } })
  await portfolio.sync('code')
  const before = await portfolio.api.workItems.get.query({ connection: 'code', ref: `${HOME}#1` })

  const { number } = simulator.edit({ kind: 'transferIssue', repo: HOME, number: 1, to: OTHER })
  const run = await portfolio.sync('code', { full: true })
  expect(run).toMatchObject({ state: 'ok' })

  const after = await portfolio.api.workItems.get.query({ connection: 'code', ref: `${OTHER}#${number}` })
  expect(after.item.data.title).toBe(before.item.data.title)
  // The former ref leads to the same item, and its history begins with its first sight in the old place.
  const former = await portfolio.api.workItems.get.query({ connection: 'code', ref: before.item.ref })
  expect(former.item.ref).toBe(after.item.ref)
  const { observed } = await portfolio.api.workItems.history.query({
    connection: 'code',
    ref: after.item.ref,
  })
  expect(observed.length).toBeGreaterThan(1)
  const edges = (await portfolio.exported())
    .split('\n')
    .filter((line) => line.includes('"kind":"dependency"'))
  expect(edges).toHaveLength(1)
  expect(edges[0]).toContain(`"${after.item.ref}"`)
  expect(await portfolio.items('code')).toHaveLength(8)
})

test('deleted, transferred out of scope and hidden are three reasons, each kept and reversible', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  simulator.edit({ kind: 'createRepo', repo: 'elsewhere/out' })
  await portfolio.sync('code')
  const refs = new Map((await portfolio.items('code')).map(({ key, ref }) => [key, ref]))

  simulator.edit({ kind: 'deleteIssue', repo: HOME, number: 1 })
  simulator.edit({ kind: 'hideIssue', repo: HOME, number: 2 })
  simulator.edit({ kind: 'transferIssue', repo: HOME, number: 3, to: 'elsewhere/out' })
  await portfolio.sync('code', { full: true })

  const reason = async (key: string): Promise<string | undefined> => {
    const ref = refs.get(key)
    if (ref === undefined) throw new Error(`${key} was read before`)
    const { items } = await portfolio.api.workItems.list.query({ connection: ['code'], presence: 'gone' })
    return items.find((item) => item.ref === ref)?.gone
  }
  expect({
    deleted: await reason(`${HOME}#1`),
    hidden: await reason(`${HOME}#2`),
    transferred: await reason(`${HOME}#3`),
  }).toEqual({ deleted: 'deleted', hidden: 'no_access', transferred: 'moved' })

  simulator.edit({ kind: 'unhideIssue', repo: HOME, number: 2 })
  await portfolio.sync('code', { full: true })
  expect((await portfolio.items('code')).map(({ key }) => key)).toContain(`${HOME}#2`)
})
