import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { draftOf } from '../../ui/schema-form/draft.ts'
import { formFieldsOf } from '../../ui/schema-form/form-fields.ts'
import { Empty, StatePanel } from '../../ui/states.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { freeName } from './connection-draft.ts'
import type { ConnectionsPart } from './connections-page.tsx'
import { SetUp } from './set-up.tsx'
import { Steps } from './steps.tsx'

type Plugin = Outputs['plugins']['list']['plugins'][number]

/**
 * Connects a tracker: plugin and settings first; the connection is then kept without an interval, so that nothing is
 * read before it was tested and its scopes were chosen. Whoever comes back later goes on where they were.
 */
export function ConnectWizard({ view, show }: ConnectionsPart) {
  const { trpc, session } = usePmo()
  const { connect = 'new' } = view
  const plugins = useQuery(trpc.plugins.list.queryOptions({}))
  const connections = useQuery(trpc.connections.list.queryOptions({}))
  if (!may(session, 'administrator')) {
    return (
      <StatePanel title="Your role does not connect trackers">
        <p>An administrator does; ask one, or sign in with another token.</p>
      </StatePanel>
    )
  }
  const isNew = connect === 'new'
  return (
    <div className="stack">
      <p>
        <Link to="/connections">All connections</Link>
      </p>
      <h2>{isNew ? 'Connect a tracker' : `Set up ${connect}`}</h2>
      {isNew && <Steps at={0} />}
      {isNew ? (
        <QueryView query={plugins} what="the plugins">
          {(told) => (
            <QueryView query={connections} what="the connections">
              {(known) => (
                <NewConnection
                  plugins={told.plugins.filter(({ connector }) => connector !== undefined)}
                  taken={known.connections.map(({ id }) => id)}
                  created={(id) => show({ tab: 'connections', connect: id })}
                />
              )}
            </QueryView>
          )}
        </QueryView>
      ) : (
        <SetUp id={connect} show={show} />
      )}
    </div>
  )
}

function NewConnection({
  plugins,
  taken,
  created,
}: {
  readonly plugins: readonly Plugin[]
  readonly taken: readonly string[]
  readonly created: (id: string) => void
}) {
  const { trpc, queries } = usePmo()
  const [chosen, setChosen] = useState<string>()
  const create = useMutation(
    trpc.connections.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.connections.pathKey() })
        created(id)
      },
      // What was sent holds values of secrets: it is not kept once it is done.
      gcTime: 0,
    }),
  )
  if (plugins.length === 0) {
    return (
      <Empty title="No plugin connects a tracker">
        <p>Add one to the plugins in pmo.config.ts, then restart the server.</p>
      </Empty>
    )
  }
  const plugin = plugins.find(({ id }) => id === chosen)
  return (
    <>
      <div className="form">
        <Field label="Plugin" hint="What is to be connected.">
          {(props) => (
            <select
              {...props}
              value={chosen ?? ''}
              onChange={(event) => {
                create.reset()
                setChosen(event.target.value)
              }}
            >
              <option value="">Choose …</option>
              {plugins.map(({ id, title, state }) => (
                <option key={id} value={id} disabled={state !== 'active'}>
                  {title ?? id}
                  {state === 'active' ? '' : ` (${state})`}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {plugin !== undefined && (
        <ConnectionForm
          key={plugin.id}
          plugin={plugin}
          atFirst={{
            id: freeName(plugin.id, taken),
            title: '',
            config: draftOf(formFieldsOf(plugin.connector?.config), {}),
            secrets: {},
          }}
          every="never"
          error={create.error}
          busy={create.isPending}
          submitText="Keep it and test it"
          submit={(id, { connection, secretValues }) =>
            create.mutate({
              id,
              connection,
              ...(Object.keys(secretValues).length > 0 && { secretValues }),
            })
          }
        >
          <p className="quiet">Nothing is read yet: first it is tested, and you choose what is read.</p>
        </ConnectionForm>
      )}
    </>
  )
}
