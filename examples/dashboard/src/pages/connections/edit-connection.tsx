import { useMutation, useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { draftOf } from '../../ui/schema-form/draft.ts'
import { formFieldsOf } from '../../ui/schema-form/form-fields.ts'
import type { ConnectionReading } from './connection-draft.ts'
import { withKeptSync } from './connection-body.ts'
import { ConnectionForm } from './connection-form.tsx'
import { writtenBody } from './written-body.ts'

type Sent = Extract<ConnectionReading, { ok: true }>

/** Changes the settings and secrets of a connection that the API manages. */
export function EditConnection({ connection }: { readonly connection: Outputs['connections']['get'] }) {
  const { client, trpc, queries } = usePmo()
  const plugins = useQuery(trpc.plugins.list.queryOptions({}))
  const update = useMutation({
    mutationFn: async ({ connection: sent, secretValues }: Sent) =>
      client.api.connections.update.mutate({
        id,
        version,
        connection: withKeptSync(sent, await writtenBody(client, connection)),
        ...(Object.keys(secretValues).length > 0 && { secretValues }),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: trpc.connections.pathKey() }),
    // What was sent holds values of secrets: it is not kept once it is done.
    gcTime: 0,
  })
  const { id, version, title, config, secrets, every } = connection
  if (connection.managed === 'file')
    return <p className="quiet">It is written in pmo.config.ts; change it there, then restart the server.</p>
  return (
    <QueryView query={plugins} what="the plugins">
      {(told) => {
        const plugin = told.plugins.find((one) => one.id === connection.plugin)
        if (plugin?.connector === undefined)
          return <p className="notice notice-bad">Its plugin does not run; see the tab of plugins.</p>
        return (
          <ConnectionForm
            plugin={plugin}
            atFirst={{
              id,
              title: title === id ? '' : title,
              config: draftOf(formFieldsOf(plugin.connector.config), config),
              secrets: {},
            }}
            existing={secrets}
            every={every}
            error={update.error}
            busy={update.isPending}
            submitText="Save"
            submit={(_, reading) => update.mutate(reading)}
          />
        )
      }}
    </QueryView>
  )
}
