import github from '@headless-pmo/plugin-github'
import jira from '@headless-pmo/plugin-jira'
import microsoft from '@headless-pmo/plugin-microsoft-project'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { startGraphSimulator } from '@headless-pmo/simulators/graph'
import { NORTHWIND_GROUP, northwindTenant } from '@headless-pmo/simulators/graph/presets/northwind'
import { startJiraCloudSimulator } from '@headless-pmo/simulators/jira-cloud'
import { COLLEAGUES, mailbox } from '@headless-pmo/simulators/common/northwind/cast'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortfolio, type OpenPortfolio } from './support/open-portfolio.ts'

type Persons = Awaited<ReturnType<OpenPortfolio['api']['persons']['list']['query']>>
type Account = Persons['persons'][number]['accounts'][number]

const stack = new AsyncDisposableStack()
let portfolio: OpenPortfolio

beforeAll(async () => {
  const logins = COLLEAGUES.flatMap(({ github: account }) => account?.login ?? [])
  const code = stack.use(
    await startGitHubSimulator({
      users: [...logins.map((login) => ({ login })), { login: 'release-bot', type: 'Bot' }],
      repositories: [{ fullName: 'northwind/app' }],
    }),
  )
  // Whoever opened an issue is known to its reader.
  for (const login of [...logins, 'release-bot'])
    code.edit({ kind: 'createIssue', repo: 'northwind/app', title: `Of ${login}`, author: login, by: login })
  const desk = stack.use(
    await startJiraCloudSimulator({
      users: [
        ...COLLEAGUES.flatMap(({ name, jira: account }) =>
          account === undefined
            ? []
            : [
                {
                  login: account.login,
                  displayName: name,
                  email: mailbox(name),
                  emailHidden: account.emailHidden,
                },
              ],
        ),
        { login: 'automation', displayName: 'Automation for Jira', accountType: 'app' },
      ],
      apiTokens: { 'mara.lindt': 'desk-token' },
      projects: [{ key: 'MEM', lead: 'mara.lindt' }],
    }),
  )
  const launch = stack.use(
    await startGraphSimulator({
      ...northwindTenant({ now: '2026-03-02T09:00:00Z' }),
      apps: [{ clientId: 'pmo', clientSecret: 'launch-secret' }],
    }),
  )
  portfolio = stack.use(
    await openPortfolio({
      plugins: [github, jira, microsoft],
      connections: {
        code: {
          plugin: 'github',
          baseUrl: code.url,
          repositories: ['northwind/app'],
          secrets: { token: 'env:FAILURE_CODE' },
          sync: { every: 'never' },
        },
        desk: {
          plugin: 'jira',
          baseUrl: desk.url,
          secrets: { email: 'env:FAILURE_EMAIL', apiToken: 'env:FAILURE_DESK' },
          sync: { every: 'never' },
        },
        launch: {
          plugin: 'microsoft-project',
          planner: { url: launch.url, groups: [NORTHWIND_GROUP] },
          tenant: 'northwind.example',
          loginUrl: launch.url,
          secrets: { clientId: 'env:FAILURE_CLIENT', clientSecret: 'env:FAILURE_LAUNCH' },
          sync: { every: 'never' },
        },
      },
      secrets: {
        FAILURE_CODE: code.token,
        FAILURE_EMAIL: mailbox('Mara Lindt'),
        FAILURE_DESK: 'desk-token',
        FAILURE_CLIENT: 'pmo',
        FAILURE_LAUNCH: 'launch-secret',
      },
    }),
  )
  for (const connection of ['code', 'desk', 'launch']) {
    const { state } = await portfolio.sync(connection)
    if (state !== 'ok') throw new Error(`${connection} ended ${state}`)
  }
})
afterAll(() => stack.disposeAsync())

/** Who an account really belongs to. */
function truth({ connection, login, displayName }: Account): string | undefined {
  return COLLEAGUES.find(({ name, github: code, entra }) =>
    connection === 'code'
      ? code?.login === login
      : connection === 'launch'
        ? entra?.principal === login
        : displayName === name,
  )?.name
}

/** Pairs of accounts in two tools. */
function pairs(accounts: readonly Account[]): (readonly [Account, Account])[] {
  return accounts.flatMap((one, index) => accounts.slice(index + 1).map((other) => [one, other] as const))
}

test('more accounts of one person are found than by equal logins, and never two people as one', async () => {
  const { persons } = await portfolio.api.persons.list.query({})
  const accounts = persons.flatMap((person) => person.accounts)
  const real = pairs(accounts).filter(
    ([one, other]) => truth(one) !== undefined && truth(one) === truth(other),
  )
  expect(real.length).toBeGreaterThan(25)

  const merged = persons.flatMap((person) => pairs(person.accounts))
  for (const [one, other] of merged) expect(truth(one)).toBe(truth(other))

  // What a comparison of logins could find: the part before the @ is one, too.
  const plain = ({ login = '' }: Account): string => login.replace(/@.*/, '').replaceAll(/[.-]/g, '')
  const byLogin = real.filter(([one, other]) => plain(one) !== '' && plain(one) === plain(other))
  const share = merged.length / real.length
  expect(share).toBeGreaterThan(byLogin.length / real.length)
  expect(share).toBeGreaterThan(2 / 3)
})

test('who is not found is suggested with what speaks for and against it, and a decision can be taken back', async () => {
  const { suggestions } = await portfolio.api.persons.suggestions.query({})
  const { persons } = await portfolio.api.persons.list.query({})
  const lvogt = persons.flatMap(({ accounts }) => accounts).find(({ login }) => login === 'lvogt')
  const asked = suggestions.find(({ one, other }) => [one.ref, other.ref].includes(lvogt?.ref ?? ''))
  expect(asked).toMatchObject({ rule: 'initial', against: 'Nothing more is the same.' })
  if (asked === undefined) throw new Error('it was found just now')

  const names = async () => (await portfolio.api.persons.list.query({})).persons.map(({ name }) => name)
  const before = await names()
  const { one, other } = asked
  const { id } = await portfolio.api.persons.decide.mutate({
    verdict: 'same',
    one,
    other,
    note: 'she said so',
  })
  expect(await names()).not.toContain('lvogt')
  await portfolio.api.persons.withdraw.mutate({ id })
  expect(await names()).toEqual(before)
})

test('apps and bots are nobody', async () => {
  const { persons, apps } = await portfolio.api.persons.list.query({})
  expect(apps.map(({ connection }) => connection)).toEqual(['code', 'desk'])
  expect(persons.map(({ name }) => name)).not.toContain('release-bot')
})
