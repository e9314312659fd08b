import { type GraphQLSchema, isEnumType, isInterfaceType, isObjectType } from 'graphql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { officialSchema, simulatedSchema } from '../graphql/schema.ts'
import { assertHonest, type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { type Answer, post } from './client.ts'
import { COMPANY } from './company.ts'

const OFFICIAL = 'specs/github-graphql.15.26.1.schema.graphql'

let sim: GitHubSimulator
beforeEach(async () => {
  sim = await startGitHubSimulator({ ...COMPANY })
})
afterEach(() => sim.close())

const ask = (query: string, variables: Record<string, unknown> = {}): Promise<Answer> =>
  post(sim, '/graphql', { query, variables })

const ITEMS = /* GraphQL */ `
  query Items($first: Int!, $after: String) {
    rateLimit {
      cost
      remaining
    }
    organization(login: "acme") {
      projectV2(number: 1) {
        items(first: $first, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            fullDatabaseId
            type
            content {
              __typename
              ... on Issue {
                number
                parent {
                  number
                }
                blockedBy(first: 10) {
                  nodes {
                    number
                  }
                }
                issueType {
                  name
                }
              }
            }
            fieldValues(first: 20) {
              nodes {
                __typename
                ... on ProjectV2ItemFieldTextValue {
                  text
                }
                ... on ProjectV2ItemFieldNumberValue {
                  number
                }
                ... on ProjectV2ItemFieldDateValue {
                  date
                }
                ... on ProjectV2ItemFieldSingleSelectValue {
                  name
                  optionId
                }
                ... on ProjectV2ItemFieldIterationValue {
                  title
                  iterationId
                  startDate
                  duration
                }
              }
            }
          }
        }
      }
    }
  }
`

interface ItemsData {
  readonly data: {
    readonly organization: {
      readonly projectV2: {
        readonly items: {
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
          readonly nodes: readonly {
            readonly fullDatabaseId: string
            readonly type: string
            readonly content: unknown
            readonly fieldValues: { readonly nodes: readonly Record<string, unknown>[] }
          }[]
        }
      }
    }
  }
}

const itemsOf = (answer: Answer): ItemsData['data']['organization']['projectV2']['items'] =>
  (answer.json as ItemsData).data.organization.projectV2.items

const addItem = (number: number): number =>
  sim.edit({ kind: 'addItem', owner: 'acme', project: 1, issue: { repo: 'acme/app', number } }).id ?? 0

const plainIssue = (title: string): number =>
  sim.edit({ kind: 'createIssue', repo: 'acme/app', title, type: 'Bug' }).number ?? 0

describe('project items', () => {
  test('carry values of every kind', async () => {
    const item = addItem(plainIssue('Valued'))
    const set = (field: string, value: string | number): void => {
      sim.edit({ kind: 'setItemValue', owner: 'acme', project: 1, item, field, value })
    }
    set('Stage', 'Done')
    set('Points', 5)
    set('Due', '2026-03-01')
    set('Note', 'Look here')
    set('Sprint', 'S1')
    const [node] = itemsOf(await ask(ITEMS, { first: 10 })).nodes
    const values = node?.fieldValues.nodes ?? []
    expect(values).toContainEqual({ __typename: 'ProjectV2ItemFieldNumberValue', number: 5 })
    expect(values).toContainEqual({ __typename: 'ProjectV2ItemFieldDateValue', date: '2026-03-01' })
    expect(values).toContainEqual({ __typename: 'ProjectV2ItemFieldTextValue', text: 'Look here' })
    expect(values).toContainEqual(
      expect.objectContaining({ title: 'S1', startDate: '2025-12-01', duration: 14 }),
    )
    expect(values).toContainEqual(expect.objectContaining({ name: 'Done' }))
  })

  test('are issues, drafts, or redacted where the issue may not be seen', async () => {
    const number = plainIssue('Secret')
    addItem(number)
    sim.edit({ kind: 'addDraft', owner: 'acme', project: 1, title: 'Only an idea' })
    sim.edit({ kind: 'hideIssue', repo: 'acme/app', number })
    const { nodes } = itemsOf(await ask(ITEMS, { first: 10 }))
    expect(nodes.map((node) => node.type)).toEqual(['REDACTED', 'DRAFT_ISSUE'])
    expect(nodes[0]?.content).toBeNull()
  })

  test('are paged by cursors that survive removals', async () => {
    const items = Array.from({ length: 7 }, (_unused, index) => addItem(plainIssue(`Item ${index}`)))
    const first = itemsOf(await ask(ITEMS, { first: 3 }))
    sim.edit({ kind: 'removeItem', owner: 'acme', project: 1, item: items[0] ?? 0 })
    const second = itemsOf(await ask(ITEMS, { first: 10, after: first.pageInfo.endCursor }))
    expect([...first.nodes, ...second.nodes].map((node) => Number(node.fullDatabaseId))).toEqual(items)
    expect(second.pageInfo.hasNextPage).toBe(false)
  })

  test('know completed iterations apart from those to come', async () => {
    const answer = await ask(
      '{ organization(login: "acme") { projectV2(number: 1) { field(name: "Sprint") { ... on ProjectV2IterationField { configuration { iterations { title } completedIterations { title } } } } } } }',
    )
    expect(JSON.stringify(answer.json)).toContain(
      '"iterations":[{"title":"S2"}],"completedIterations":[{"title":"S1"}]',
    )
  })
})

describe('the graph of an issue', () => {
  test('comes in one query, with parent, sub-issues and blockers', async () => {
    const [parent, child, blocker] = [plainIssue('Parent'), plainIssue('Child'), plainIssue('Blocker')]
    const place = (number: number): { repo: string; number: number } => ({ repo: 'acme/app', number })
    sim.edit({ kind: 'addSubIssue', ...place(parent), child: place(child) })
    sim.edit({ kind: 'addBlockedBy', ...place(child), blocker: place(blocker) })
    const { json } = await ask(
      `{ repository(owner: "acme", name: "app") { issue(number: ${child}) { fullDatabaseId databaseId parent { number subIssuesSummary { total } subIssues(first: 5) { nodes { number } } } blockedBy(first: 5) { nodes { number blocking(first: 5) { nodes { number } } } } issueDependenciesSummary { blockedBy totalBlockedBy } issueType { name } } } }`,
    )
    expect(json).toMatchObject({
      data: {
        repository: {
          issue: {
            // Ids above 2^31 do not fit GraphQL's Int.
            databaseId: null,
            parent: {
              number: parent,
              subIssuesSummary: { total: 1 },
              subIssues: { nodes: [{ number: child }] },
            },
            blockedBy: { nodes: [{ number: blocker, blocking: { nodes: [{ number: child }] } }] },
            issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 1 },
            issueType: { name: 'Bug' },
          },
        },
      },
    })
  })
})

