import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createGate,
  createRedactor,
  type Clock,
  type GateLimits,
  type GateOptions,
  type GateSession,
  type GateSessionOptions,
  type RateStore,
  type Redactor,
  type Transport,
} from '@headless-pmo/engine'
import type { AnyConnector } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { createAuthorizer, type ConnectionAuthorizer } from './authorization/create-authorizer.ts'
import { namingSecrets } from './authorization/choose-auth.ts'
import { createTokenRows } from './authorization/token-rows.ts'
import type { LogRedactor } from './logger.ts'
import { databaseRateStore } from './rate-store.ts'
import type { Cipher } from './secrets/cipher.ts'
import { readSecrets } from './secrets/read-secrets.ts'
import { createSecretStore } from './secrets/secret-store.ts'
import { systemClock } from './system-clock.ts'
import { byScheme } from './transport/by-scheme.ts'
import { createFileTransport } from './transport/file-transport.ts'
import { createHttpTransport, type HttpTimeouts } from './transport/http-transport.ts'
import { subjectOf } from './subject.ts'

/** What the host acts on in a contribution: a connector, a notifier or a route. */
export type Hosted = Partial<
  Pick<AnyConnector, 'secrets' | 'authorize' | 'egress' | 'queries' | 'files' | 'rateLimit'>
>

export interface ConnectionHostOptions {
  /** Id of the connection, or the key of another owner: see `subject.ts`. */
  readonly connection: string
  readonly connector: Hosted
  /** Default: only reading, as connectors and routes do. */
  readonly purpose?: GateOptions['purpose']
  /** Parsed by the connector's schema. */
  readonly config: unknown
  /** As the configuration names them: `env:NAME`, `file:PATH`. */
  readonly secrets: Readonly<Record<string, string>>
  readonly database: Database
  /** Of PMO_SECRET_KEY; absent where it is not set. */
  readonly cipher?: Cipher
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths are meant from: that of the config file. */
  readonly baseDir: string
  readonly clock?: Clock
  readonly limits?: GateLimits & { readonly maxFileBytes?: number; readonly timeouts?: Partial<HttpTimeouts> }
  /** Learns this connection's secrets, so that no log line shows them. */
  readonly logRedactor?: LogRedactor
  /** Other ways to the network and to what is known of limits: for tests. */
  readonly http?: Transport
  readonly rateStore?: RateStore
}

/** What the plugin of one connection is given to reach its tracker, and how the server watches it. */
export interface ConnectionHost {
  readonly connection: string
  /** Opens the `fetch` of one run or one question, with bounds, counters and an observer of its own. */
  open(options?: GateSessionOptions): GateSession
  /** Hides this connection's secrets; run everything through it that a plugin says or throws. */
  readonly redactor: Redactor
  /** How requests are signed: `bearer`, `jwt-exchange` … */
  readonly authorization: ConnectionAuthorizer['kind']
  /** Value of a secret, for the host's own use: verifying webhooks. */
  secret(name: string): string | undefined
  /** Ends all that is under way. Safe to call twice. */
  dispose(): Promise<void>
}

/** Calls one of the connector's functions of the config. @throws PmoError `config-invalid` */
function declared(options: ConnectionHostOptions, what: 'egress' | 'queries' | 'files'): readonly string[] {
  try {
    return options.connector[what]?.(options.config) ?? []
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PmoError(
      'config-invalid',
      `${subjectOf(options.connection)} could not tell its ${what} for this configuration: ${why}.`,
      { cause },
    )
  }
}

/**
 * Opens the way out for one connection: reads its secrets, chooses how it signs in, and builds its gate.
 * @throws PmoError `secret-missing`, `secret-unreadable`, `secret-key-missing`, `config-invalid`
 */
export async function createConnectionHost(options: ConnectionHostOptions): Promise<ConnectionHost> {
  const { connection, connector, database, cipher, baseDir, config } = options
  const clock = options.clock ?? systemClock
  const secrets = await readSecrets({
    connection,
    declared: connector.secrets ?? {},
    references: options.secrets,
    environment: options.environment ?? process.env,
    baseDir,
    store: createSecretStore(database, cipher),
  })
  const redactor = createRedactor()
  const names = new Set(connector.authorize === undefined ? [] : namingSecrets(connector.authorize))
  for (const [name, value] of secrets) redactor.add(value, { inBodies: !names.has(name) })
  // Should the rest fail, the log forgets them again.
  using opening = new DisposableStack()
  opening.defer(options.logRedactor?.add(redactor) ?? (() => undefined))

  const roots = declared(options, 'files').map((path) => resolve(baseDir, fileName(path)))
  const transport = byScheme({
    http: options.http ?? createHttpTransport(options.limits?.timeouts),
    file: createFileTransport({
      roots,
      ...(options.limits?.maxFileBytes === undefined ? {} : { maxBytes: options.limits.maxFileBytes }),
    }),
  })
  const { share } = options.limits ?? {}
  const ownStore = databaseRateStore(database, connection, share === undefined ? {} : { share })
  const rateStore = options.rateStore ?? ownStore
  let refusal: (url: URL) => string | undefined = () => 'the connection is not open yet'
  const authorizer = createAuthorizer(connector.authorize, {
    connection,
    config,
    secrets,
    clock,
    transport,
    redactor,
    refusal: (url) => refusal(url),
    ...(cipher === undefined ? {} : { tokens: createTokenRows(database, cipher, clock) }),
  })
  const gate = openGate()
  refusal = gate.refusal.bind(gate)

  function openGate(): ReturnType<typeof createGate> {
    try {
      return createGate({
        connection,
        subject: subjectOf(connection),
        ...(options.purpose !== undefined && { purpose: options.purpose }),
        egress: [...declared(options, 'egress'), ...roots.map((root) => pathToFileURL(root).href)],
        queries: declared(options, 'queries'),
        fileBase: pathToFileURL(`${baseDir}/`).href,
        clock,
        transport,
        rateStore,
        authorizer,
        redactor,
        ...(connector.rateLimit === undefined
          ? {}
          : {
              rateLimit:
                typeof connector.rateLimit === 'function' ? connector.rateLimit(config) : connector.rateLimit,
            }),
        ...(options.limits === undefined ? {} : { limits: options.limits }),
      })
    } catch (cause) {
      if (cause instanceof PmoError) throw cause
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new PmoError('config-invalid', `${subjectOf(connection)} cannot be opened: ${why}`, {
        cause,
      })
    }
  }

  const known = opening.move()
  return {
    connection,
    open: (session) => gate.open(session),
    redactor,
    authorization: authorizer.kind,
    secret: (name) => secrets.get(name),
    async dispose() {
      authorizer.dispose()
      await gate.dispose()
      await ownStore.flush()
      known.dispose()
    },
  }
}

/** Folders may be declared as paths or as `file:` addresses. */
function fileName(path: string): string {
  if (!path.startsWith('file:')) return path
  return decodeURIComponent(path.replace(/^file:(\/\/)?/, ''))
}
