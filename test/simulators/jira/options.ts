import type { SimulatorClock } from '../common/clock.ts'
import type { Exchange } from '../common/gate/exchange.ts'
import type { Reply } from '../common/http/reply.ts'
import type { Edit } from './edits/edit.ts'
import type { LimitOptions } from './limits.ts'
import type { World } from './state/world.ts'

export interface UserSeed {
  readonly login: string
  readonly displayName?: string
  readonly email?: string
  readonly emailHidden?: boolean
  readonly accountType?: 'atlassian' | 'app' | 'customer'
  /** IANA zone; default UTC. */
  readonly timeZone?: string
}

export interface ProjectSeed {
  readonly key: string
  readonly name?: string
  readonly style?: 'classic' | 'next-gen'
  readonly lead?: string
  /** Synthetic issues made fast, with this many changelog entries each. */
  readonly issues?: number
  readonly historiesPerIssue?: number
}

/** An OAuth 2.0 (3LO) app: refresh tokens rotate, and a used one is refused. */
export interface OAuthAppSeed {
  readonly clientId: string
  readonly clientSecret: string
  readonly refreshToken: string
  readonly login: string
}

/** Options that both editions share. All that are data may come from a JSON file. */
export interface JiraOptions {
  readonly seed?: number
  readonly clock?: SimulatorClock
  /** Root of the site as payloads name it; default: where it listens. */
  readonly siteUrl?: string
  readonly users?: readonly UserSeed[]
  readonly projects?: readonly ProjectSeed[]
  /** Basic authentication: login to API token or password; the user name is the login's e-mail, or on Data Center the login. */
  readonly apiTokens?: Readonly<Record<string, string>>
  /** Bearer tokens (personal access tokens on Data Center) to login. */
  readonly tokens?: Readonly<Record<string, string>>
  readonly oauthApps?: readonly OAuthAppSeed[]
  readonly limits?: LimitOptions
  /** How long a write takes to reach search; default 0. */
  readonly indexLagMs?: number
  /** Added to every id, so that two trackers share none. */
  readonly idOffset?: number
  /** Largest page of every paged answer; default: what Jira allows. */
  readonly maxPageSize?: number
  readonly port?: number
  /** Folder of the API descriptions; without it nothing is checked. */
  readonly gate?: string
  readonly edits?: readonly Edit[]
  readonly seedWith?: (world: World) => void
  /** Plants a lie in a reply before the gate sees it: how tests show that lies are caught. */
  readonly distort?: (reply: Reply, exchange: Exchange) => Reply
}

export interface JiraCloudOptions extends JiraOptions {
  /** The site's id under `https://api.atlassian.com/ex/jira/{cloudId}`. */
  readonly cloudId?: string
}

export interface JiraDataCenterOptions extends JiraOptions {
  /** Sub-path that the server lives under, as `/jira`; default: none. */
  readonly contextPath?: string
  /** Folder with a recorded `issues.json` to seed from. */
  readonly recording?: string
  /** Sprints in the greenhopper string form; default true. */
  readonly sprintStrings?: boolean
}
