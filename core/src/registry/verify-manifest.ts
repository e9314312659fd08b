import {
  SDK_VERSION,
  verificationsOf,
  type Auth,
  type JsonSchema,
  type Manifest,
  type ManifestContribution,
} from '@headless-pmo/sdk'
import { satisfies, valid, validRange } from 'semver'
import { CONNECTION_KEYS, didYouMean, NOTIFIER_KEYS } from '../config/index.ts'
import type { Quarantine } from './plugin-entry.ts'
import { MOST_TOLD, PLUGIN_ID } from './plugin-rules.ts'

/** What a manifest is checked against. */
export interface ManifestContext {
  /** Ids of the plugins before it. */
  readonly taken: ReadonlySet<string>
  /** Named as an exception from the SDK range. */
  readonly anySdk: boolean
  readonly sdkVersion?: string
}

/** Whether a plugin was made for an SDK. */
export function fitsSdk(range: string, sdkVersion: string = SDK_VERSION): boolean {
  return validRange(range) !== null && satisfies(sdkVersion, range, { includePrerelease: true })
}

function sdkRefusal(
  { id, version, sdk }: Pick<Manifest, 'id' | 'version' | 'sdk'>,
  context: ManifestContext,
): string | undefined {
  const { sdkVersion = SDK_VERSION, anySdk } = context
  if (anySdk) return undefined
  if (typeof sdk !== 'string' || validRange(sdk) === null) {
    return `The plugin "${id}" does not say which SDK it works with; write e.g. sdk: '^${sdkVersion}'.`
  }
  if (fitsSdk(sdk, sdkVersion)) return undefined
  return `The plugin "${id}" ${version} works with SDK ${sdk}, and this server has ${sdkVersion}; install a version of the plugin that fits, or load it all the same with sdk: 'any' beside its name in \`plugins\`.`
}

