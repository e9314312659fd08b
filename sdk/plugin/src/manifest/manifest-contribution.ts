import { z } from 'zod'
import { manifestAuth } from './manifest-auth.ts'

const jsonSchema = z.record(z.string(), z.unknown()).readonly().describe('JSON Schema, draft 2020-12')

const configured = {
  config: jsonSchema,
  configVersion: z.int().min(1).describe('Counted up when an older config has to be migrated'),
  migratesConfig: z.boolean().describe('Whether it can bring the config of an older version up to date'),
  secrets: z.record(z.string(), z.object({ description: z.string(), optional: z.boolean() })).readonly(),
  authorize: manifestAuth.exactOptional(),
  egress: z
    .array(z.string())
    .readonly()
    .describe('Addresses that it may reach; {field} stands for what the config says there'),
}

/** One stream of a connector, as the registry shows it. */
export const manifestStream = z.object({
  changes: z.enum(['delta', 'feed', 'snapshot']),
  deletes: z.enum(['tombstones', 'census', 'snapshot', 'none']),
  mapVersion: z.number(),
  mapReads: z.array(z.string()).readonly(),
  readItems: z.boolean(),
  census: z.boolean(),
  version: z.boolean(),
  partition: z.boolean(),
})
/** A stream, as data. See {@link describePlugin}. */
export type ManifestStream = z.output<typeof manifestStream>

/** One endpoint that a connector relies on, as data. */
export const manifestEndpoint = z.object({
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  operation: z.string().exactOptional(),
  reply: jsonSchema.describe('Of the body of a successful reply; JSON Schema, draft 2020-12'),
  statuses: z.array(z.int()).readonly().describe('Statuses beside the successful ones that it can take'),
  tenantNames: z.literal(true).exactOptional(),
  when: z.string().exactOptional(),
})
/** An endpoint, as data. See {@link describePlugin}. */
export type ManifestEndpoint = z.output<typeof manifestEndpoint>

const manifestVerification = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hmac'),
    algorithm: z.enum(['sha256', 'sha1']),
    secret: z.string(),
    header: z.string(),
    prefix: z.string(),
  }),
  z.object({ type: z.literal('pathToken') }),
])

/** A connector, as data. */
export const manifestConnector = z.object({
  kind: z.literal('connector'),
  ...configured,
  files: z.boolean().describe('Whether it reads folders of this machine, named in its config'),
  /** In the order in which they run. */
  streams: z.record(z.string(), manifestStream).readonly(),
  webhook: z
    .object({
      verify: z.union([manifestVerification, z.array(manifestVerification).readonly()]),
      deliveryId: z.object({
        type: z.literal('header'),
        name: z.string(),
        orBody: z.literal(true).exactOptional(),
      }),
      subscription: z
        .object({
          writes: z
            .array(z.string())
            .readonly()
            .describe('Addresses at which it may write, to register webhooks and keep them'),
          lifetimeSeconds: z.number().exactOptional(),
          renew: z.boolean().describe('Whether it can extend a life'),
          available: z.boolean().describe('Whether some configurations allow none'),
        })
        .exactOptional(),
    })
    .exactOptional(),
  scopes: z.boolean().describe('Whether it can list what could be connected'),
  contract: z.array(manifestEndpoint).readonly().exactOptional(),
})
/** A connector, as data. See {@link describePlugin}. */
export type ManifestConnector = z.output<typeof manifestConnector>

/** A check, as data. */
export const manifestCheck = z.object({
  kind: z.literal('check'),
  id: z.string(),
  version: z.string(),
  title: z.string(),
  clause: z.string().exactOptional(),
  formula: z.string().exactOptional(),
  sources: z.array(z.string()).readonly().exactOptional(),
  severity: z.enum(['info', 'warning', 'error']),
  why: z.string(),
  params: jsonSchema,
  grain: z.enum(['item', 'project', 'portfolio']),
  needs: z.array(z.string()).readonly(),
})
/** A check, as data. See {@link describePlugin}. */
export type ManifestCheck = z.output<typeof manifestCheck>

/** A notifier, as data. */
export const manifestNotifier = z.object({ kind: z.literal('notifier'), ...configured })
/** A notifier, as data. See {@link describePlugin}. */
export type ManifestNotifier = z.output<typeof manifestNotifier>

/** A route, as data. */
export const manifestRoute = z.object({
  kind: z.literal('route'),
  ...configured,
  files: z.boolean().describe('Whether it reads folders of this machine, named in its config'),
  role: z
    .enum(['viewer', 'contributor', 'pmo', 'administrator', 'reader', 'planner', 'admin'])
    .describe(
      'What a caller must be at least; the last three are former names of viewer, contributor and administrator',
    ),
})
/** A route, as data. See {@link describePlugin}. */
export type ManifestRoute = z.output<typeof manifestRoute>

/** Anything a plugin contributes, as data. */
export const manifestContribution = z.discriminatedUnion('kind', [
  manifestConnector,
  manifestCheck,
  manifestNotifier,
  manifestRoute,
])
/** Anything a plugin contributes, as data. See {@link describePlugin}. */
export type ManifestContribution = z.output<typeof manifestContribution>
