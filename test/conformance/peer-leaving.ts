import { expect } from 'vitest'
import { recordsOf, workItem } from './github-sync.ts'
import { PeerConnection } from './peer-connection.ts'
import { foundIn } from './peer-found.ts'
import type { Scenario } from './peer-scenarios.ts'
import { flaws, issues, tellStory, write } from './peer-story.ts'

/** What is refused, hidden, moved or gone. */
export const leavingScenarios: readonly Scenario[] = [
  {
    name: 'a wrong token is one clear "unauthorized", and nothing is lost by it',
    needs: ['writes', 'authentication'],
    run: async (peer) => {
      const config = { repositories: [peer.privateRepository] }
      await using wrong = new PeerConnection(peer, { token: peer.wrongToken, config })
      expect(await wrong.probe()).toMatchObject({
        ok: false,
        reason: 'unauthorized',
        message: expect.stringContaining('Check that it is complete and has not expired.'),
      })
      const [first, ...rest] = await wrong.sync()
      expect(first).toMatchObject({
        state: 'failed',
        reasons: [expect.stringContaining('GitHub does not accept the token')],
      })
      expect(rest.map(({ state }) => state)).toEqual(rest.map(() => 'skipped'))
      expect(wrong.requests).toHaveLength(1)
      expect(Object.keys(await recordsOf(wrong.store, ['repositories', 'issues']))).toEqual([])
    },
  },
  {
    name: 'a wrong token is refused for public data, too',
    needs: ['writes', 'authentication', 'everyWrongToken'],
    run: async (peer) => {
      await using wrong = new PeerConnection(peer, { token: peer.wrongToken })
      expect(await wrong.probe()).toMatchObject({ ok: false, reason: 'unauthorized' })
    },
  },
  {
    name: 'a repository that is no longer found loses nothing, and says why',
    needs: ['writes', 'hiding'],
    run: async (peer) => {
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      const before = await foundIn(connection.store)
      await write(peer, { kind: 'hideRepo', repo: peer.repository })
      const results = await connection.sync({ censusEveryMs: 0 })
      expect(flaws(results)).toContainEqual({
        stream: 'issues',
        reasons: [expect.stringContaining('The repository acme/app could not be read')],
      })
      expect(await foundIn(connection.store)).toEqual(before)
    },
  },
  {
    name: 'a former name leads to the repository of today',
    needs: ['redirects'],
    run: async (peer) => {
      await using connection = new PeerConnection(peer)
      if (peer.streams === undefined) {
        await write(peer, ...issues(peer, 1, 2))
        await write(peer, { kind: 'renameRepo', repo: peer.repository, to: 'site' })
      }
      expect(flaws(await connection.sync())).toEqual([])
      const repositories = Object.values(await recordsOf(connection.store, ['repositories']))
      expect(repositories).toMatchObject([{ kind: 'container' }])
      expect(repositories).not.toContainEqual(expect.objectContaining({ key: peer.repository }))
      expect((await foundIn(connection.store)).issues.length).toBeGreaterThan(1)
    },
  },
  {
    name: 'a repository that was renamed without a trace loses nothing, and says what to check',
    needs: ['writes'],
    run: async (peer) => {
      await tellStory(peer)
      await using connection = new PeerConnection(peer)
      await connection.sync()
      const before = (await foundIn(connection.store)).issues
      await write(peer, { kind: 'renameRepo', repo: peer.repository, to: 'site' })
      // Where a former name redirects this is no loss at all; elsewhere it is one flaw for each stream.
      for (const { reasons } of flaws(await connection.sync({ censusEveryMs: 0 })))
        expect(reasons).toEqual([expect.stringContaining('Check the name')])
      expect((await foundIn(connection.store)).issues).toEqual(before)
    },
  },
  {
    name: 'a deleted issue is told from a moved and a hidden one',
    needs: ['writes', 'deletion', 'transfer', 'hiding'],
    run: async (peer) => {
      const repo = peer.repository
      await write(peer, ...issues(peer, 1, 4))
      const config = { repositories: [repo, 'acme/annex'] }
      await using connection = new PeerConnection(peer, { config })
      await connection.sync()
      const refs = Object.fromEntries(
        Object.values(await recordsOf(connection.store, ['issues'])).flatMap((record) =>
          record.kind === 'workItem' ? [[record.key, record.ref]] : [],
        ),
      )
      await write(
        peer,
        { kind: 'deleteIssue', repo, number: 1 },
        { kind: 'transferIssue', repo, number: 2, to: 'acme/annex' },
        { kind: 'hideIssue', repo, number: 3 },
      )
      await connection.sync({ censusEveryMs: 0 })
      const gone = [1, 2, 3, 4].map((number) => refs[`acme/app#${number}`] ?? '')
      const stored = await connection.store.transaction({ name: 'github', fence: 1 }, (tx) =>
        tx.rawByRef({ connection: 'github', stream: 'issues' }, gone),
      )
      expect(gone.map((ref) => stored.get(ref)?.gone)).toEqual(['deleted', 'moved', 'no_access', undefined])
      expect(await workItem(connection.store, 'acme/annex#1')).toMatchObject({ title: 'Issue 2' })
    },
  },
]
