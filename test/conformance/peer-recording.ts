import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { fixture } from '../support/fixtures.ts'
import type { Ability, Held, Lack, Peer, PeerKind } from './peer.ts'

/** One recorded exchange with api.github.com. */
const Exchange = z.looseObject({
  method: z.string(),
  path: z.string(),
  status: z.int(),
  response: z.unknown(),
  headers: z.record(z.string(), z.union([z.string(), z.number()])),
})
type Exchange = z.infer<typeof Exchange>

const SCENARIOS = ['paginate-issues', 'labels', 'rename-repository'] as const
const FORMER = 'octokit-fixture-org/rename-repository'
const PRESENT = 'octokit-fixture-org/rename-repository-newname'

const never: readonly Ability[] = ['writes', 'locking', 'deletion', 'transfer', 'hiding']
const unrecorded: readonly Ability[] = [
  'people',
  'steadyMilestones',
  'pulls',
  'pullsInIssueList',
  'assigneeList',
  'eventList',
  'timelines',
  'relations',
]
const lacking = (abilities: readonly Ability[], reason: string): [Ability, Lack][] =>
  abilities.map((ability) => [ability, { reason }])

/** Recorded replies of api.github.com, served again. */
export const recordingKind: PeerKind = {
  name: 'recording',
  lacks: Object.fromEntries([
    ...lacking(never, 'a recording does not change'),
    ...lacking(unrecorded, 'not in the recordings'),
    ...lacking(['anyPageSize'], 'recorded with pages of three, which every test then reads'),
    ...lacking(['authentication', 'everyWrongToken'], 'a recording answers everybody'),
    ...lacking(['notModified'], 'the recordings have one ETag for every reply, and no 304'),
  ]),
  fixtures: SCENARIOS.map((name) => `recordings/github-rest/${name}.json`),
  start: startRecordingPeer,
}

/**
 * Three recordings of one organization, put together as one repository: in each of them it has the id 1000. It
 * is asked for under its former name and answers 301, then its issues in pages of three with links by that id,
 * then its labels. What was not recorded is 404.
 */
export async function startRecordingPeer(): Promise<Peer> {
  const exchanges = new Map(SCENARIOS.map((name) => [name, read(name)]))
  const served = new Map<string, Exchange>()
  for (const exchange of exchanges.get('rename-repository') ?? [])
    if (exchange.method === 'get') served.set(exchange.path, exchange)
  for (const exchange of exchanges.get('paginate-issues') ?? [])
    served.set(`/repos/${PRESENT}/issues ${pageOf(exchange.path)}`, exchange)
  const [labels] = exchanges.get('labels') ?? []
  if (labels !== undefined) served.set(`/repos/${PRESENT}/labels 1`, labels)

  const server = createServer((request, response) => answer(served, request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    token: 'any-token',
    wrongToken: 'any-token',
    repository: FORMER,
    privateRepository: FORMER,
    streams: ['repositories', 'labels', 'issues'],
    write: () => Promise.reject(new Error('A recording takes no edits.')),
    holds: async () => heldBy(exchanges.get('paginate-issues') ?? [], labels),
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const read = (name: string): readonly Exchange[] =>
  z.array(Exchange).parse(JSON.parse(readFileSync(fixture(`recordings/github-rest/${name}.json`), 'utf8')))

const pageOf = (path: string): string => new URL(path, 'http://host').searchParams.get('page') ?? '1'

/** Headers of a connection, and those that fixtures made equal for all replies. */
const LEFT_OUT =
  /^(connection|content-length|content-encoding|transfer-encoding|date|etag|last-modified|x-ratelimit-.*)$/

function answer(
  served: ReadonlyMap<string, Exchange>,
  { method = '', url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const origin = `http://${headers.host ?? ''}`
  const { pathname } = new URL(url, origin)
  const exchange =
    method === 'GET' ? (served.get(`${pathname} ${pageOf(url)}`) ?? served.get(pathname)) : undefined
  const here = (text: string): string => text.replaceAll('https://api.github.com', origin)
  if (exchange === undefined) {
    response.writeHead(404, { 'content-type': 'application/json' })
    response.end('{"message":"Not Found"}')
    return
  }
  for (const [name, value] of Object.entries(exchange.headers))
    if (!LEFT_OUT.test(name)) response.setHeader(name, here(String(value)))
  response.writeHead(exchange.status)
  response.end(here(JSON.stringify(exchange.response)))
}

const Row = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.string(),
  labels: z.array(z.looseObject({ name: z.string() })),
  user: z.looseObject({ login: z.string() }),
  locked: z.boolean(),
})

function heldBy(pages: readonly Exchange[], labels: Exchange | undefined): Held {
  return {
    issues: pages
      .flatMap(({ response }) => z.array(Row).parse(response))
      .map(({ user, ...row }) => ({
        ...row,
        stateReason: null,
        labels: row.labels.map(({ name }) => name),
        author: user.login,
        assignees: [],
        milestone: null,
      })),
    pulls: [],
    labels: z
      .array(z.looseObject({ name: z.string() }))
      .parse(labels?.response ?? [])
      .map(({ name }) => name),
    milestones: [],
  }
}
