import github from '@headless-pmo/plugin-github'
import { startGitHubSimulator, type GitHubSimulatorOptions } from '@headless-pmo/simulators/github'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const ITEMS = 9

async function opened(limits: GitHubSimulatorOptions['limits']) {
  const simulator = await startGitHubSimulator({
    organizations: [{ login: 'acme' }],
    repositories: [{ fullName: 'acme/app', issues: ITEMS, pullShare: 0, relations: false }],
    projects: [{ owner: 'acme', title: 'Roadmap', fields: [{ name: 'Points', dataType: 'NUMBER' }] }],
    limits: limits ?? {},
  })
  for (let number = 1; number <= ITEMS; number++) {
    const { id } = simulator.edit({
      kind: 'addItem',
      owner: 'acme',
      project: 1,
      issue: { repo: 'acme/app', number },
    })
    simulator.edit({
      kind: 'setItemValue',
      owner: 'acme',
      project: 1,
      item: id ?? 0,
      field: 'Points',
      value: number,
    })
  }
  const portfolio = await openPortfolio({
    plugins: [github],
    connections: {
      code: {
        plugin: 'github',
        baseUrl: simulator.url,
        repositories: ['acme/app'],
        projects: [{ owner: 'acme', number: 1 }],
        history: 'none',
        secrets: { token: 'env:FAILURE_TOKEN' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_TOKEN: simulator.token },
  })
  return { simulator, portfolio }
}

test('a query that is too big for GitHub is asked in smaller pages until it fits, with the same result', async () => {
  const free = await opened(undefined)
  await using _free = free.simulator
  await using _first = free.portfolio
  expect(await free.portfolio.sync('code')).toMatchObject({ state: 'ok' })

  const tight = await opened({ graphqlMaxFirst: 5 })
  await using _tight = tight.simulator
  await using _second = tight.portfolio
  expect(await tight.portfolio.sync('code')).toMatchObject({ state: 'ok' })

  const points = (text: string): number[] =>
    [...text.matchAll(/"fields":\{"[^"]+":(\d+)\}/g)]
      .map(([, value]) => Number(value))
      .toSorted((a, b) => a - b)
  const wanted = Array.from({ length: ITEMS }, (_, index) => index + 1)
  expect(points(await free.portfolio.exported())).toEqual(wanted)
  expect(points(await tight.portfolio.exported())).toEqual(wanted)
})

test('a reply of status 200 with errors and nulls in its paths is a failure, never unset values', async () => {
  const { simulator, portfolio } = await opened(undefined)
  await using _simulator = simulator
  await using _portfolio = portfolio
  await portfolio.sync('code')
  const before = await portfolio.exported()

  const body = {
    data: { node: null, organization: null, repositoryOwner: null },
    errors: [{ type: 'SERVICE_UNAVAILABLE', path: ['node'], message: 'Something went wrong.' }],
  }
  simulator.fault({ kind: 'shape', body, path: '^/graphql', times: 50 })
  const run = await portfolio.sync('code', { full: true })
  expect(run.state).toBe('partial')
  expect(run.streams.flatMap(({ reasons }) => reasons).join('\n')).toMatch(/Something went wrong|GraphQL/)
  expect(await portfolio.exported()).toBe(before)
})
