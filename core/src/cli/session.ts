import { createTRPCClient, httpBatchStreamLink, type TRPCClient } from '@trpc/client'
import type { AppRouter } from '../api/index.ts'
import { PmoError, type Environment } from '../config/index.ts'
import type { App, OpenApp } from './app.ts'
import type { Output } from './output/output.ts'
import { folderToken, runningServer, tokenFile } from './data-folder.ts'

/** The API as a command uses it, wherever it is. */
export type Api = TRPCClient<AppRouter>

/** A way to the API: a running server's, or our own on the opened data folder. */
export interface Session extends AsyncDisposable {
  readonly api: Api
  /** Set when a server answers. */
  readonly address?: string
  /** Asks for a path that is no procedure: `/api/v1/export`. */
  request(path: string, signal?: AbortSignal): Promise<Response>
  /** Where no server runs: what the config file changed, a line each; and other trouble of opening. */
  readonly applied: readonly string[]
  /** Where no server runs: what the config file would change and did not, a line each. */
  readonly pending: readonly string[]
  readonly warnings: readonly string[]
  /** Where no server runs: the steps of the schema that opening the database has made. */
  readonly migrated: readonly string[]
}

/** Tells what opening the data folder has changed, and what is wrong with it. */
export function tellOpening(session: Session, output: Output): void {
  for (const warning of session.warnings) output.note(`Warning: ${warning}`)
  if (!output.json && session.applied.length > 0) {
    output.note(`Configuration:\n  ${session.applied.join('\n  ')}`)
  }
  if (!output.json && session.pending.length > 0) {
    output.note(`Not taken over yet; pmo sync does:\n  ${session.pending.join('\n  ')}`)
  }
}

/**
 * Whether the plugins are known, and with them whether a connection can be used. Where neither a server runs nor a
 * config file is, they are not, and it is told.
 */
export async function knowsPlugins(session: Session, output: Output): Promise<boolean> {
  if (session.address !== undefined) return true
  if ((await session.api.plugins.list.query({})).plugins.length > 0) return true
  output.note(
    'No config file with plugins was read, so whether the connections can be used is not known; name one with --config FILE.',
  )
  return false
}

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

function clientOf(url: string, fetch: Fetch, token?: string): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchStreamLink({
        url: `${url}/trpc`,
        // tRPC's own fetch type leaves out what ours accepts beyond it.
        fetch: (input, init) => fetch(input, init as RequestInit),
        ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      }),
    ],
  })
}

/** A client for a server at an address. */
export function remoteApi(address: string, token: string): Api {
  return clientOf(address, fetch, token)
}

/** A client for an app of this process. */
export function localApi(app: App): Api {
  return clientOf('http://in-process', (input, init) => app.fetch(new Request(input, init)))
}

const STOPPED_DEMO = 'The demo does not run, so that its trackers cannot be asked; start it with npm start.'

/** What a command wants when no server runs. */
export interface SessionNeeds {
  /** `--config`; only for commands that apply a file. */
  readonly configFile?: string
  /** The config file where none is named; absent: there is none. */
  readonly usualConfig?: string
  /** Whether that file is the demo's, whose trackers and their addresses are there while it runs, and only then. */
  readonly isDemo?: boolean
  /** Makes what is stored equal to the file. */
  readonly applies?: boolean
  /** Runs background work too. */
  readonly work?: boolean
}

async function answers(address: string): Promise<boolean> {
  try {
    const reply = await fetch(`${address}/health`, { signal: AbortSignal.timeout(5000) })
    await reply.body?.cancel()
    return reply.headers.get('server') === 'headless-pmo'
  } catch {
    return false
  }
}

/** Names of this machine, on which nobody listens in. */
const LOCAL = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/**
 * Speaks to the server that `PMO_SERVER` names, with the token `PMO_TOKEN`: from a pipeline, say, that has no data folder.
 * @throws PmoError `invalid-request` for what is no address, `unauthorized` without a token, `server-unreachable`
 */
