import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SecretDeclaration } from '@headless-pmo/sdk'
import { parseSecretReference, PmoError, type SecretReference } from '../../config/index.ts'
import type { SecretStore } from './secret-store.ts'
import { subjectOf } from '../subject.ts'

/** Where a connection's secrets are looked for. */
export interface SecretSources {
  readonly connection: string
  /** As the connector declares them. */
  readonly declared: Readonly<Record<string, SecretDeclaration>>
  /** As the configuration names them: `env:NAME`, `file:PATH`. */
  readonly references: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths are meant from: that of the config file. */
  readonly baseDir: string
  /** For secrets without a reference. */
  readonly store?: SecretStore
}

/** The values by name; a secret that is optional and not given is absent. */
export type Secrets = ReadonlyMap<string, string>

const LARGEST_SECRET_BYTES = 64 * 1024

/**
 * Reads the secrets of a connection.
 * @throws PmoError `secret-missing` or `secret-unreadable`, naming connection, secret, place and what to do
 */
export async function readSecrets(sources: SecretSources): Promise<Secrets> {
  const found = new Map<string, string>()
  for (const [name, declaration] of Object.entries(sources.declared)) {
    const value = await readSecret(sources, name, declaration)
    if (value !== undefined) found.set(name, value)
  }
  return found
}

async function readSecret(
  sources: SecretSources,
  name: string,
  declaration: SecretDeclaration,
): Promise<string | undefined> {
  const { connection, store } = sources
  const written = sources.references[name]
  if (written === undefined) {
    const stored = await store?.get(connection, name)
    if (stored !== undefined || declaration.optional) return stored
    throw new PmoError(
      'secret-missing',
      `${subjectOf(connection)} needs its secret "${name}" (${declaration.description}); name it in the configuration, e.g. secrets: { ${name}: "env:${variableName(name)}" }.`,
    )
  }
  const reference = parseSecretReference(written)
  if (reference === undefined) {
    // What was written may be the secret itself, so it is not repeated.
    throw new PmoError(
      'secret-missing',
      `The secret "${name}" of ${subjectOf(connection, 'the')} is not a reference; write "env:NAME" or "file:PATH".`,
    )
  }
  const value =
    reference.from === 'environment'
      ? fromEnvironment(sources, name, reference.name)
      : await fromFile(sources, name, reference)
  if (value.trim() === '') {
    throw new PmoError(
      'secret-missing',
      `The secret "${name}" of ${subjectOf(connection, 'the')} is empty in ${placeOf(reference)}; put its value there.`,
    )
  }
  return value
}

function variableName(secret: string): string {
  return secret.replace(/[A-Z]/g, '_$&').toUpperCase()
}

function placeOf(reference: SecretReference): string {
  return reference.from === 'environment'
    ? `the environment variable ${reference.name}`
    : `the file ${reference.path}`
}

function fromEnvironment(sources: SecretSources, name: string, variable: string): string {
  const value = sources.environment[variable]
  if (value !== undefined) return value
  throw new PmoError(
    'secret-missing',
    `${subjectOf(sources.connection)} takes its secret "${name}" from the environment variable ${variable}, which is not set; set it and start again.`,
  )
}

async function fromFile(
  sources: SecretSources,
  name: string,
  reference: Extract<SecretReference, { from: 'file' }>,
): Promise<string> {
  const path = resolve(sources.baseDir, reference.path)
  const where = `${subjectOf(sources.connection)} takes its secret "${name}" from the file ${path}`
  try {
    const { size } = await stat(path)
    if (size > LARGEST_SECRET_BYTES) {
      throw new PmoError('secret-unreadable', `${where}, which is too large to be a secret; check the path.`)
    }
    // Editors end files with a line break that is no part of the secret.
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
  } catch (cause) {
    if (cause instanceof PmoError) throw cause
    const missing = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT'
    throw missing
      ? new PmoError('secret-missing', `${where}, which does not exist; create it or correct the path.`)
      : new PmoError(
          'secret-unreadable',
          `${where}, which cannot be read; give the server's user the right to.`,
          {
            cause,
          },
        )
  }
}
