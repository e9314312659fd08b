import { z } from 'zod'
import type { ConnectionInput } from '../config/index.ts'
import { pageOfWhole, procedure, router, wholeListInput, wholeListOutput, restRoutes } from '../rpc/index.ts'
import type { ConnectionService } from './service.ts'

const json = z.record(z.string(), z.unknown())

const connectionView = z.object({
  id: z.string(),
  title: z.string(),
  plugin: z.string(),
  managed: z.enum(['file', 'api']),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.string(),
  config: json.describe("The connector's own configuration"),
  secrets: z
    .array(z.object({ name: z.string(), from: z.string().describe('env:NAME, file:PATH or stored') }))
    .readonly(),
  every: z.string().optional(),
  callback: z
    .string()
    .optional()
    .describe('A person can give it access; this address has to be registered with the authorization server'),
  migrated: z
    .object({ from: z.int(), to: z.int(), changes: z.array(z.string()).readonly() })
    .optional()
    .describe('Its config was written for an older version of its plugin; it runs with these changes'),
  problem: z.string().optional().describe('Why it cannot be synced as it is'),
})

const body = z
  .looseObject({ plugin: z.string(), title: z.string().optional() })
  .describe('As in pmo.config.ts: plugin, title, secrets by reference, sync, and the connector’s own fields')
const secretValues = z
  .record(z.string(), z.string())
  .optional()
  .describe('Secrets by value: kept encrypted in the database; needs PMO_SECRET_KEY')

const contractReport = z.object({
  connection: z.string(),
  plugin: z.string(),
  pluginVersion: z.string(),
  described: z.boolean().describe('Whether the connector says which endpoints it relies on'),
  endpoints: z
    .array(
      z.object({
        endpoint: z.string(),
        state: z.enum(['same', 'differs', 'not_reached']),
        statuses: z.record(z.string(), z.int()).describe('Replies by status'),
        differences: z
          .array(
            z.object({
              path: z.string(),
              problem: z.enum(['missing', 'type', 'form', 'more']),
              expected: z.string().exactOptional(),
              found: z.string().exactOptional(),
              times: z.int(),
            }),
          )
          .readonly(),
        more: z.array(z.string()).readonly().describe('Keys that nobody relies on'),
        when: z.string().exactOptional().describe('What has to be there for it to be asked'),
      }),
    )
    .readonly(),
  undescribed: z
    .array(z.object({ request: z.string(), times: z.int() }))
    .readonly()
    .describe('Requests that the contract does not describe'),
  failures: z.array(z.object({ step: z.string(), reason: z.string() })).readonly(),
})

/** Checked in the service, which knows the connector. */
const inputOf = (value: z.infer<typeof body>): ConnectionInput => value as ConnectionInput

const id = z.object({ id: z.string().min(1) })

/** Connections: list, make and change those of the API, ask their trackers. */
export function connectionsRouter(service: ConnectionService) {
  const rest = restRoutes('connections')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/connections', 'All connections'))
      .input(z.object(wholeListInput(['id', 'title', 'plugin', 'managed', 'changedAt'])))
      .output(z.object({ connections: z.array(connectionView).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole(await service.list(), input, ({ id }) => id)
        return { connections: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/connections/{id}', 'One connection'))
      .input(id)
      .output(connectionView)
      .query(({ input }) => service.get(input.id)),
    versions: procedure('viewer')
      .meta(rest('GET', '/connections/{id}/versions', 'Who changed it, and when'))
      .input(id)
      .output(
        z.object({
          versions: z.array(
            z.object({
              version: z.int(),
              managed: z.enum(['file', 'api']),
              body: json.optional().describe('Absent: it was removed'),
              configVersion: z.int().optional().describe("Version of its plugin's config"),
              changedBy: z.string(),
              changedAt: z.string(),
              effectiveFrom: z.string(),
            }),
          ),
        }),
      )
      .query(async ({ input }) => ({ versions: await service.versions(input.id) })),
    create: procedure('administrator')
      .meta(rest('POST', '/connections', 'Add a connection that the API manages'))
      .input(id.extend({ connection: body, secretValues }))
      .output(connectionView)
      .mutation(({ input, ctx }) =>
        service.create({
          id: input.id,
          body: inputOf(input.connection),
          by: ctx.principal.name,
          ...(input.secretValues !== undefined && { secretValues: input.secretValues }),
        }),
      ),
    update: procedure('administrator')
      .meta(rest('PUT', '/connections/{id}', 'Replace a connection that the API manages'))
      .input(
        id.extend({ version: z.int().describe('The version that was read'), connection: body, secretValues }),
      )
      .output(connectionView)
      .mutation(({ input, ctx }) =>
        service.update({
          id: input.id,
          version: input.version,
          body: inputOf(input.connection),
          by: ctx.principal.name,
          ...(input.secretValues !== undefined && { secretValues: input.secretValues }),
        }),
      ),
    revert: procedure('administrator')
      .meta(rest('POST', '/connections/{id}/revert', 'Make it say again what it said in an earlier version'))
      .input(id.extend({ version: z.int().describe('The version that was read'), to: z.int() }))
      .output(connectionView)
      .mutation(({ input, ctx }) => service.revert({ ...input, by: ctx.principal.name })),
    remove: procedure('administrator')
      .meta(
        rest(
          'DELETE',
          '/connections/{id}',
          'Remove a connection that the API manages; its records are archived',
        ),
      )
      .input(id.extend({ version: z.int() }))
      .output(z.object({ removed: z.string() }))
      .mutation(async ({ input, ctx }) => {
        await service.remove({ ...input, by: ctx.principal.name })
        return { removed: input.id }
      }),
    authorize: procedure('administrator')
      .meta(
        rest('POST', '/connections/{id}/authorize', 'Begin a consent: the address at which access is given'),
      )
      .input(
        id.extend({
          secret: z.string().optional().describe('The secret whose place it takes, where there are several'),
        }),
      )
      .output(
        z.object({
          url: z.string().describe('Open it in a browser and consent'),
          callback: z.string().describe('Where the browser is sent back to'),
          expiresAt: z.string(),
        }),
      )
      .mutation(({ input, ctx }) =>
        service.authorize({
          id: input.id,
          by: ctx.principal.name,
          ...(input.secret !== undefined && { secret: input.secret }),
        }),
      ),
    probe: procedure('contributor')
      .meta(rest('POST', '/connections/{id}/probe', 'Ask the tracker who we are and what we may see'))
      .input(id)
      .output(
        z.object({
          ok: z.boolean(),
          account: z.string().optional(),
          details: z.array(z.string()).optional(),
          reason: z.string().optional(),
          message: z.string().optional(),
        }),
      )
      .mutation(async ({ input }) => {
        const result = await service.probe(input.id)
        if (!result.ok) return result
        const { details, ...rest } = result
        return { ...rest, ...(details !== undefined && { details: [...details] }) }
      }),
    contract: procedure('contributor')
      .meta(
        rest(
          'POST',
          '/connections/{id}/contract',
          'Hold the tracker’s real replies against what its connector relies on; reads only and tells no value',
        ),
      )
      .input(id)
      .output(contractReport)
      .mutation(({ input }) => service.contract(input.id)),
    scopes: procedure('contributor')
      .meta(rest('GET', '/connections/{id}/scopes', 'What could be connected with these rights'))
      .input(id)
      .output(
        z.object({
          scopes: z.array(
            z.object({
              title: z.string(),
              description: z.string().optional(),
              url: z.string().optional(),
              config: json,
            }),
          ),
        }),
      )
      .query(async ({ input }) => ({ scopes: [...(await service.scopes(input.id))] })),
  })
}
