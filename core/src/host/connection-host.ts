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
import {
  beginConsent,
  endConsent,
  type BegunConsent,
  type ConsentReply,
  type ConsentRequest,
} from './authorization/consent.ts'
import { consentedGrants } from './authorization/consented-grants.ts'
import { namingSecrets } from './authorization/choose-auth.ts'
import { createTokenRows, type TokenRows } from './authorization/token-rows.ts'
import type { LogRedactor } from './logger.ts'
import { databaseRateStore } from './rate-store.ts'
import type { Cipher } from './secrets/cipher.ts'
import { readSecrets, type Secrets } from './secrets/read-secrets.ts'
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

/** What every use of a connection's secrets stands on, whether or not it can sign in yet. */
interface Ground {
  readonly clock: Clock
  readonly secrets: Secrets
  readonly redactor: Redactor
  readonly roots: readonly string[]
  readonly transport: Transport
  readonly tokens?: TokenRows
  /** Has the log forget the secrets again. */
  readonly known: DisposableStack
}

async function groundOf(options: ConnectionHostOptions): Promise<Ground> {
  const { connection, connector, database, cipher, baseDir } = options
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
  const tokens = cipher === undefined ? undefined : createTokenRows(database, cipher, clock)
  return {
    clock,
    secrets,
    redactor,
    roots,
    transport,
    ...(tokens !== undefined && { tokens }),
    known: opening.move(),
  }
}

/** A connection to which a person may give access; it need not be able to sign in yet. */
export interface ConsentHost extends Disposable {
  /** @throws PmoError; see `beginConsent` */
  begin(asked: {
    readonly which?: string
    readonly callback: string
    readonly by: string
  }): Promise<ConsentRequest>
  /** @throws PmoError; see `endConsent` */
  end(begun: BegunConsent, reply: ConsentReply, signal: AbortSignal): Promise<void>
}

/**
 * Opens a connection for a person's consent.
 * @throws PmoError `secret-key-missing` where tokens could not be kept; `secret-missing`, `secret-unreadable`
 */
export async function openConsent(options: ConnectionHostOptions): Promise<ConsentHost> {
  const { connection, connector, config, database, cipher } = options
  if (cipher === undefined) {
    throw new PmoError(
      'secret-key-missing',
      `${subjectOf(connection)} would keep the tokens of a consent; set PMO_SECRET_KEY, with which they are encrypted.`,
    )
  }
  const ground = await groundOf(options)
  const auth = connector.authorize
  const means = { ...ground, connection, config, refusal: () => undefined }
  return {
    begin: (asked) => beginConsent({ database, cipher }, { ...asked, auth }, means),
    end: (begun, reply, signal) => endConsent(begun, reply, { auth, cipher, signal }, means),
    [Symbol.dispose]: () => ground.known.dispose(),
  }
}

/**
 * Opens the way out for one connection: reads its secrets, chooses how it signs in, and builds its gate.
 * @throws PmoError `secret-missing`, `secret-unreadable`, `secret-key-missing`, `config-invalid`
 */
export async function createConnectionHost(options: ConnectionHostOptions): Promise<ConnectionHost> {
  const { connection, connector, database, baseDir, config } = options
  const { clock, secrets, redactor, roots, transport, tokens, known: ground } = await groundOf(options)
  using opening = ground
  const { share } = options.limits ?? {}
  const ownStore = databaseRateStore(database, connection, share === undefined ? {} : { share })
  const rateStore = options.rateStore ?? ownStore
  const consented = await consentedGrants(connector.authorize, { connection, tokens, secrets })
  let refusal: (url: URL) => string | undefined = () => 'the connection is not open yet'
  const authorizer = createAuthorizer(connector.authorize, {
    connection,
    config,
    secrets,
    clock,
    transport,
    redactor,
    refusal: (url) => refusal(url),
    consented,
    ...(tokens !== undefined && { tokens }),
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
