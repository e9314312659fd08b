import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { translate } from '../../common/gate/open-api.ts'
import { COMPANY } from './company.ts'

interface Received {
  readonly event: string
  readonly guid: string
  readonly signature: string
  readonly body: string
}

const SECRET = 'a webhook secret'
let sim: GitHubSimulator
let receiver: Server
let received: Received[]

beforeEach(async () => {
  received = []
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        event: String(request.headers['x-github-event']),
        guid: String(request.headers['x-github-delivery']),
        signature: String(request.headers['x-hub-signature-256']),
        body: Buffer.concat(chunks).toString(),
      })
      response.end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  sim = await startGitHubSimulator({
    ...COMPANY,
    hooks: [{ scope: 'acme', url: `http://127.0.0.1:${port}/hook`, secret: SECRET }],
  })
})
afterEach(async () => {
  await sim.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

const retitle = (number: number): void => {
  sim.edit({ kind: 'editIssue', repo: 'acme/app', number, title: `Title ${number}` })
}

const issueNumbers = (): number[] => {
  const issues = [...(sim.world.repositories.get(710_000_001)?.issues.values() ?? [])]
  return issues.filter((issue) => issue.pull === null).map((issue) => issue.number)
}

describe('webhooks', () => {
  test('are signed over the raw body', async () => {
    retitle(issueNumbers()[0] ?? 0)
    await sim.deliveriesSettled()
    const [delivery] = received
    const expected = createHmac('sha256', SECRET)
      .update(delivery?.body ?? '')
      .digest('hex')
    expect(delivery?.signature).toBe(`sha256=${expected}`)
    expect(delivery?.event).toBe('issues')
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      action: 'edited',
      repository: { full_name: 'acme/app' },
    })
  })

  test('keep their delivery id when sent again', async () => {
    retitle(issueNumbers()[0] ?? 0)
    await sim.deliveriesSettled()
    await sim.webhooks.redeliver(received[0]?.guid ?? '')
    expect(received).toHaveLength(2)
    expect(received[1]).toEqual(received[0])
  })

  test('come late, doubled and out of order on demand', async () => {
    const [first = 0, second = 0] = issueNumbers()
    sim.webhooks.setMode('hold')
    retitle(first)
    retitle(second)
    await sim.deliveriesSettled()
    expect(received).toHaveLength(0)
    expect(await sim.webhooks.release({ order: 'reverse', copies: 2 })).toBe(4)
    const titles = received.map(
      ({ body }) => (JSON.parse(body) as { issue: { number: number } }).issue.number,
    )
    expect(titles).toEqual([second, second, first, first])
    expect(new Set(received.map(({ guid }) => guid)).size).toBe(2)
  })

  test('never leave this machine', () => {
    expect(() => sim.addHook({ scope: 'acme', url: 'https://example.org/hook', secret: 'x' })).toThrow(
      /this machine/,
    )
  })
})

const DESCRIPTION = 'specs/github-webhooks.pmo.openapi.json'

