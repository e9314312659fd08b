import { expect, test } from 'vitest'
import { Config, graphqlRoot } from '../src/config.ts'

const mistakes = (config: unknown) =>
  Config.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

test('a list of repositories is enough', () => {
  expect(Config.parse({ repositories: ['acme/web'] })).toEqual({
    repositories: ['acme/web'],
    projects: [],
    pullRequests: false,
    history: 'events',
    baseUrl: 'https://api.github.com',
  })
})

test('each mistake is answered with its place and what to write instead', () => {
  expect(mistakes({})).toEqual([
    'repositories: Nothing to read: name repositories, an organization or projects.',
  ])
  expect(mistakes({ repositories: ['https://github.com/acme/web'] })).toEqual([
    'repositories.0: Write the repository as owner/name, for example acme/web, not as an address.',
  ])
  expect(mistakes({ repositories: ['a/b'], appId: 7 })).toEqual([
    'installationId: A GitHub App needs its installation: add installationId.',
  ])
  expect(mistakes({ repositories: ['a/b'], baseUrl: 'https://github.com' })).toEqual([
    'baseUrl: This is the site, not the API: write https://api.github.com.',
  ])
  expect(mistakes({ repository: ['a/b'] })?.[0]).toContain('repository')
})

test('every field says what it is for', () => {
  const described = Object.entries(Config.shape).map(([name, field]) => [name, field.description])
  expect(described.filter(([, description]) => !description)).toEqual([])
})

test('GraphQL lies beside the REST API', () => {
  expect(graphqlRoot('https://api.github.com')).toBe('https://api.github.com')
  expect(graphqlRoot('https://github.acme.test/api/v3')).toBe('https://github.acme.test/api')
})