/** Names of secrets that a kind of authorisation uses. */
export function secretsOf(auth: Auth): readonly string[] {
  if (auth.type === 'firstOf') return auth.choices.flatMap(secretsOf)
  if (auth.type === 'byAddress') {
    const kinds = [
      ...auth.places.map(({ use }) => use),
      ...(auth.otherwise === undefined ? [] : [auth.otherwise]),
    ]
    return kinds.flatMap(secretsOf)
  }
  const names = [
    'secret',
    'user',
    'password',
    'privateKey',
    'clientId',
    'clientSecret',
    'refreshToken',
  ] as const
  return names.flatMap((name) => {
    const value: unknown = Reflect.get(auth, name)
    return typeof value === 'string' ? [value] : []
  })
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields without a description, those of nested objects and lists included. */
function* undescribed(schema: JsonSchema, at: string): Generator<string> {
  const { properties, items } = schema
  if (isSchema(items)) yield* undescribed(items, `${at}[]`)
  if (!isSchema(properties)) return
  for (const [name, field] of Object.entries(properties)) {
    if (!isSchema(field)) continue
    const path = at === '' ? name : `${at}.${name}`
    if (typeof field['description'] !== 'string') yield path
    yield* undescribed(field, path)
  }
}

function configMistakes(schema: JsonSchema, reserved: ReadonlySet<string>): readonly string[] {
  if (schema['type'] !== 'object') return ['its config is no object; write z.object({ … })']
  const names = isSchema(schema['properties']) ? Object.keys(schema['properties']) : []
  return [
    ...names
      .filter((name) => reserved.has(name))
      .map((name) => `its config field "${name}" has the name of a setting that stands beside it; rename it`),
    ...[...undescribed(schema, '')].map(
      (path) => `its config field "${path}" has no description; add .describe('…')`,
    ),
  ]
}

const NO_KEYS: ReadonlySet<string> = new Set()

function contributionMistakes(contribution: ManifestContribution): readonly string[] {
  if (contribution.kind === 'check') {
    const named = contribution.id === '' ? ['a check of it has no id'] : []
    return valid(contribution.version) === null
      ? [...named, `its check "${contribution.id}" needs a version such as 1.0.0`]
      : named
  }
  const { kind, secrets, authorize, config } = contribution
  const declared = Object.keys(secrets)
  const webhook = kind === 'connector' ? contribution.webhook : undefined
  const used = [
    ...(authorize === undefined ? [] : secretsOf(authorize)),
    ...(webhook === undefined ? [] : verificationsOf(webhook)).flatMap((one) =>
      one.type === 'hmac' ? [one.secret] : [],
    ),
  ]
  const reserved = kind === 'connector' ? CONNECTION_KEYS : kind === 'notifier' ? NOTIFIER_KEYS : NO_KEYS
  const mistakes = [
    ...configMistakes(config, reserved),
    ...[...new Set(used)]
      .filter((name) => !declared.includes(name))
      .map(
        (name) => `it uses the secret "${name}", which it does not declare; ${didYouMean(name, declared)}`,
      ),
  ]
  if (kind !== 'connector') return mistakes
  if (Object.keys(contribution.streams).length === 0) mistakes.push('it has no streams')
  for (const [name, { deletes, census }] of Object.entries(contribution.streams)) {
    if (deletes === 'census' && !census)
      mistakes.push(`its stream "${name}" finds deletions by a census and has no function "census"`)
  }
  return mistakes
}

function wholeMistakes({ contributes }: Manifest): readonly string[] {
  const mistakes = (['connector', 'notifier', 'route'] as const)
    .filter((kind) => contributes.filter((one) => one.kind === kind).length > 1)
    .map((kind) => `it contributes more than one ${kind}; make each a plugin of its own`)
  const checks = contributes.flatMap((one) => (one.kind === 'check' ? [one.id] : []))
  const twice = checks.find((id, index) => checks.indexOf(id) < index)
  return twice === undefined ? mistakes : [...mistakes, `it has two checks with the id "${twice}"`]
}

/** All that is wrong as one sentence. */
export function incomplete(id: string, mistakes: readonly string[]): Quarantine {
  const more = mistakes.length > MOST_TOLD ? `; and ${mistakes.length - MOST_TOLD} more` : ''
  return {
    phase: 'verify',
    reason: `The plugin "${id}" is not complete: ${mistakes.slice(0, MOST_TOLD).join('; ')}${more}.`,
  }
}

/** What keeps a plugin out that is somebody else's name or made for another server; nothing when all is well. Pure. */
export function identityRefusal(
  identity: Pick<Manifest, 'id' | 'version' | 'sdk'>,
  source: string,
  context: ManifestContext,
): Quarantine | undefined {
  const { id } = identity
  if (typeof id !== 'string' || !PLUGIN_ID.test(id)) {
    return {
      phase: 'verify',
      reason: `The plugin "${source}" needs an id of lower-case letters, digits and "-", e.g. "linear".`,
    }
  }
  if (context.taken.has(id)) {
    return {
      phase: 'verify',
      reason: `The id "${id}" of the plugin "${source}" belongs to another plugin; remove one of them.`,
    }
  }
  const sdk = sdkRefusal(identity, context)
  if (sdk !== undefined) return { phase: 'sdk', reason: sdk }
  if (valid(identity.version) === null) {
    return incomplete(id, [`its version is "${identity.version}"; write e.g. version: '1.0.0'`])
  }
  return undefined
}

/** What keeps a plugin out, as far as its manifest tells; nothing when all is well. Pure. */
export function verifyManifest(
  manifest: Manifest,
  source: string,
  context: ManifestContext,
): Quarantine | undefined {
  const refusal = identityRefusal(manifest, source, context)
  if (refusal !== undefined) return refusal
  const mistakes = [...wholeMistakes(manifest), ...manifest.contributes.flatMap(contributionMistakes)]
  return mistakes.length === 0 ? undefined : incomplete(manifest.id, mistakes)
}
