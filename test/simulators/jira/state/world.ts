import type { SimulatorClock } from '../../common/clock.ts'
import { createRandom, type Random } from '../../common/random.ts'
import type {
  JiraBoard,
  JiraField,
  JiraIssue,
  JiraIssueType,
  JiraLink,
  JiraLinkType,
  JiraPriority,
  JiraProject,
  JiraResolution,
  JiraSprint,
  JiraStatus,
  JiraUser,
  JiraWorklog,
} from './model.ts'

/** Kinds of objects with an id of their own. */
export type IdKind =
  | 'board'
  | 'comment'
  | 'component'
  | 'field'
  | 'history'
  | 'issue'
  | 'issueType'
  | 'link'
  | 'linkType'
  | 'priority'
  | 'project'
  | 'remoteLink'
  | 'resolution'
  | 'sprint'
  | 'status'
  | 'user'
  | 'version'
  | 'webhook'
  | 'worklog'

const FIRST_ID: Readonly<Record<IdKind, number>> = {
  board: 1,
  comment: 10_000,
  component: 10_000,
  field: 10_100,
  history: 10_000,
  issue: 10_000,
  issueType: 10_001,
  link: 10_000,
  linkType: 10_000,
  priority: 1,
  project: 10_000,
  remoteLink: 10_000,
  resolution: 10_000,
  sprint: 1,
  status: 10_000,
  user: 10_000,
  version: 10_000,
  webhook: 1,
  worklog: 10_000,
}

/** Which Jira it is: they share the state and differ in what they show. */
export type Edition = 'cloud' | 'data-center'

/** A change that webhooks may tell about. */
export interface Announcement {
  /** `jira:issue_updated`. */
  readonly event: string
  readonly issue?: JiraIssue
  readonly worklog?: JiraWorklog
  readonly sprint?: JiraSprint
  readonly version?: { readonly project: JiraProject; readonly id: string }
  readonly project?: JiraProject
  readonly by: string
}

/** The whole state of one simulated Jira. Operations on it live in the other files of this folder. */
export interface World {
  readonly edition: Edition
  readonly seed: number
  readonly random: Random
  /** Swapped while a story of the past is told. */
  clock: SimulatorClock
  /** How long a write takes to reach search, milliseconds. */
  indexLagMs: number
  /** Sprints of issues as Java's text of an object, as Data Center sends them. */
  sprintStrings: boolean
  /** Root of the site in addresses of payloads, without a trailing slash. */
  siteUrl: string
  readonly users: Map<string, JiraUser>
  readonly statuses: Map<string, JiraStatus>
  readonly issueTypes: Map<string, JiraIssueType>
  readonly priorities: Map<string, JiraPriority>
  readonly resolutions: Map<string, JiraResolution>
  readonly linkTypes: Map<string, JiraLinkType>
  readonly fields: Map<string, JiraField>
  readonly projects: Map<string, JiraProject>
  readonly boards: Map<string, JiraBoard>
  readonly sprints: Map<string, JiraSprint>
  readonly issues: Map<string, JiraIssue>
  /** Present and former keys. */
  readonly issueKeys: Map<string, JiraIssue>
  readonly links: Map<string, JiraLink>
  readonly worklogs: Map<string, JiraWorklog>
  /** Grows with every change: what was rendered or sorted under an older one is stale. */
  revision: number
  announce: (announcement: Announcement) => void
  nextId(kind: IdKind): string
  /** No id of this kind is at or below `id` from now on; recordings bring their own. */
  reserve(kind: IdKind, id: number): void
}

export interface WorldOptions {
  readonly edition: Edition
  readonly seed: number
  readonly clock: SimulatorClock
  readonly siteUrl: string
  readonly indexLagMs: number
  /** Added to every id, so that two trackers share none. */
  readonly idOffset: number
}

/** An empty Jira: no project, no field, nobody. */
export const createWorld = (options: WorldOptions): World => {
  const counters = { ...FIRST_ID }
  for (const kind of Object.keys(counters) as IdKind[]) counters[kind] += options.idOffset
  return {
    edition: options.edition,
    seed: options.seed,
    random: createRandom(options.seed),
    clock: options.clock,
    indexLagMs: options.indexLagMs,
    siteUrl: options.siteUrl,
    sprintStrings: options.edition === 'data-center',
    users: new Map(),
    statuses: new Map(),
    issueTypes: new Map(),
    priorities: new Map(),
    resolutions: new Map(),
    linkTypes: new Map(),
    fields: new Map(),
    projects: new Map(),
    boards: new Map(),
    sprints: new Map(),
    issues: new Map(),
    issueKeys: new Map(),
    links: new Map(),
    worklogs: new Map(),
    revision: 0,
    announce: () => undefined,
    nextId: (kind) => String(counters[kind]++),
    reserve: (kind, id) => {
      counters[kind] = Math.max(counters[kind], id + 1)
    },
  }
}
