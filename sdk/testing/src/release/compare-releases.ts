import type {
  Manifest,
  ManifestCheck,
  ManifestConnector,
  ManifestContribution,
  ManifestRoute,
} from '@headless-pmo/sdk'
import type { ReleaseChange } from './change.ts'
import { compareSchemas } from './compare-schemas.ts'

const nameOf = (contribution: ManifestContribution): string =>
  contribution.kind === 'check' ? `check ${contribution.id}` : contribution.kind

/**
 * Says what changed between two releases of a plugin, each difference with what it asks of the version: whoever
 * upgrades must be able to keep what they wrote. Config that the new release migrates itself breaks nobody.
 *
 * @example
 * ```ts
 * const changes = compareReleases(Manifest.parse(JSON.parse(text)), describePlugin(plugin))
 * strictest(changes) // 'minor'
 * ```
 */
export function compareReleases(before: Manifest, now: Manifest): readonly ReleaseChange[] {
  const changes: ReleaseChange[] = []
  if (before.id !== now.id)
    changes.push({ path: 'id', class: 'major', words: `is now ${now.id}: configurations name the old one` })
  if (before.title !== now.title) changes.push({ path: 'title', class: 'patch', words: 'has changed' })
  if (before.sdk !== now.sdk)
    changes.push({
      path: 'sdk',
      class: 'minor',
      words: `now works with ${now.sdk}, before with ${before.sdk}`,
    })
  const old = new Map(before.contributes.map((one) => [nameOf(one), one]))
  for (const contribution of now.contributes) {
    const name = nameOf(contribution)
    const was = old.get(name)
    old.delete(name)
    changes.push(
      ...(was === undefined
        ? [{ path: name, class: 'minor' as const, words: 'is new' }]
        : compareContributions(was, contribution, name)),
    )
  }
  for (const name of old.keys()) changes.push({ path: name, class: 'major', words: 'was removed' })
  return changes
}

function compareContributions(
  before: ManifestContribution,
  now: ManifestContribution,
  path: string,
): readonly ReleaseChange[] {
  if (before.kind === 'check' || now.kind === 'check')
    return before.kind === 'check' && now.kind === 'check' ? compareChecks(before, now, path) : []
  return [
    ...compareConfigs(before, now, path),
    ...compareSecrets(before, now, path),
    ...now.egress
      .filter((address) => !before.egress.includes(address))
      .map((address) => ({
        path: `${path}.egress`,
        class: 'minor' as const,
        words: `now goes to ${address}`,
      })),
    ...(before.kind === 'connector' && now.kind === 'connector' ? compareConnectors(before, now, path) : []),
    ...(before.kind === 'route' && now.kind === 'route' ? compareRoutes(before, now, path) : []),
  ]
}

type Configured = Exclude<ManifestContribution, ManifestCheck>

function compareConfigs(before: Configured, now: Configured, path: string): readonly ReleaseChange[] {
  const changes = compareSchemas(before.config, now.config, `${path}.config`)
  if (now.configVersion < before.configVersion) {
    const words = `went back from ${before.configVersion} to ${now.configVersion}`
    return [...changes, { path: `${path}.configVersion`, class: 'major', words }]
  }
  if (!now.migratesConfig || now.configVersion === before.configVersion) return changes
  return changes.map((change) =>
    change.class === 'major'
      ? { ...change, class: 'minor', words: `${change.words} (older configs are migrated)` }
      : change,
  )
}

function compareSecrets(before: Configured, now: Configured, path: string): readonly ReleaseChange[] {
  const changes: ReleaseChange[] = []
  for (const [name, { optional }] of Object.entries(now.secrets)) {
    const was = before.secrets[name]
    const at = `${path}.secrets.${name}`
    if (was === undefined)
      changes.push({
        path: at,
        class: optional ? 'minor' : 'major',
        words: optional ? 'is new and optional' : 'is new and required',
      })
    else if (was.optional !== optional)
      changes.push({
        path: at,
        class: optional ? 'minor' : 'major',
        words: optional ? 'is no longer required' : 'is now required',
      })
  }
  for (const name of Object.keys(before.secrets))
    if (now.secrets[name] === undefined)
      changes.push({ path: `${path}.secrets.${name}`, class: 'major', words: 'was removed' })
  return changes
}

function compareConnectors(
  before: ManifestConnector,
  now: ManifestConnector,
  path: string,
): readonly ReleaseChange[] {
  const changes: ReleaseChange[] = []
  for (const [name, stream] of Object.entries(now.streams)) {
    const was = before.streams[name]
    const at = `${path}.streams.${name}`
    if (was === undefined) changes.push({ path: at, class: 'minor', words: 'is new' })
    else if (stream.mapVersion < was.mapVersion) {
      const words = `mapVersion went back from ${was.mapVersion} to ${stream.mapVersion}: stored items would not be mapped again`
      changes.push({ path: at, class: 'major', words })
    } else if (JSON.stringify(was) !== JSON.stringify(stream))
      changes.push({ path: at, class: 'minor', words: 'is read in another way' })
  }
  for (const name of Object.keys(before.streams))
    if (now.streams[name] === undefined)
      changes.push({
        path: `${path}.streams.${name}`,
        class: 'major',
        words: 'was removed: its records would go',
      })
  if (before.webhook !== undefined && now.webhook === undefined)
    changes.push({ path: `${path}.webhook`, class: 'major', words: 'was removed' })
  else if (JSON.stringify(before.webhook) !== JSON.stringify(now.webhook))
    changes.push({
      path: `${path}.webhook`,
      class: before.webhook === undefined ? 'minor' : 'major',
      words: before.webhook === undefined ? 'is new' : 'is proved in another way',
    })
  return changes
}

/** What each role asks for, weakest first; a former name asks for as much as the present one. */
const ROLE_ORDER: Readonly<Record<ManifestRoute['role'], number>> = {
  viewer: 0,
  reader: 0,
  contributor: 1,
  planner: 1,
  pmo: 2,
  administrator: 3,
  admin: 3,
}

function compareRoutes(before: ManifestRoute, now: ManifestRoute, path: string): readonly ReleaseChange[] {
  if (ROLE_ORDER[before.role] === ROLE_ORDER[now.role]) return []
  const more = ROLE_ORDER[now.role] > ROLE_ORDER[before.role]
  return [
    {
      path: `${path}.role`,
      class: more ? 'major' : 'minor',
      words: `asks for ${now.role}, before ${before.role}`,
    },
  ]
}

function compareChecks(before: ManifestCheck, now: ManifestCheck, path: string): readonly ReleaseChange[] {
  const changes: ReleaseChange[] = [...compareSchemas(before.params, now.params, `${path}.params`)]
  for (const name of ['severity', 'grain', 'clause'] as const)
    if (before[name] !== now[name])
      changes.push({ path: `${path}.${name}`, class: 'minor', words: `is now ${now[name] ?? 'gone'}` })
  for (const name of ['title', 'why'] as const)
    if (before[name] !== now[name])
      changes.push({ path: `${path}.${name}`, class: 'patch', words: 'has changed' })
  for (const need of now.needs)
    if (!before.needs.includes(need))
      changes.push({ path: `${path}.needs`, class: 'minor', words: `now needs ${need}` })
  return changes
}
