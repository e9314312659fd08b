import { z, type JsonSchema, type Manifest, type ManifestContribution, type Plugin } from '@headless-pmo/sdk'
import type { Configurable } from '../config/index.ts'
import { contributionOf } from './contribution-of.ts'

/** A kind that is configured. */
export type ConfiguredKind = 'connector' | 'notifier' | 'route'

const schemas = new WeakMap<JsonSchema, z.ZodType>()

/** A schema of a manifest as zod; what zod cannot read takes everything, since the plugin's own schema has the last word. */
export function zodOf(schema: JsonSchema): z.ZodType {
  const known = schemas.get(schema)
  if (known !== undefined) return known
  let made: z.ZodType
  try {
    made = z.fromJSONSchema({ ...schema })
  } catch {
    made = z.looseObject({})
  }
  schemas.set(schema, made)
  return made
}

/** The contribution of a kind as the manifest tells it. */
export function described<Kind extends ConfiguredKind>(
  manifest: Manifest,
  kind: Kind,
): Extract<ManifestContribution, { kind: Kind }> | undefined {
  return manifest.contributes.find(
    (one): one is Extract<ManifestContribution, { kind: Kind }> => one.kind === kind,
  )
}

/**
 * What a plugin's contribution takes. Code that is loaded here is asked itself: its schema says mistakes in its own words and knows
 * rules over several fields; else the manifest tells.
 */
export function configurable(
  manifest: Manifest,
  inline: Plugin | undefined,
  kind: ConfiguredKind,
): Configurable | undefined {
  const contribution = inline === undefined ? undefined : contributionOf(inline, kind)
  if (contribution !== undefined) {
    const { config = z.object({}), secrets } = contribution
    return { config, ...(secrets !== undefined && { secrets }) }
  }
  const told = described(manifest, kind)
  return told === undefined ? undefined : { config: zodOf(told.config), secrets: told.secrets }
}