async function remoteSession(named: string): Promise<Session> {
  if (!/^https?:\/\//i.test(named) || !URL.canParse(named))
    throw new PmoError(
      'invalid-request',
      'PMO_SERVER is not an address; write it with its scheme, e.g. PMO_SERVER=https://pmo.example.com',
    )
  const { origin, pathname, protocol, hostname } = new URL(named)
  const address = `${origin}${pathname.replace(/\/+$/, '')}`
  const token = process.env['PMO_TOKEN']
  if (token === undefined || token === '')
    throw new PmoError(
      'unauthorized',
      `The server at ${address} wants a token; set PMO_TOKEN to one of its tokens (pmo token create makes one there).`,
    )
  if (!(await answers(address)))
    throw new PmoError(
      'server-unreachable',
      `No Headless PMO answers at ${address}; look at PMO_SERVER, and whether the server runs.`,
    )
  return {
    ...overHttp(address, token),
    warnings:
      protocol === 'http:' && !LOCAL.test(hostname)
        ? [`The token goes to ${address} as plain text; use https.`]
        : [],
  }
}

/** A session with a server at an address. */
function overHttp(address: string, token: string): Session {
  return {
    api: remoteApi(address, token),
    address,
    applied: [],
    pending: [],
    warnings: [],
    migrated: [],
    request: (path, signal) =>
      fetch(`${address}${path}`, {
        headers: { authorization: `Bearer ${token}` },
        ...(signal !== undefined && { signal }),
      }),
    [Symbol.asyncDispose]: async () => {},
  }
}

/**
 * Speaks to the server that `PMO_SERVER` names; else finds the one that owns the data folder; opens the folder where none runs.
 * @throws PmoError `server-unreachable` when the owner does not answer, or the demo's trackers are wanted while it does not run, and whatever opening throws
 */
export async function openSession(
  environment: Environment,
  openApp: OpenApp,
  needs: SessionNeeds = {},
): Promise<Session> {
  const { dataDir } = environment
  const named = process.env['PMO_SERVER']
  if (named !== undefined && named !== '') {
    if (needs.configFile !== undefined)
      throw new PmoError(
        'invalid-request',
        'PMO_SERVER names a server with a configuration of its own; leave out --config, or unset PMO_SERVER.',
      )
    return remoteSession(named)
  }
  const server = runningServer(dataDir)
  if (server !== undefined) {
    if (needs.configFile !== undefined) {
      throw new PmoError(
        'invalid-request',
        `A server with a configuration of its own runs on ${dataDir} (${server.address}); leave out --config, or stop it, or set PMO_DATA_DIR to another folder.`,
      )
    }
    if (!(await answers(server.address))) {
      throw new PmoError(
        'server-unreachable',
        `Process ${server.pid} owns the data folder ${dataDir} and does not answer at ${server.address}; wait until it has started, or stop it and try again.`,
      )
    }
    // An empty one is one that is not set.
    const token = process.env['PMO_TOKEN'] || folderToken(dataDir)
    if (token === undefined) {
      throw new PmoError(
        'unauthorized',
        `The server at ${server.address} wants a token, and ${tokenFile(dataDir)} is not there; set PMO_TOKEN to one of its tokens.`,
      )
    }
    return overHttp(server.address, token)
  }
  const configFile = needs.configFile ?? needs.usualConfig
  const isStoppedDemo = needs.isDemo === true && needs.configFile === undefined
  if (isStoppedDemo && needs.applies === true)
    throw new PmoError(
      'server-unreachable',
      'The demo does not run, and its trackers run only with it; start it with npm start, and try again.',
    )
  const app = await openApp({
    environment,
    apply: needs.applies === true,
    ...(configFile !== undefined && { configFile }),
  })
  if (needs.work === true) await app.work({ schedule: false })
  return {
    api: localApi(app),
    applied: app.applied,
    // The demo's next start takes over what it has, and no command before it can.
    pending: isStoppedDemo ? [] : app.pending,
    warnings: isStoppedDemo ? [...app.warnings, STOPPED_DEMO] : app.warnings,
    migrated: app.migrated,
    request: (path, signal) =>
      app.fetch(new Request(`http://in-process${path}`, signal === undefined ? {} : { signal })),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  }
}
