import { Manifest } from '@headless-pmo/sdk'
import { z } from 'zod'
import { DECISIONS } from './plugin-decision.ts'
import { PHASES } from './plugin-entry.ts'

/** A plugin in the API. */
export const pluginOutput = z.object({
  id: z.string(),
  title: z.string().optional(),
  version: z.string().optional(),
  sdk: z.string().optional().describe('Range of SDK versions it works with'),
  source: z.string().describe('Package or path that it came from, or "<id> (imported)"'),
  state: z.enum(['active', 'disabled', 'quarantined']),
  isolation: z.enum(['inline', 'process']).describe('inline: in the server; process: apart'),
  settings: z
    .object({
      isolation: z.enum(['inline', 'process']).exactOptional(),
      enabled: z.boolean().exactOptional(),
      sdk: z.literal('any').exactOptional(),
      config: z.record(z.string(), z.unknown()).readonly().exactOptional(),
      secrets: z.record(z.string(), z.string()).readonly().exactOptional(),
      limits: z
        .object({ memoryMb: z.number().exactOptional(), silenceSeconds: z.number().exactOptional() })
        .exactOptional(),
    })
    .describe('What pmo.config.ts says beside its name; secrets are references'),
  kinds: z.array(z.string()).readonly().describe('What it contributes'),
  phase: z.enum(PHASES).optional().describe('Where a quarantined one stopped working'),
  reason: z.string().optional().describe('Why it does not run, and what to do'),
  problem: z
    .string()
    .optional()
    .describe('What is wrong with what pmo.config.ts sets for its route and checks'),
  decided: z
    .object({ by: z.string(), at: z.string(), reason: z.string().optional() })
    .optional()
    .describe('Who keeps it from running'),
  compatibility: z
    .object({
      fits: z.boolean(),
      server: z.string().describe('Version of the SDK that this server has'),
      override: z.boolean().describe("It runs all the same, by sdk: 'any' in pmo.config.ts"),
    })
    .optional(),
  laws: z
    .object({
      kit: z.string(),
      passed: z.array(z.string()).readonly(),
      gaps: z.record(z.string(), z.string()).readonly(),
      skipped: z.record(z.string(), z.string()).readonly(),
    })
    .optional()
    .describe('What the conformance kit found when it was packed'),
  health: z.object({
    processes: z.int().describe('Processes of its own that run now'),
    restarts: z.int().describe('How often one ended before its work was done, since the server started'),
    lastFailure: z.object({ at: z.string(), reason: z.string() }).optional(),
    refused: z.int().describe('What it tried and may not do, since the server started'),
  }),
  connector: z
    .object({
      config: z.record(z.string(), z.unknown()).describe('JSON Schema of the configuration'),
      secrets: z.record(z.string(), z.object({ description: z.string(), optional: z.boolean() })),
      streams: z.array(z.string()).readonly(),
      webhook: z.boolean(),
    })
    .optional(),
})

/** A plugin with all that is known of it. */
export const pluginDetailsOutput = pluginOutput.extend({
  contributes: Manifest.shape.contributes,
  decisions: z
    .array(
      z.object({
        plugin: z.string(),
        decision: z.enum(DECISIONS),
        by: z.string(),
        at: z.string(),
        reason: z.string().optional(),
        source: z.string(),
      }),
    )
    .readonly()
    .describe('What persons decided, newest first'),
})

/** What an upgrade did. */
export const upgradeOutput = z.object({
  from: z.string(),
  to: z.string(),
  definitions: z
    .array(
      z.object({
        kind: z.string(),
        id: z.string(),
        managed: z.enum(['file', 'api']),
        outcome: z.enum(['migrated', 'refused']),
        changes: z.array(z.string()).readonly(),
        note: z.string().optional(),
      }),
    )
    .readonly()
    .describe('Connections and notifiers whose config was written for an older version'),
})
