import { type SimulatorClock, timestamp } from '../../common/clock.ts'
import { createRandom, type Random } from '../../common/random.ts'
import type { Account, Hook, Installation, Issue, Organization, Project, Repository } from './model.ts'

/** Kinds of objects that carry an id of their own. Ids of different kinds may coincide, as they do at GitHub. */
export type IdKind =
  | 'account'
  | 'repository'
  | 'issue'
  | 'pull'
  | 'label'
  | 'milestone'
  | 'comment'
  | 'event'
  | 'team'
  | 'issueType'
  | 'issueField'
  | 'fieldOption'
  | 'project'
  | 'projectField'
  | 'projectItem'
  | 'projectValue'
  | 'draft'
  | 'hook'
  | 'installation'
  | 'delivery'

const FIRST_ID: Readonly<Record<IdKind, number>> = {
  account: 10_001,
  repository: 710_000_001,
  issue: 2_400_000_001,
  pull: 1_900_000_001,
  label: 6_100_000_001,
  milestone: 9_200_001,
  comment: 1_700_000_001,
  event: 12_000_000_001,
  team: 8_100_001,
  issueType: 18_000_001,
  issueField: 41_001,
  fieldOption: 51_001,
  project: 15_000_001,
  projectField: 130_000_001,
  projectItem: 80_000_001,
  projectValue: 210_000_001,
  draft: 33_000_001,
  hook: 440_000_001,
  installation: 52_000_001,
  delivery: 170_000_000_001,
}

const NODE_PREFIX: Readonly<Record<IdKind, string>> = {
  account: 'U',
  repository: 'R',
  issue: 'I',
  pull: 'PR',
  label: 'LA',
  milestone: 'MI',
  comment: 'IC',
  event: 'EV',
  team: 'T',
  issueType: 'IT',
  issueField: 'IF',
  fieldOption: 'IFO',
  project: 'PVT',
  projectField: 'PVTF',
  projectItem: 'PVTI',
  projectValue: 'PVTFV',
  draft: 'DI',
  hook: 'HK',
  installation: 'IN',
  delivery: 'DL',
}

/** Where payloads point to. */
export interface Addresses {
  /** Root of the REST API, without a trailing slash. */
  api: string
  /** Root of the web pages that `html_url` names. */
  html: string
}

/** A change that webhooks may tell about. */
export interface Announcement {
  readonly event: string
  readonly action: string
  readonly repositoryId: number | null
  readonly organization: string | null
  readonly sender: string
  /** Builds the payload's own keys; called at once, so that it shows the state right after the change. */
  readonly payload: () => Readonly<Record<string, unknown>>
}

/** The whole state of one simulated GitHub. Operations on it live in the other files of this folder. */
export interface World {
  readonly seed: number
  readonly random: Random
  /** Replaced only while a preset tells the past. */
  clock: SimulatorClock
  readonly addresses: Addresses
  readonly accounts: Map<string, Account>
  readonly organizations: Map<string, Organization>
  readonly repositories: Map<number, Repository>
  /** Lower-case `owner/name` of the present. */
  readonly names: Map<string, number>
  /** Lower-case names that a repository had before. */
  readonly formerNames: Map<string, number>
  readonly issues: Map<number, Issue>
  /** Where a transferred issue's id lives on. */
  readonly successors: Map<number, number>
  readonly projects: Project[]
  readonly hooks: Hook[]
  readonly installations: Installation[]
  /** Whether a change of sub-issues, dependencies or the milestone moves `updated_at`, of both ends. */
  readonly relationsBumpUpdatedAt: boolean
  revision: number
  announce: (announcement: Announcement) => void
  nextId(kind: IdKind): number
  nodeId(kind: IdKind, id: number): string
}

export interface WorldOptions {
  readonly seed: number
  readonly clock: SimulatorClock
  readonly addresses: Addresses
  readonly relationsBumpUpdatedAt: boolean
}

/** An empty GitHub. */
export const createWorld = (options: WorldOptions): World => {
  const counters = { ...FIRST_ID }
  return {
    ...options,
    random: createRandom(options.seed),
    accounts: new Map(),
    organizations: new Map(),
    repositories: new Map(),
    names: new Map(),
    formerNames: new Map(),
    issues: new Map(),
    successors: new Map(),
    projects: [],
    hooks: [],
    installations: [],
    revision: 0,
    announce: () => undefined,
    nextId: (kind) => counters[kind]++,
    nodeId: (kind, id) =>
      `${NODE_PREFIX[kind]}_kw${Buffer.from(`${NODE_PREFIX[kind]}${id}`).toString('base64url')}`,
  }
}

/** The present, as GitHub writes it. */
export const presentOf = (world: World): string => timestamp(world.clock.now())