describe('cost and limits', () => {
  test('points follow the declared sizes and are charged', async () => {
    const before = sim.limiter.window(`user:sim-user`, 'graphql').used
    const answer = await ask(ITEMS, { first: 100 })
    // items: 1 request; in each of 100 items blockedBy and fieldValues: 200 more.
    expect(answer.json).toMatchObject({ data: { rateLimit: { cost: 2 } } })
    expect(sim.limiter.window(`user:sim-user`, 'graphql').used - before).toBe(2)
  })

  test('a query without sizes, with too large ones or too many nodes is refused', async () => {
    const typeOf = async (query: string): Promise<unknown> =>
      ((await ask(query)).json as { errors: { type?: string }[] }).errors[0]?.type
    const repository = (inner: string): string => `{ repository(owner: "acme", name: "app") { ${inner} } }`
    expect(await typeOf(repository('issues { nodes { id } }'))).toBe('MISSING_PAGINATION_BOUNDARIES')
    expect(await typeOf(repository('issues(first: 101) { nodes { id } }'))).toBe('EXCESSIVE_PAGINATION')
    const deep =
      'issues(first: 100) { nodes { subIssues(first: 100) { nodes { labels(first: 100) { nodes { id } } } } } }'
    expect(await typeOf(repository(deep))).toBe('MAX_NODE_LIMIT_EXCEEDED')
  })

  test('resource limits null the path and say so, until the page is small enough', async () => {
    addItem(plainIssue('One'))
    sim.limiter.configure({ graphqlMaxFirst: 25 })
    const refused = await ask(ITEMS, { first: 50 })
    expect(refused.status).toBe(200)
    expect(refused.json).toMatchObject({
      data: { organization: { projectV2: null } },
      errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', path: ['organization', 'projectV2', 'items'] }],
    })
    expect(itemsOf(await ask(ITEMS, { first: 25 })).nodes).toHaveLength(1)
  })

  test('used-up points refuse the next query', async () => {
    sim.limiter.configure({ graphql: 1 })
    await ask('{ viewer { login } }')
    expect((await ask('{ viewer { login } }')).status).toBe(403)
  })
})

describeWithFixtures('the official schema', [OFFICIAL], () => {
  test('knows every type, field and argument that the simulator answers', () => {
    expect(differences(simulatedSchema(), officialSchema(fixture(OFFICIAL)))).toEqual([])
  })

  test('turns a wrong query into a breach', async () => {
    await using gated = await startGitHubSimulator({ ...COMPANY, gate: fixture('specs') })
    await post(gated, '/graphql', { query: ITEMS, variables: { first: 5 } })
    assertHonest(gated)
    const wrong = await post(gated, '/graphql', { query: '{ viewer { shoeSize } }' })
    expect(wrong.json).toHaveProperty('errors')
    expect(() => assertHonest(gated)).toThrow(/shoeSize/)
  })
})

const differences = (own: GraphQLSchema, official: GraphQLSchema): string[] =>
  Object.values(own.getTypeMap()).flatMap((type) => {
    const other = official.getType(type.name)
    if (other === undefined) return [`type ${type.name}`]
    if (isEnumType(type) && isEnumType(other))
      return type
        .getValues()
        .flatMap((value) => (other.getValue(value.name) ? [] : [`${type.name}.${value.name}`]))
    if (!(isObjectType(type) || isInterfaceType(type)) || !(isObjectType(other) || isInterfaceType(other)))
      return []
    return Object.values(type.getFields()).flatMap((field) => {
      const twin = other.getFields()[field.name]
      if (String(twin?.type) !== String(field.type)) return [`${type.name}.${field.name}`]
      return field.args.flatMap((argument) => {
        const same = twin?.args.find((candidate) => candidate.name === argument.name)
        return String(same?.type) === String(argument.type)
          ? []
          : [`${type.name}.${field.name}(${argument.name})`]
      })
    })
  })
