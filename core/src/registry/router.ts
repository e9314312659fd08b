import { z } from 'zod'
import { pageOfWhole, procedure, router, wholeListInput, wholeListOutput, restRoutes } from '../rpc/index.ts'
import { pluginDetailsOutput, pluginOutput, upgradeOutput } from './plugin-schema.ts'
import type { PluginService } from './service.ts'

const named = z.object({ id: z.string().min(1).describe('Id of the plugin; its source where it has none') })
const decided = named.extend({
  reason: z.string().min(1).max(500).optional().describe('Why; kept with who and when'),
})

const rest = restRoutes('plugins')
const post = (verb: string, summary: string) => rest('POST', `/plugins/{id}/${verb}`, summary)

/** The plugins of this server: what they are, how they are, and what persons decide about them. */
export function pluginsRouter(service: PluginService) {
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/plugins', 'All plugins: versions, states, health, laws passed'))
      .input(z.object(wholeListInput(['id', 'title', 'version', 'state', 'isolation'])))
      .output(z.object({ plugins: z.array(pluginOutput).readonly(), ...wholeListOutput }))
      .query(({ input }) => {
        const { rows, ...next } = pageOfWhole(service.list(), input, ({ id }) => id)
        return { plugins: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/plugins/{id}', 'One plugin: what it contributes, and what was decided about it'))
      .input(named)
      .output(pluginDetailsOutput)
      .query(({ input }) => service.get(input.id)),
    enable: procedure('administrator')
      .meta(post('enable', 'Switch a plugin on again'))
      .input(decided)
      .output(pluginDetailsOutput)
      .mutation(({ input, ctx }) => service.enable(requestOf(input, ctx.principal.name))),
    disable: procedure('administrator')
      .meta(post('disable', 'Switch a plugin off: none of its code runs, and its data stays'))
      .input(decided)
      .output(pluginDetailsOutput)
      .mutation(({ input, ctx }) => service.disable(requestOf(input, ctx.principal.name))),
    quarantine: procedure('administrator')
      .meta(post('quarantine', 'Keep a plugin out, for a reason'))
      .input(decided.required({ reason: true }))
      .output(pluginDetailsOutput)
      .mutation(({ input, ctx }) => service.quarantine({ ...input, by: ctx.principal.name })),
    release: procedure('administrator')
      .meta(post('release', 'Try a plugin again that is kept out'))
      .input(decided)
      .output(pluginDetailsOutput)
      .mutation(({ input, ctx }) => service.release(requestOf(input, ctx.principal.name))),
    upgrade: procedure('administrator')
      .meta(post('upgrade', 'Run the version that is installed now, and bring configs up to date'))
      .input(named)
      .output(upgradeOutput)
      .mutation(({ input }) => service.upgrade(input.id)),
  })
}

function requestOf({ id, reason }: z.output<typeof decided>, by: string) {
  return { id, by, ...(reason !== undefined && { reason }) }
}
