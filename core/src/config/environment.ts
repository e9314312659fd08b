import { resolve } from 'node:path'
import { z } from 'zod'
import { mistakesText } from './mistake.ts'
import { PmoError } from './pmo-error.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
/** How much is logged, from least to most. See {@link readEnvironment}. */
export type LogLevel = (typeof LOG_LEVELS)[number]

/** What the environment says; stronger than pmo.config.ts. See {@link readEnvironment}. */
export interface Environment {
  /** Where to listen (`PORT`). */
  readonly port?: number
  /** Address to listen on (`HOST`). */
  readonly host?: string
  /** Address of a PostgreSQL; absent: the embedded database in the data folder. */
  readonly databaseUrl?: string
  /** Folder of the embedded database, the token of the command line and the locks. */
  readonly dataDir: string
  /** 32 bytes that encrypt the secrets kept in the database. */
  readonly secretKey?: Buffer
  /** Where trackers and browsers reach the server (`PMO_PUBLIC_URL`). */
  readonly publicUrl?: string
  /** Absolute path of a folder of pages to serve at `/` (`PMO_SITE_DIR`). */
  readonly siteDir?: string
  /** How much is logged (`PMO_LOG_LEVEL`). */
  readonly logLevel: LogLevel
}

function secretKeyOf(text: string): Buffer | undefined {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  return bytes.length === 32 ? bytes : undefined
}

/** Each variable with what is wrong and what to write instead; values are never repeated. */
const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .optional(),
  HOST: z.string().regex(/^\S+$/).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/)
    .optional(),
  PMO_DATA_DIR: z.string().optional(),
  PMO_SECRET_KEY: z
    .string()
    .refine((text) => secretKeyOf(text) !== undefined)
    .optional(),
  PMO_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PMO_SITE_DIR: z.string().optional(),
  PMO_LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
})

const WRITE: Readonly<Record<string, string>> = {
  PORT: 'is not a port; write a number from 0 to 65535, e.g. PORT=4400',
  HOST: 'is not an address; write a name or an IP address, e.g. HOST=127.0.0.1',
  DATABASE_URL:
    'is not the address of a PostgreSQL; write DATABASE_URL=postgres://user:password@host:5432/database, or remove it for the embedded database',
  PMO_SECRET_KEY:
    'is not a key of 32 bytes; make one with: node -e "console.log(crypto.randomBytes(32).toString(\'base64\'))"',
  PMO_PUBLIC_URL: 'is not an address; write it with its scheme, e.g. PMO_PUBLIC_URL=https://pmo.example.com',
  PMO_LOG_LEVEL: `is not a level; write one of: ${LOG_LEVELS.join(', ')}`,
}

/**
 * Reads the environment. An empty variable counts as absent.
 * @throws PmoError `environment-invalid` naming every wrong variable
 * @example
 * ```ts
 * const environment = readEnvironment({ ...process.env, PORT: '0' })
 * ```
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
    const mistakes = [...names].map((name) => ({ path: name, problem: WRITE[name] ?? 'has a wrong value' }))
    throw new PmoError('environment-invalid', mistakesText('The environment', mistakes))
  }
  const {
    PORT,
    HOST,
    DATABASE_URL,
    PMO_DATA_DIR,
    PMO_SECRET_KEY,
    PMO_PUBLIC_URL,
    PMO_SITE_DIR,
    PMO_LOG_LEVEL,
  } = parsed.data
  const secretKey = PMO_SECRET_KEY === undefined ? undefined : secretKeyOf(PMO_SECRET_KEY)
  return {
    ...(PORT !== undefined && { port: PORT }),
    ...(HOST !== undefined && { host: HOST }),
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    dataDir: PMO_DATA_DIR ?? '.pmo',
    ...(secretKey !== undefined && { secretKey }),
    ...(PMO_PUBLIC_URL !== undefined && { publicUrl: PMO_PUBLIC_URL }),
    ...(PMO_SITE_DIR !== undefined && { siteDir: resolve(PMO_SITE_DIR) }),
    logLevel: PMO_LOG_LEVEL ?? 'info',
  }
}
