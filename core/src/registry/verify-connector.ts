import { isBranded, verificationsOf, type AnyConnector, type Stream } from '@headless-pmo/sdk'
import { CONNECTION_KEYS } from '../config/index.ts'
import { configSchemaMistakes } from './verify-config-schema.ts'
import { historyMistakes, isNoFunction, secretMistakes, type Unproven } from './verify-parts.ts'

const STREAM_NAME = /^[a-z][A-Za-z0-9]{0,63}$/
const CHANGES = ['delta', 'feed', 'snapshot']
const DELETES = ['tombstones', 'census', 'snapshot', 'none']

function streamMistakes(name: string, value: unknown): readonly string[] {
  const at = `its stream "${name}"`
  if (!isBranded(value, 'stream')) return [`${at} was not made by defineStream`]
  const stream = value as Unproven<Stream>
  const mistakes: string[] = []
  if (!STREAM_NAME.test(name))
    mistakes.push(`${at} needs a name of letters and digits, starting in lower case`)
  for (const part of ['read', 'ref', 'map'] as const) {
    if (typeof stream[part] !== 'function') mistakes.push(`${at} has no function "${part}"`)
  }
  if (!CHANGES.includes(String(stream.changes)))
    mistakes.push(`${at} has to say changes: ${CHANGES.join(' | ')}`)
  if (!DELETES.includes(String(stream.deletes)))
    mistakes.push(`${at} has to say deletes: ${DELETES.join(' | ')}`)
  if (stream.deletes === 'census' && typeof stream.census !== 'function') {
    mistakes.push(`${at} finds deletions by a census and has no function "census"`)
  }
  if (typeof stream.mapVersion !== 'number') mistakes.push(`${at} has no mapVersion; write mapVersion: 1`)
  // The brand proves that defineStream made it, and its type that the cursor is a schema.
  const { cursor, start } = value as unknown as Stream
  if (!cursor.safeParse(start).success) mistakes.push(`${at} starts at something that is not its cursor`)
  return mistakes
}

/** Secrets with which deliveries are verified. */
function hmacSecrets({ webhook }: AnyConnector): readonly string[] {
  if (webhook === undefined) return []
  return verificationsOf(webhook).flatMap((one) => (one.type === 'hmac' ? [one.secret] : []))
}

/** What is wrong with a connector, as far as can be told without a request; nothing when all is well. Pure. */
export function connectorMistakes(connector: AnyConnector): readonly string[] {
  const mistakes = [
    ...configSchemaMistakes(connector.config, CONNECTION_KEYS),
    ...secretMistakes(connector, hmacSecrets(connector)),
    ...historyMistakes(connector),
  ]
  const parts = connector as Unproven<AnyConnector>
  for (const part of ['egress', 'probe'] as const) {
    if (typeof parts[part] !== 'function') mistakes.push(`it has no function "${part}"`)
  }
  for (const part of ['queries', 'files', 'scopes'] as const) {
    if (isNoFunction(parts[part])) mistakes.push(`its "${part}" is no function`)
  }
  if (typeof parts.streams !== 'object' || parts.streams === null) return [...mistakes, 'it has no streams']
  return [
    ...mistakes,
    ...Object.entries(parts.streams).flatMap(([name, stream]) => streamMistakes(name, stream)),
  ]
}
