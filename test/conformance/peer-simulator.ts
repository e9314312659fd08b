import { startGitHubSimulator, type GitHubSimulator } from '@headless-pmo/simulators/github'
import { standingClock } from './peer-clock.ts'
import type { Held, HeldIssue, Peer, PeerKind } from './peer.ts'

/** Our own simulator, without its gate: the tests beside these run with it. */
export const simulatorKind: PeerKind = {
  name: 'simulator',
  lacks: {},
  fixtures: [],
  start: startSimulatorPeer,
}

/** @returns a peer whose simulator is at hand, too */
export async function startSimulatorPeer(): Promise<Peer & { readonly simulator: GitHubSimulator }> {
  const repository = 'acme/app'
  const simulator = await startGitHubSimulator({
    clock: standingClock,
    users: [{ login: 'ada' }, { login: 'grace' }],
    organizations: [{ login: 'acme', members: ['ada', 'grace'] }],
    repositories: [
      { fullName: repository },
      { fullName: 'acme/vault', private: true },
      { fullName: 'acme/annex' },
    ],
    tokens: { 'token-of-ada': 'ada', 'token-of-grace': 'grace' },
  })
  return {
    url: simulator.url,
    token: simulator.token,
    wrongToken: 'token-of-nobody',
    repository,
    privateRepository: 'acme/vault',
    simulator,
    write: async (edit) => simulator.edit({ by: 'ada', ...edit }),
    holds: async () => heldBy(simulator, repository),
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}

function heldBy({ world }: GitHubSimulator, fullName: string): Held {
  const repository = world.repositories.get(world.names.get(fullName) ?? 0)
  if (repository === undefined) throw new Error(`The simulator has no ${fullName}.`)
  const visible = [...repository.issues.values()].filter(({ hidden }) => !hidden)
  const labelsOf = (ids: readonly number[]) =>
    ids.flatMap((id) => repository.labels.find((label) => label.id === id)?.name ?? [])
  return {
    issues: visible
      .filter(({ pull }) => pull === null)
      .map((issue): HeldIssue => ({
        number: issue.number,
        title: issue.title,
        body: issue.body,
        state: issue.state,
        stateReason: issue.stateReason,
        labels: labelsOf(issue.labels),
        author: issue.author,
        assignees: issue.assignees,
        milestone: repository.milestones.get(issue.milestone ?? 0)?.title ?? null,
        locked: issue.locked,
      })),
    pulls: visible.filter(({ pull }) => pull !== null).map(({ number }) => number),
    labels: repository.labels.map(({ name }) => name),
    milestones: [...repository.milestones.values()].map(({ title }) => title),
  }
}
