import type { Edit } from '@headless-pmo/simulators/github'
import { expect } from 'vitest'
import { standingClock } from './peer-clock.ts'
import type { PeerConnection } from './peer-connection.ts'
import { expectedOf, foundIn } from './peer-found.ts'
import type { Peer } from './peer.ts'

/** Edits a second apart, as GitHub's instants are whole seconds. */
export async function write(peer: Peer, ...edits: readonly Edit[]): Promise<void> {
  for (const edit of edits) {
    standingClock.advance(1000)
    await peer.write(edit)
  }
}

/** As many new issues, numbered as they will be. */
export const issues = (peer: Peer, from: number, to: number): Edit[] =>
  Array.from({ length: to - from + 1 }, (_each, at) => ({
    kind: 'createIssue',
    repo: peer.repository,
    title: `Issue ${from + at}`,
  }))

/** What every peer that takes edits can be told: four issues that differ in all that can be set. */
export async function tellStory(peer: Peer): Promise<void> {
  const repo = peer.repository
  await write(
    peer,
    { kind: 'createLabel', repo, name: 'bug', color: 'd73a4a' },
    { kind: 'createLabel', repo, name: 'good first issue', color: '7057ff' },
    { kind: 'createMilestone', repo, title: 'Beta', dueOn: '2026-03-01T08:00:00Z' },
    { kind: 'createMilestone', repo, title: 'Final' },
    { kind: 'createIssue', repo, title: 'Dock is wet', body: 'All of it.', labels: ['bug'] },
    { kind: 'createIssue', repo, title: 'Lift the dock', assignees: ['grace', 'ada'], milestone: 1 },
    { kind: 'createIssue', repo, title: 'Paint <b>it</b>', labels: ['bug', 'good first issue'], by: 'grace' },
    { kind: 'createIssue', repo, title: 'Too late', milestone: 2 },
    { kind: 'closeIssue', repo, number: 2 },
    { kind: 'closeIssue', repo, number: 4, reason: 'not_planned', by: 'grace' },
  )
}

/** Holds what is stored against what the peer itself says it has. */
export const holdsNow = async (peer: Peer, connection: PeerConnection): Promise<void> =>
  expect(await foundIn(connection.store)).toEqual(expectedOf(await peer.holds()))

/** The state of each stream that did not end well. */
export const flaws = (results: Awaited<ReturnType<PeerConnection['sync']>>) =>
  results.filter(({ state }) => state !== 'ok').map(({ stream, reasons }) => ({ stream, reasons }))
