import type { Edit, EditOutcome } from '@headless-pmo/simulators/github'
import { createEmulator } from 'emulate'
import { z } from 'zod'
import { standingClock } from './peer-clock.ts'
import { emulateRequests, isRestEdit } from './peer-emulate-writes.ts'
import { peerHttp, type PeerHttp } from './peer-http.ts'
import type { Held, Lack, Peer, PeerKind } from './peer.ts'

const notServed = (path: string): Lack => ({
  reason: `GET ${path} is not served`,
  holds: async (peer) => (await peerHttp(peer).send('GET', path)).status === 404,
})

/** `emulate`, a stateful GitHub by other people. */
export const emulateKind: PeerKind = {
  name: 'emulate',
  lacks: {
    steadyMilestones: {
      reason: 'reading a milestone gives it a new `updated_at`',
      holds: async (peer) => {
        const http = peerHttp(peer)
        const path = `/repos/${peer.repository}/milestones/1`
        await peer.write({ kind: 'createMilestone', repo: peer.repository, title: 'Beta' })
        const before = (await http.send('GET', path)).body
        standingClock.advance(1000)
        return JSON.stringify((await http.send('GET', path)).body) !== JSON.stringify(before)
      },
    },
    pullsInIssueList: {
      reason: 'its issue list leaves pull requests out',
      holds: async (peer) => {
        await peer.write({ kind: 'createIssue', repo: peer.repository, title: 'A change', pull: true })
        const { body } = await peerHttp(peer).send('GET', `/repos/${peer.repository}/issues`)
        return Array.isArray(body) && body.length === 0
      },
    },
    assigneeList: notServed('/repos/acme/app/assignees'),
    eventList: notServed('/repos/acme/app/issues/events'),
    everyWrongToken: {
      reason: 'an unknown token counts as the first user, or as nobody',
      holds: async (peer) => {
        const stranger = peerHttp({ ...peer, token: 'token-of-nobody' })
        return (await stranger.send('GET', '/user')).status === 200
      },
    },
    deletion: {
      reason: 'issues cannot be deleted',
      holds: async (peer) => {
        const http = peerHttp(peer)
        await peer.write({ kind: 'createIssue', repo: peer.repository, title: 'To go' })
        return (await http.send('DELETE', `/repos/${peer.repository}/issues/1`)).status === 404
      },
    },
    transfer: { reason: 'issues cannot be moved: GitHub does it by GraphQL, which it does not speak' },
    hiding: { reason: 'nothing can be hidden from a token' },
    redirects: {
      reason: 'a former name of a repository answers 404',
      holds: async (peer) => {
        await peer.write({ kind: 'renameRepo', repo: 'acme/annex', to: 'barn' })
        return (await peerHttp(peer).send('GET', '/repos/acme/annex')).status === 404
      },
    },
    relations: notServed('/repos/acme/app/issues/1/sub_issues'),
    notModified: {
      reason: 'it sends no ETag',
      holds: async (peer) =>
        (await peerHttp(peer).send('GET', `/repos/${peer.repository}/issues`)).header('etag') === null,
    },
  },
  fixtures: [],
  start: startEmulatePeer,
}

export async function startEmulatePeer(): Promise<Peer> {
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      tokens: { 'token-of-ada': { login: 'ada' }, 'token-of-grace': { login: 'grace' } },
      github: {
        users: [{ login: 'ada' }, { login: 'grace' }],
        orgs: [
          {
            login: 'acme',
            members: [
              { login: 'ada', role: 'admin' },
              { login: 'grace', role: 'admin' },
            ],
          },
        ],
        repos: [
          { owner: 'acme', name: 'app' },
          { owner: 'acme', name: 'vault', private: true },
          { owner: 'acme', name: 'annex' },
        ],
      },
    },
  })
  const tokens: Readonly<Record<string, string>> = { ada: 'token-of-ada', grace: 'token-of-grace' }
  const peer: Peer = {
    // It names itself localhost, which may be ::1 where it does not listen.
    url: `http://127.0.0.1:${new URL(emulator.url).port}`,
    token: 'token-of-ada',
    // Texts that look like a signed token are the only ones it does not take for a user.
    wrongToken: 'eyJhbGciOiJub25lIn0.e30.',
    repository: 'acme/app',
    privateRepository: 'acme/vault',
    write: (edit) =>
      carryOut(peerHttp({ ...peer, token: tokens[edit.by ?? 'ada'] ?? `token-of-${edit.by ?? ''}` }), edit),
    holds: () => heldBy(peerHttp(peer), peer.repository),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
  return peer
}

const Outcome = z.looseObject({ id: z.int().optional(), number: z.int().optional() })

async function carryOut(http: PeerHttp, edit: Edit): Promise<EditOutcome> {
  if (!isRestEdit(edit)) throw new Error(`emulate has no request for "${edit.kind}".`)
  let outcome: EditOutcome = {}
  for (const { method, path, body } of emulateRequests(edit)) {
    const reply = await http.send(method, path, body)
    if (reply.status >= 300) throw new Error(`emulate answered ${reply.status} to ${method} ${path}.`)
    const { id, number } = Outcome.catch({}).parse(reply.body)
    outcome = { ...(id === undefined ? {} : { id }), ...(number === undefined ? {} : { number }) }
  }
  return outcome
}

const Named = z.looseObject({ login: z.string() })
const Issue = z.looseObject({
  number: z.int(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.string(),
  state_reason: z.string().nullable(),
  labels: z.array(z.looseObject({ name: z.string() })),
  user: Named.nullable(),
  assignees: z.array(Named),
  milestone: z.looseObject({ title: z.string() }).nullable(),
  locked: z.boolean(),
})

/** It has no door but HTTP; a plain reading of its lists, page by page, is what it says of itself. */
async function heldBy(http: PeerHttp, repository: string): Promise<Held> {
  const at = `/repos/${repository}`
  const issues = z.array(Issue).parse(await http.all(`${at}/issues?state=all`))
  const pulls = z.array(z.looseObject({ number: z.int() })).parse(await http.all(`${at}/pulls?state=all`))
  const labels = z.array(z.looseObject({ name: z.string() })).parse(await http.all(`${at}/labels`))
  const milestones = z
    .array(z.looseObject({ title: z.string() }))
    .parse(await http.all(`${at}/milestones?state=all`))
  return {
    issues: issues.map((issue) => ({
      number: issue.number,
      title: issue.title,
      body: issue.body,
      state: issue.state,
      stateReason: issue.state_reason,
      labels: issue.labels.map(({ name }) => name),
      author: issue.user?.login ?? null,
      assignees: issue.assignees.map(({ login }) => login),
      milestone: issue.milestone?.title ?? null,
      locked: issue.locked,
    })),
    pulls: pulls.map(({ number }) => number),
    labels: labels.map(({ name }) => name),
    milestones: milestones.map(({ title }) => title),
  }
}
