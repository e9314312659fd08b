import { z } from 'zod'
import { manifestContribution } from './manifest-contribution.ts'

/**
 * Name of the manifest's file, at the root of a plugin's package.
 *
 * @example
 * ```ts
 * const path = new URL(MANIFEST_FILE, 'file:///plugins/linear/')
 * ```
 */
export const MANIFEST_FILE = 'pmo.manifest.json'

const reasons = z.record(z.string(), z.string()).readonly()

/**
 * What the conformance kit found when the plugin was packed.
 *
 * @example
 * ```ts
 * manifestLaws.parse({ kit: '1.0.0', passed: ['D1', 'D2'], gaps: {}, skipped: { D8: 'It declares no deletions.' } })
 * ```
 */
export const manifestLaws = z.object({
  kit: z.string().describe('Version of the conformance kit'),
  passed: z.array(z.string()).readonly().describe('Ids of laws'),
  gaps: reasons.describe('Laws that are known not to hold, with the reason'),
  skipped: reasons.describe('Laws that say nothing about this plugin, with the reason'),
})
/** The laws that a packed plugin keeps. See {@link manifestLaws}. */
export type ManifestLaws = z.output<typeof manifestLaws>

/**
 * What is known of a plugin without running it: plain JSON, equal after a round trip. {@link describePlugin} gives what the plugin
 * declares; `entry`, `integrity` and `laws` are added when it is packed.
 *
 * @example
 * ```ts
 * const manifest = Manifest.parse(JSON.parse(text)) // throws a ZodError that names the field
 * ```
 */
export const Manifest = z.object({
  /** Version of this format. */
  manifest: z.literal(1),
  id: z.string(),
  title: z.string(),
  version: z.string(),
  sdk: z.string().describe('Range of SDK versions it works with'),
  entry: z
    .string()
    .regex(
      /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\]+$/,
      'Write a path inside the package, e.g. dist/plugin.mjs.',
    )
    .exactOptional()
    .describe('The one bundled file, relative to the manifest'),
  integrity: z
    .string()
    .regex(/^sha256-[A-Za-z0-9+/]{43}=$/, 'Write sha256- and the hash of the entry in base64.')
    .exactOptional()
    .describe('sha256-… of the entry'),
  contributes: z.array(manifestContribution).readonly(),
  laws: manifestLaws.exactOptional(),
})
export type Manifest = z.output<typeof Manifest>

/**
 * A manifest as it stands in a package: it names the file to run, and what is in it.
 *
 * @example
 * ```ts
 * const { entry, integrity } = PackedManifest.parse(JSON.parse(text))
 * ```
 */
export const PackedManifest = Manifest.required({ entry: true, integrity: true })
export type PackedManifest = z.output<typeof PackedManifest>
