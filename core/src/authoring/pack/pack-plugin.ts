import { readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Manifest, ManifestLaws } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import { bundleModule } from '../../host/index.ts'
import { lawLines, repeatLine } from '../laws/law-lines.ts'
import { failures, type LawOutcome, type LawOutcomes } from '../laws/law-outcome.ts'
import { runLaws } from '../laws/run-laws.ts'
import { dependencyFile, type PluginPackage } from '../package/plugin-package.ts'
import { inspectTarball, type Inspection } from './inspect-tarball.ts'
import { makeTarball } from './make-tarball.ts'
import { packedManifest, writePackedFiles } from './packed-files.ts'
import { startPacked } from './start-packed.ts'

/** A plugin that others can install. */
export interface PackedPlugin {
  /** Absolute path. */
  readonly tarball: string
  readonly bytes: number
  readonly manifest: Manifest
  readonly inspection: Inspection
}

export interface PackOptions {
  /** Folder that the tarball goes to. */
  readonly destination: string
  readonly signal: AbortSignal
  /** Called as each step begins. */
  readonly step: (what: string) => void
}

function kitVersion(plugin: PluginPackage): string {
  const file = dependencyFile(plugin, '@headless-pmo/testing')
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }
  return version
}

const reasons = (results: readonly LawOutcome[], state: LawOutcome['state']): Record<string, string> =>
  Object.fromEntries(
    results
      .filter((result) => result.state === state)
      .map(({ law, reason }) => [law, reason ?? 'no reason is given']),
  )

/** What the laws found, as a manifest says it. */
export function lawsForManifest(kit: string, { results }: LawOutcomes): ManifestLaws {
  return {
    kit,
    passed: results.filter(({ state }) => state === 'passed').map(({ law }) => law),
    gaps: reasons(results, 'gap'),
    skipped: reasons(results, 'not applicable'),
  }
}

function refuseVersion({ name, version }: PluginPackage, described: Manifest): void {
  if (described.version === version) return
  throw new PmoError(
    'invalid-request',
    `${name} is version ${version} by its package.json and ${described.version} by definePlugin; write the same in both.`,
  )
}

function refuseBroken({ name }: PluginPackage, { results, seed }: LawOutcomes): void {
  const broken = failures(results)
  if (broken.length === 0) return
  const count = `${broken.length} law${broken.length === 1 ? '' : 's'}`
  throw new PmoError(
    'invalid-request',
    [
      `${name} was not packed: it breaks ${count}. Mend it, or name the law in knownGaps with the reason.`,
      ...broken.flatMap(lawLines),
      repeatLine(seed, 'npx pmo plugin test'),
    ].join('\n'),
  )
}

/**
 * Makes the package that others install: tries the laws, makes the plugin one file, writes its manifest and the tarball,
 * and has it inspected.
 *
 * @throws PmoError `invalid-request` with what has to be put right: a broken law, two versions, an import that is not
 * there, a fault of the package; AbortError
 */
export async function packPlugin(plugin: PluginPackage, options: PackOptions): Promise<PackedPlugin> {
  const { destination, signal, step } = options
  step('Trying the laws')
  const report = await runLaws(plugin, { signal, accept: (described) => refuseVersion(plugin, described) })
  refuseBroken(plugin, report)
  step('Making it one file')
  const code = await bundleModule(plugin.entry)
  const manifest = packedManifest(report.described, code, lawsForManifest(kitVersion(plugin), report))
  const staging = await mkdtemp(join(tmpdir(), 'pmo-pack-'))
  try {
    await writePackedFiles(staging, { plugin, manifest, code })
    step('Starting it in a process of its own')
    await startPacked(staging, plugin, manifest)
    step('Making the tarball')
    const tarball = await makeTarball(staging, destination, signal)
    try {
      step('Inspecting it')
      const inspection = await inspectTarball(plugin, tarball, signal)
      return { tarball, bytes: (await stat(tarball)).size, manifest, inspection }
    } catch (error) {
      // What is at fault is not left where somebody publishes it.
      await rm(tarball, { force: true })
      throw error
    }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}
