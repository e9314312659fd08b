import { expect, test } from 'vitest'
import { apiRoot, Config } from '../src/config.ts'

const mistakes = (config: unknown) =>
  Config.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

test('an address is enough', () => {
  expect(Config.parse({ baseUrl: 'https://acme.atlassian.net/' })).toEqual({
    baseUrl: 'https://acme.atlassian.net',
    fields: {},
    history: 'full',
    worklogs: true,
    boards: true,
    remoteLinks: false,
  })
})

test('each mistake is answered with its place and what to write instead', () => {
  const site = 'https://acme.atlassian.net'
  expect(mistakes({ baseUrl: `${site}/jira/software` })).toEqual([
    'baseUrl: Write the address of the site alone: https://acme.atlassian.net.',
  ])
  expect(mistakes({ baseUrl: 'https://jira.acme.example/rest/api/2' })).toEqual([
    'baseUrl: This is the API, not the site: leave out /rest and what follows.',
  ])
  expect(mistakes({ baseUrl: 'http://acme.atlassian.net' })).toEqual([
    'baseUrl: A site of Jira Cloud has an address with https: https://acme.atlassian.net.',
  ])
  expect(mistakes({ baseUrl: `${site}/?atlOrigin=x` })).toEqual([
    'baseUrl: Write the address of the site alone: https://acme.atlassian.net.',
  ])
  expect(mistakes({ baseUrl: 'https://api.atlassian.com/ex/jira/1' })?.[0]).toContain('and its cloudId')
  expect(mistakes({ baseUrl: site, projects: ['My project'] })?.[0]).toContain('projects.0: Write the key')
  expect(mistakes({ baseUrl: site, projects: [] })?.[0]).toContain('leave the list out to read all')
  expect(mistakes({ baseUrl: site, fields: { 'two words': 'x' } })?.[0]).toContain('as one word')
  expect(mistakes({ baseUrl: site, project: 'A' })?.[0]).toContain('project')
})

test.each([
  ['/jira/browse/OPS-1', '/jira'],
  ['/jira/secure/Dashboard.jspa', '/jira'],
  ['/secure/RapidBoard.jspa?rapidView=1', ''],
  ['/jira/projects/OPS/summary', '/jira'],
  ['/jira/login.jsp', '/jira'],
  ['/jira/?x=1', '/jira'],
])('the address of a page, %s, is answered with where Jira begins', (page, root) => {
  expect(mistakes({ baseUrl: `https://jira.acme.example${page}` })).toEqual([
    `baseUrl: This is a page of Jira; write where Jira begins: https://jira.acme.example${root}.`,
  ])
})

test.each(['', '/jira', '/projects/', '/tools/issues'])('Data Center may begin at "%s"', (path) => {
  expect(mistakes({ baseUrl: `https://jira.acme.example${path}` })).toBeUndefined()
})

test('a field may be named once or in order', () => {
  const { fields } = Config.parse({
    baseUrl: 'https://jira.acme.example',
    fields: { points: 'Size', team: ['A', 'B'] },
  })
  expect(fields).toEqual({ points: ['Size'], team: ['A', 'B'] })
})

test('OAuth reaches a site through the gateway; Data Center may live under a path', () => {
  expect(apiRoot({ baseUrl: 'https://acme.atlassian.net', cloudId: 'ab-1' })).toBe(
    'https://api.atlassian.com/ex/jira/ab-1',
  )
  expect(apiRoot({ baseUrl: 'https://acme.example/jira', cloudId: undefined })).toBe(
    'https://acme.example/jira',
  )
})