interface WebhookDescription {
  readonly webhooks: Readonly<
    Record<
      string,
      { readonly post: { readonly requestBody: { readonly content: Record<string, { schema: unknown }> } } }
    >
  >
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

describeWithFixtures('every payload', [DESCRIPTION], () => {
  test('fits the official description of its event', async () => {
    const description = JSON.parse(readFileSync(fixture(DESCRIPTION), 'utf8')) as WebhookDescription
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const schemas = Object.entries(description.components.schemas).map(
      ([name, schema]) => [name, translate(schema, { strict: false })] as const,
    )
    ajv.addSchema({ $id: 'hooks', $defs: Object.fromEntries(schemas) })
    sim.webhooks.setMode('hold')
    makeNews(sim, issueNumbers())
    const seen = new Set<string>()
    const problems: string[] = []
    for (const { event, action, body } of sim.webhooks.deliveries) {
      const name = `${event}-${action}`.replaceAll('_', '-')
      seen.add(name)
      const schema = description.webhooks[name]?.post.requestBody.content['application/json']?.schema
      if (schema === undefined) {
        problems.push(`${name}: no such event`)
        continue
      }
      const text = JSON.stringify(translate(schema, { strict: false })).replaceAll(
        '"#/$defs/',
        '"hooks#/$defs/',
      )
      const validate = ajv.compile(JSON.parse(text) as object)
      if (!validate(JSON.parse(body)))
        problems.push(`${name}: ${ajv.errorsText(validate.errors?.slice(0, 4))}`)
    }
    expect(problems).toEqual([])
    expect([...seen].toSorted()).toEqual(EXPECTED_NEWS)
  })
})

const EXPECTED_NEWS = [
  'issue-dependencies-blocked-by-added',
  'issue-dependencies-blocked-by-removed',
  'issue-dependencies-blocking-added',
  'issue-dependencies-blocking-removed',
  'issues-assigned',
  'issues-closed',
  'issues-deleted',
  'issues-demilestoned',
  'issues-edited',
  'issues-labeled',
  'issues-locked',
  'issues-milestoned',
  'issues-opened',
  'issues-reopened',
  'issues-transferred',
  'issues-typed',
  'issues-unassigned',
  'issues-unlabeled',
  'issues-unlocked',
  'issues-untyped',
  'label-created',
  'label-deleted',
  'label-edited',
  'milestone-closed',
  'milestone-created',
  'milestone-deleted',
  'milestone-edited',
  'milestone-opened',
  'projects-v2-item-archived',
  'projects-v2-item-created',
  'projects-v2-item-deleted',
  'projects-v2-item-edited',
  'projects-v2-item-restored',
  'repository-archived',
  'repository-renamed',
  'repository-transferred',
  'repository-unarchived',
  'sub-issues-parent-issue-added',
  'sub-issues-parent-issue-removed',
  'sub-issues-sub-issue-added',
  'sub-issues-sub-issue-removed',
]

/** One edit of every kind that is told about. */
const makeNews = (sim: GitHubSimulator, numbers: readonly number[]): void => {
  const [a = 0, b = 0] = numbers
  const repo = 'acme/app'
  const first = { repo, number: a }
  const second = { repo, number: b }
  const made = sim.edit({ kind: 'createIssue', repo, title: 'New', labels: ['fresh'] })
  const issue = { repo, number: made.number ?? 0 }
  const board = { owner: 'acme', project: 1 }
  sim.edit({ kind: 'editIssue', ...issue, title: 'Newer', body: 'Text' })
  sim.edit({ kind: 'addLabel', ...issue, label: 'bug' })
  sim.edit({ kind: 'removeLabel', ...issue, label: 'bug' })
  sim.edit({ kind: 'assign', ...issue, login: 'ada' })
  sim.edit({ kind: 'unassign', ...issue, login: 'ada' })
  sim.edit({ kind: 'setMilestone', ...issue, milestone: 1 })
  sim.edit({ kind: 'setMilestone', ...issue, milestone: null })
  sim.edit({ kind: 'setType', ...issue, type: 'Bug' })
  sim.edit({ kind: 'setType', ...issue, type: null })
  sim.edit({ kind: 'lockIssue', ...issue, reason: 'resolved' })
  sim.edit({ kind: 'unlockIssue', ...issue })
  sim.edit({ kind: 'closeIssue', ...issue })
  sim.edit({ kind: 'reopenIssue', ...issue })
  sim.edit({ kind: 'addSubIssue', ...issue, child: first, replaceParent: true })
  sim.edit({ kind: 'removeSubIssue', ...issue, child: first })
  sim.edit({ kind: 'addBlockedBy', ...issue, blocker: second })
  sim.edit({ kind: 'removeBlockedBy', ...issue, blocker: second })
  const item = sim.edit({ kind: 'addItem', ...board, issue }).id ?? 0
  for (const [field, value] of [
    ['Stage', 'Done'],
    ['Sprint', 'S1'],
    ['Points', 3],
    ['Note', 'Text'],
    ['Due', '2026-02-01'],
  ] as const)
    sim.edit({ kind: 'setItemValue', ...board, item, field, value })
  sim.edit({ kind: 'setItemValue', ...board, item, field: 'Stage', value: null })
  sim.edit({ kind: 'archiveItem', ...board, item })
  sim.edit({ kind: 'restoreItem', ...board, item })
  sim.edit({ kind: 'removeItem', ...board, item })
  sim.edit({ kind: 'transferIssue', ...issue, to: 'acme/web' })
  sim.edit({ kind: 'deleteIssue', ...first })
  const milestone = sim.edit({ kind: 'createMilestone', repo, title: 'Later' }).number ?? 0
  sim.edit({ kind: 'editMilestone', repo, milestone, title: 'Much later' })
  sim.edit({ kind: 'editMilestone', repo, milestone, state: 'closed' })
  sim.edit({ kind: 'editMilestone', repo, milestone, state: 'open' })
  sim.edit({ kind: 'deleteMilestone', repo, milestone })
  sim.edit({ kind: 'createLabel', repo, name: 'extra' })
  sim.edit({ kind: 'editLabel', repo, label: 'extra', name: 'more' })
  sim.edit({ kind: 'deleteLabel', repo, label: 'more' })
  sim.edit({ kind: 'archiveRepo', repo })
  sim.edit({ kind: 'unarchiveRepo', repo })
  sim.edit({ kind: 'renameRepo', repo, to: 'acme/application' })
  sim.edit({ kind: 'createRepo', repo: 'ada/side' })
  sim.edit({ kind: 'renameRepo', repo: 'ada/side', to: 'acme/side' })
}
