import type { Edit, EditOutcome } from '@headless-pmo/simulators/github'

/** What a test may need of the GitHub that stands in for the real one. */
export const ABILITIES = {
  writes: 'it takes edits',
  labels: 'it serves the labels of a repository',
  people: 'it serves assignees and milestones',
  steadyMilestones: 'its milestones stay as they are while nobody edits them',
  anyPageSize: 'it pages as `per_page` asks',
  pulls: 'it has pull requests beside issues',
  pullsInIssueList: 'its issue list holds the pull requests, too',
  assigneeList: 'it lists who can be assigned',
  eventList: 'it lists the events of a repository',
  timelines: 'it serves timelines with closing and reopening',
  authentication: 'it refuses a wrong token',
  everyWrongToken: 'it refuses whatever token it does not know, also for public data',
  locking: 'it locks issues',
  deletion: 'it deletes issues, and answers 410 then',
  transfer: 'it moves issues between repositories',
  hiding: 'it hides issues and repositories',
  redirects: 'it answers 301 under a former name',
  relations: 'it has sub-issues and dependencies',
  notModified: 'it answers 304 to an ETag',
} as const
export type Ability = keyof typeof ABILITIES

/** Why a peer cannot run the tests that need an ability, and a request that shows that it still cannot. */
export interface Lack {
  readonly reason: string
  /** True while it holds; absent where the peer's nature says it. */
  readonly holds?: (peer: Peer) => Promise<boolean>
}

/** An issue or pull request as a peer itself knows it, in GitHub's words. */
export interface HeldIssue {
  readonly number: number
  readonly title: string
  readonly body: string | null
  readonly state: string
  readonly stateReason: string | null
  readonly labels: readonly string[]
  readonly author: string | null
  readonly assignees: readonly string[]
  /** Title. */
  readonly milestone: string | null
  readonly locked: boolean
}

/** All that a peer holds of its repository, told by itself and not through the connector. */
export interface Held {
  readonly issues: readonly HeldIssue[]
  readonly pulls: readonly number[]
  readonly labels: readonly string[]
  readonly milestones: readonly string[]
}

/** A GitHub on 127.0.0.1 that the connector is held against. */
export interface Peer extends AsyncDisposable {
  /** Root of its REST API. */
  readonly url: string
  readonly token: string
  readonly wrongToken: string
  /** Full name of the repository that tests read and edit. */
  readonly repository: string
  /** One that only a good token may see. */
  readonly privateRepository: string
  /** The connector's streams that it can serve; absent: all. */
  readonly streams?: readonly string[]
  /** Carries out an edit in the peer's own way. @throws Error where it has no such way. */
  write(edit: Edit): Promise<EditOutcome>
  holds(): Promise<Held>
}

/** One way to stand in for GitHub. */
export interface PeerKind {
  readonly name: string
  /** What it lacks; everything else it has. */
  readonly lacks: Readonly<Partial<Record<Ability, Lack>>>
  /** Paths under `../shared` without which it cannot start. */
  readonly fixtures: readonly string[]
  start(): Promise<Peer>
}
