import { expect } from 'vitest'
import { recordsOf, workItem } from './github-sync.ts'
import { standingClock } from './peer-clock.ts'
import { PeerConnection } from './peer-connection.ts'
import { expectedOf, foundIn } from './peer-found.ts'
import type { Scenario } from './peer-scenarios.ts'
import { flaws, holdsNow, issues, tellStory, write } from './peer-story.ts'

/** What a sync finds, and what a second one costs. */
export const readingScenarios: readonly Scenario[] = [
  {
    name: 'a first sync finds exactly what is there',
    needs: ['labels'],
    run: async (peer) => {
      if (peer.streams === undefined) await tellStory(peer)
      await using connection = new PeerConnection(peer)
      expect(flaws(await connection.sync())).toEqual([])
      const held = await peer.holds()
      expect(held.issues.length).toBeGreaterThan(3)
      expect(held.labels.length).toBeGreaterThan(1)
      await holdsNow(peer, connection)
    },
  },
  {
    name: 'people and milestones are told by their own records',
    needs: ['writes', 'people'],
    run: async (peer) => {
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      const item = await workItem(connection.store, 'acme/app#2')
      const records = await recordsOf(connection.store, ['users', 'milestones'])
      expect((item?.assignees ?? []).map((account) => records[`account ${refOf(account)}`])).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ login: 'grace', type: 'human' }),
          expect.objectContaining({ login: 'ada', type: 'human' }),
        ]),
      )
      expect(records[`milestone ${refOf(item?.milestone)}`]).toMatchObject({
        name: 'Beta',
        state: 'open',
        due: '2026-03-01',
      })
    },
  },
  {
    name: 'everybody who can be assigned is an account, also without an issue',
    needs: ['writes', 'assigneeList'],
    run: async (peer) => {
      await write(peer, { kind: 'createIssue', repo: peer.repository, title: 'One', assignees: ['grace'] })
      await write(peer, { kind: 'unassign', repo: peer.repository, number: 1, login: 'grace' })
      await using connection = new PeerConnection(peer)
      await connection.sync()
      const accounts = Object.values(await recordsOf(connection.store, ['users']))
      expect(accounts).toContainEqual(expect.objectContaining({ login: 'grace' }))
    },
  },
  {
    name: 'a server without lists of assignees or events costs warnings, no issue',
    needs: ['writes'],
    run: async (peer) => {
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      const told: string[] = []
      const results = await connection.sync({ log: (_level, _stream, message) => void told.push(message) })
      expect(flaws(results)).toEqual([])
      // Each sentence says what is left out and why; a peer that has the lists causes none.
      expect(told.filter((message) => !/could not be read|does not serve/.test(message))).toEqual([])
    },
  },
  {
    name: 'pull requests are no work items',
    needs: ['writes', 'pulls'],
    run: async (peer) => {
      const repo = peer.repository
      await write(
        peer,
        { kind: 'createIssue', repo, title: 'An issue' },
        { kind: 'createIssue', repo, title: 'A change', pull: true },
        { kind: 'createIssue', repo, title: 'Another issue' },
      )
      expect((await peer.holds()).pulls).toEqual([2])
      await using connection = new PeerConnection(peer)
      await connection.sync()
      await holdsNow(peer, connection)
    },
  },
  {
    name: 'pull requests are work items where they are asked for',
    needs: ['writes', 'pulls', 'pullsInIssueList'],
    run: async (peer) => {
      await write(peer, { kind: 'createIssue', repo: peer.repository, title: 'A change', pull: true })
      await using connection = new PeerConnection(peer, { config: { pullRequests: true } })
      await connection.sync()
      expect(await foundIn(connection.store)).toEqual(expectedOf(await peer.holds(), { pulls: true }))
    },
  },
  {
    name: 'pages of any size hold the same, whether edits are seconds apart or in one instant',
    needs: ['writes', 'anyPageSize'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 4))
      // A tie that fills several of the smaller pages, and the second after it.
      standingClock.advance(1000)
      for (const edit of issues(peer, 5, 11)) await peer.write(edit)
      await write(peer, ...issues(peer, 12, 14))
      for (const at of [1, 2, 3, 4, 5]) {
        const [name, title] = [`label ${at}`, `Milestone ${at}`]
        await write(peer, { kind: 'createLabel', repo, name }, { kind: 'createMilestone', repo, title })
      }
      for (const pageSize of [1, 2, 3, 5, 7, 14, 100]) {
        await using connection = new PeerConnection(peer, { pageSize })
        expect(flaws(await connection.sync())).toEqual([])
        await holdsNow(peer, connection)
        const before = connection.store.fingerprint()
        await connection.sync()
        expect(connection.store.fingerprint()).toBe(before)
      }
    },
  },
  {
    name: 'an unchanged second sync writes nothing, and its requests do not grow with the issues',
    needs: [],
    run: async (peer) => {
      const writable = peer.streams === undefined
      if (writable) await write(peer, ...issues(peer, 1, 4))
      await using connection = new PeerConnection(peer)
      const quiet = async () => {
        await connection.sync()
        const before = connection.store.fingerprint()
        standingClock.advance(60_000)
        await connection.sync()
        expect(connection.store.fingerprint()).toBe(before)
        return connection.requests.filter(({ url }) => url.includes('/issues?')).length
      }
      const few = await quiet()
      if (writable) await write(peer, ...issues(peer, 5, 40))
      expect(await quiet()).toBe(few)
      expect(connection.requests.length).toBeLessThanOrEqual(20)
      // One tie that fills five pages is read again whole: nothing else would tell that it is the same.
      if (writable) expect(few).toBe(1)
    },
  },
  {
    name: 'a second sync writes nothing of people, labels and milestones either',
    needs: ['writes', 'people', 'labels', 'steadyMilestones'],
    run: async (peer) => {
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      const before = connection.store.fingerprint()
      standingClock.advance(60_000)
      await connection.sync()
      expect(connection.store.fingerprint()).toBe(before)
    },
  },
  {
    name: 'an unchanged issue list is answered without its text',
    needs: ['writes', 'notModified'],
    run: async (peer) => {
      await write(peer, ...issues(peer, 1, 4))
      await using connection = new PeerConnection(peer)
      await connection.sync()
      await connection.sync()
      const lists = connection.requests.filter(({ url }) => url.includes('/issues?'))
      expect(lists).toMatchObject([{ fromCache: true }])
    },
  },
  {
    name: 'sub-issues and blockers become parents and dependencies',
    needs: ['writes', 'relations'],
    run: async (peer) => {
      const repo = peer.repository
      await write(
        peer,
        ...issues(peer, 1, 3),
        { kind: 'addSubIssue', repo, number: 1, child: { repo, number: 2 } },
        { kind: 'addBlockedBy', repo, number: 3, blocker: { repo, number: 2 } },
      )
      await using connection = new PeerConnection(peer)
      await connection.sync()
      expect(await workItem(connection.store, 'acme/app#2')).toMatchObject({ parent: { key: 'acme/app#1' } })
      const records = Object.values(await recordsOf(connection.store, ['issues']))
      expect(records.filter(({ kind }) => kind === 'dependency')).toHaveLength(1)
    },
  },
]

/** A reference of the connector is a ref, or for what lies elsewhere a key. */
const refOf = (reference: string | { readonly key: string } | undefined): string =>
  typeof reference === 'string' ? reference : `elsewhere: ${reference?.key ?? 'nothing'}`
