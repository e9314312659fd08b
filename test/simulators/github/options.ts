import type { AppCredentials } from './auth.ts'
import type { SimulatorClock } from '../common/clock.ts'
import type { RandomEditOptions } from './edits/random-edits.ts'
import type { ScriptedEdit } from './edits/script.ts'
import type { LimitOptions } from './limits.ts'
import type { AccountSeed, IssueFieldSeed, IssueTypeSeed } from './state/people.ts'
import type { ProjectSeed } from './state/projects.ts'
import type { World } from './state/world.ts'

export interface OrganizationSeed {
  readonly login: string
  readonly name?: string
  readonly members?: readonly string[]
  readonly teams?: readonly { readonly name: string; readonly members: readonly string[] }[]
  readonly issueTypes?: readonly IssueTypeSeed[]
  readonly issueFields?: readonly IssueFieldSeed[]
}

export interface RepositoryOptions {
  readonly fullName: string
  readonly description?: string
  readonly private?: boolean
  /** How many random issues it starts with. */
  readonly issues?: number
  /** Share of pull requests among them; default 0.2. */
  readonly pullShare?: number
  /** Approximate bytes of an issue's text; default 200. */
  readonly bodyBytes?: number
  /** Relations, comments and events among the random issues; default true. */
  readonly relations?: boolean
}

export interface HookOptions {
  /** `owner/name` or an organisation. */
  readonly scope: string
  readonly url: string
  readonly secret: string
  readonly events?: readonly string[]
}

export interface InstallationOptions {
  readonly id?: number
  readonly appId: number
  readonly account: string
  readonly repositories?: readonly string[]
}

/** The part of the options that is plain data, and so can come from a file. */
export interface GitHubSimulatorData {
  readonly seed?: number
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly users?: readonly AccountSeed[]
  readonly organizations?: readonly OrganizationSeed[]
  readonly repositories?: readonly RepositoryOptions[]
  readonly projects?: readonly ProjectSeed[]
  /** Token ▸ login. Default: `sim-token` for `sim-user`. */
  readonly tokens?: Readonly<Record<string, string>>
  readonly apps?: readonly AppCredentials[]
  readonly installations?: readonly InstallationOptions[]
  readonly hooks?: readonly HookOptions[]
  readonly limits?: LimitOptions
  readonly edits?: readonly ScriptedEdit[]
  readonly randomEdits?: RandomEditOptions
  /** Root of the addresses inside payloads; default: where the simulator listens. */
  readonly apiUrl?: string
  /** Root of `html_url`; default `https://github.com`, as it is the same on every port. */
  readonly htmlUrl?: string
  /** Answer as an Enterprise Server of that version: `/meta`, headers, payload addresses under `/api/v3`. */
  readonly enterpriseVersion?: string
  /** Default true; see the README on what moves `updated_at`. */
  readonly relationsBumpUpdatedAt?: boolean
  /** Folder of recorded payloads to serve; see `seedFromRecording`. */
  readonly recording?: string
  /** Render every issue before the first request. */
  readonly prerender?: boolean
}

export interface GitHubSimulatorOptions extends GitHubSimulatorData {
  /** Default: stands still at 2026-01-05T09:00:00Z until advanced. */
  readonly clock?: SimulatorClock
  /** Called last of all seeding. */
  readonly seedWith?: (world: World) => void
  /** Validate replies and requests against the API description in this folder. */
  readonly gate?: string
}
