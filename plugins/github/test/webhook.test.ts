import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../test/support/fixtures.ts'
import { githubConnector } from '../src/connector.ts'
import { webhook } from '../src/webhook.ts'

const EXAMPLES = 'specs/github-webhooks.examples.json'
const streams = new Set(Object.keys(githubConnector.streams))

const hintsOf = (event: string | null, body: unknown) =>
  webhook.hints({ body, header: (name) => (name === 'x-github-event' ? event : null) })

describeWithFixtures('official examples', [EXAMPLES], () => {
  const examples = JSON.parse(readFileSync(fixture(EXAMPLES), 'utf8')) as {
    name: string
    examples: unknown[]
  }[]

  test('each gives hints of streams that exist, or none', () => {
    const deliveries = examples.flatMap(({ name, examples: bodies }) =>
      bodies.map((body) => ({ name, body })),
    )
    expect(deliveries.length).toBeGreaterThan(60)
    for (const { name, body } of deliveries) {
      const hints = hintsOf(name, body)
      expect(hints.every(({ stream }) => streams.has(stream))).toBe(true)
    }
    const issues = deliveries.filter(({ name }) => name === 'issues')
    for (const { body } of issues)
      expect(hintsOf('issues', body)[0]).toMatchObject({ hint: { number: expect.any(Number) } })
  })
})

test('a transferred issue is asked for at both places', () => {
  const issue = (repository: string, number: number, id: number) => ({
    id,
    number,
    repository_url: `https://api.github.com/repos/${repository}`,
  })
  const hints = hintsOf('issues', {
    action: 'transferred',
    issue: issue('acme/web', 3, 30),
    changes: { new_issue: issue('acme/app', 9, 90) },
    repository: { full_name: 'acme/web' },
  })
  expect(hints).toEqual([
    { stream: 'issues', ref: '30', hint: { repository: 'acme/web', number: 3 } },
    { stream: 'issues', ref: '90', hint: { repository: 'acme/app', number: 9 } },
  ])
})

test('no payload, however odd, makes it throw', () => {
  const events = fc.oneof(
    fc.constantFrom(
      'issues',
      'label',
      'repository',
      'projects_v2_item',
      'sub_issues',
      'constructor',
      '__proto__',
    ),
    fc.string(),
    fc.constant(null),
  )
  fc.assert(
    fc.property(events, fc.jsonValue(), (event, body) => {
      expect(Array.isArray(hintsOf(event, body))).toBe(true)
    }),
  )
})
