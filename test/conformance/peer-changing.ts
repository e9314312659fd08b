import type { Edit } from '@headless-pmo/simulators/github'
import { expect } from 'vitest'
import { recordsOf, workItem } from './github-sync.ts'
import { PeerConnection } from './peer-connection.ts'
import { foundIn } from './peer-found.ts'
import type { Scenario } from './peer-scenarios.ts'
import { holdsNow, issues, tellStory, write } from './peer-story.ts'

/** What changes between two syncs. */
export const changingScenarios: readonly Scenario[] = [
  {
    name: 'what changed is asked for by its instant, and nothing else is written',
    needs: ['writes'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 6))
      await using connection = new PeerConnection(peer)
      await connection.sync()
      const steps: Edit[] = [
        { kind: 'closeIssue', repo, number: 3, reason: 'completed' },
        { kind: 'reopenIssue', repo, number: 3 },
        { kind: 'editIssue', repo, number: 5, title: 'Another title', body: 'And text' },
        { kind: 'addLabel', repo, number: 1, label: 'late' },
        { kind: 'comment', repo, number: 2, body: 'Seen' },
        { kind: 'createIssue', repo, title: 'The seventh' },
      ]
      for (const step of steps) {
        await write(peer, step)
        const results = await connection.sync({ streams: ['issues'] })
        expect(results).toMatchObject([{ stream: 'issues', state: 'ok', written: 1 }])
        const lists = connection.requests.filter(({ url }) => url.includes('/issues?'))
        expect(lists.every(({ url }) => url.includes('since='))).toBe(true)
      }
      await connection.sync()
      await holdsNow(peer, connection)
    },
  },
  {
    name: 'two edits within one instant are both seen',
    needs: ['writes'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 3))
      await using connection = new PeerConnection(peer)
      await write(peer, { kind: 'editIssue', repo, number: 2, title: 'First' })
      await connection.sync()
      await peer.write({ kind: 'editIssue', repo, number: 2, title: 'Second' })
      await peer.write({ kind: 'closeIssue', repo, number: 1 })
      await connection.sync()
      await holdsNow(peer, connection)
    },
  },
  {
    name: 'a closed issue is done or cancelled by its reason, and begins anew when it is opened again',
    needs: ['writes'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 1))
      await using connection = new PeerConnection(peer)
      const category = async (...edits: readonly Edit[]) => {
        await write(peer, ...edits)
        await connection.sync()
        return (await workItem(connection.store, 'acme/app#1'))?.statusCategory
      }
      const [close, open] = [
        { kind: 'closeIssue', repo, number: 1 },
        { kind: 'reopenIssue', repo, number: 1 },
      ] as const
      expect(await category(close)).toBe('done')
      expect(await category(open)).toBe('todo')
      expect(await category({ ...close, reason: 'not_planned' })).toBe('cancelled')
      expect(await workItem(connection.store, 'acme/app#1')).toHaveProperty('finished')
      expect(await category(open)).toBe('todo')
      expect(await workItem(connection.store, 'acme/app#1')).not.toHaveProperty('finished')
    },
  },
  {
    name: 'a new name of a label reaches issues that did not change themselves',
    needs: ['writes', 'labels'],
    run: async (peer) => {
      const repo = peer.repository
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      await write(peer, { kind: 'editLabel', repo, label: 'bug', name: 'defect' })
      await connection.sync()
      expect((await workItem(connection.store, 'acme/app#1'))?.labels).toEqual(['defect'])
      await write(peer, { kind: 'deleteLabel', repo, label: 'defect' })
      await connection.sync()
      expect((await workItem(connection.store, 'acme/app#1'))?.labels).toEqual([])
      await holdsNow(peer, connection)
    },
  },
  {
    name: 'a milestone that is renamed, closed and removed is followed',
    needs: ['writes', 'people'],
    run: async (peer) => {
      const repo = peer.repository
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      await write(peer, { kind: 'editMilestone', repo, milestone: 1, title: 'Beta 2', state: 'closed' })
      await connection.sync()
      expect(Object.values(await recordsOf(connection.store, ['milestones']))).toContainEqual(
        expect.objectContaining({ name: 'Beta 2', state: 'closed', released: expect.any(String) }),
      )
      await holdsNow(peer, connection)
      await write(peer, { kind: 'deleteMilestone', repo, milestone: 1 })
      await connection.sync()
      expect((await foundIn(connection.store)).milestones).toEqual(['Final'])
    },
  },
  {
    name: 'issues lose a removed milestone, which the list of events tells',
    needs: ['writes', 'people', 'eventList'],
    run: async (peer) => {
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      await write(peer, { kind: 'deleteMilestone', repo: peer.repository, milestone: 1 })
      await connection.sync()
      await holdsNow(peer, connection)
    },
  },
  {
    name: 'a locked conversation is seen, and its end',
    needs: ['writes', 'locking'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 1), { kind: 'lockIssue', repo, number: 1, reason: 'off-topic' })
      await using connection = new PeerConnection(peer)
      await connection.sync()
      expect(await workItem(connection.store, 'acme/app#1')).toMatchObject({ locked: true })
      await write(peer, { kind: 'unlockIssue', repo, number: 1 })
      await connection.sync()
      expect(await workItem(connection.store, 'acme/app#1')).not.toHaveProperty('locked')
    },
  },
  {
    name: 'the history of timelines tells of closing, opening again and labels',
    needs: ['writes', 'timelines'],
    run: async (peer) => {
      const repo = peer.repository
      await write(
        peer,
        ...issues(peer, 1, 2),
        { kind: 'addLabel', repo, number: 1, label: 'late' },
        { kind: 'closeIssue', repo, number: 1, by: 'grace' },
        { kind: 'reopenIssue', repo, number: 1 },
      )
      await using connection = new PeerConnection(peer, { config: { history: 'timeline' } })
      await connection.sync()
      const changes = Object.values(await recordsOf(connection.store, ['events']))
      expect(changes).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ field: 'labels', effect: 'add', to: 'late' }),
          expect.objectContaining({ field: 'status', from: 'open', to: 'closed' }),
          expect.objectContaining({ field: 'status', from: 'closed', to: 'open' }),
        ]),
      )
      const before = connection.store.fingerprint()
      await connection.sync()
      expect(connection.store.fingerprint()).toBe(before)
    },
  },
  {
    name: 'the history of one list tells of closing and opening again',
    needs: ['writes', 'eventList'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 1), { kind: 'closeIssue', repo, number: 1 })
      await using connection = new PeerConnection(peer)
      await connection.sync()
      expect(Object.values(await recordsOf(connection.store, ['events']))).toContainEqual(
        expect.objectContaining({ field: 'status', from: 'open', to: 'closed' }),
      )
    },
  },
]
