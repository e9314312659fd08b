import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { MOST_LETTERS } from '../../ui/address-word.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { hasScope, withScopes } from './chosen-scopes.ts'
import { changedBody } from './connection-body.ts'
import { writtenBody } from './written-body.ts'

type Connection = Outputs['connections']['get']
type Scope = Outputs['connections']['scopes']['scopes'][number]

/** What could be connected with these rights; asked of the tracker when somebody wants to see it. */
export function ScopeBrowser({
  connection,
  chosen,
}: {
  readonly connection: Connection
  /** Told when a choice is kept. */
  readonly chosen?: () => void
}) {
  const { trpc } = usePmo()
  const [asked, setAsked] = useState(false)
  const [isKept, setKept] = useState(false)
  const query = useQuery({
    ...trpc.connections.scopes.queryOptions({ id: connection.id }),
    enabled: asked,
    staleTime: Infinity,
  })
  if (!asked) {
    return (
      <p>
        <button type="button" className="button" onClick={() => setAsked(true)}>
          Ask the tracker what can be read
        </button>
      </p>
    )
  }
  return (
    <QueryView query={query} what="what can be read">
      {({ scopes }) =>
        scopes.length === 0 ? (
          <p className="notice">
            The tracker lists nothing to choose from: the settings above say what is read.
          </p>
        ) : (
          <>
            {/* Drawn anew with what was kept; that it was is told outside of it. */}
            <Choice
              key={connection.version}
              connection={connection}
              scopes={scopes}
              kept={() => {
                setKept(true)
                chosen?.()
              }}
            />
            <p role="status">{isKept && 'The choice is kept.'}</p>
          </>
        )
      }
    </QueryView>
  )
}

function Choice({
  connection,
  scopes,
  kept,
}: {
  readonly connection: Connection
  readonly scopes: readonly Scope[]
  readonly kept: () => void
}) {
  const { client, trpc, queries, session } = usePmo()
  const { id, config, version, managed, plugin } = connection
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(
    () => new Set(scopes.filter((scope) => hasScope(config, scope.config))),
  )
  const save = useMutation({
    mutationFn: async () =>
      client.api.connections.update.mutate({
        id,
        version,
        connection: changedBody(await writtenBody(client, connection), {
          plugin,
          config: withScopes(config, scopes, [...chosen]),
        }),
      }),
    onSuccess: () => {
      kept()
      return queries.invalidateQueries({ queryKey: trpc.connections.get.queryKey({ id }) })
    },
  })
  const words = text.trim().toLowerCase()
  const shown = scopes.filter(({ title, description }) =>
    `${title} ${description ?? ''}`.toLowerCase().includes(words),
  )
  const mayChange = managed === 'api' && may(session, 'administrator')
  const toggle = (scope: Scope) => {
    const next = new Set(chosen)
    if (!next.delete(scope)) next.add(scope)
    setChosen(next)
  }
  return (
    <div className="stack">
      <div className="filters">
        <label className="compact-field">
          <span>Find</span>
          <input
            type="search"
            maxLength={MOST_LETTERS}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <span>
          {chosen.size} of {scopes.length} chosen
        </span>
        {mayChange && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => setChosen(new Set([...chosen, ...shown]))}
            >
              Choose all shown
            </button>
            <button type="button" className="button" onClick={() => setChosen(new Set())}>
              Choose none
            </button>
          </>
        )}
      </div>
      <ul className="scopes" aria-label="What can be read">
        {shown.map((scope) => (
          <li key={`${scope.title} ${JSON.stringify(scope.config)}`}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(scope)}
                disabled={!mayChange}
                onChange={() => toggle(scope)}
              />{' '}
              {scope.title}
            </label>{' '}
            <span className="quiet">{scope.description}</span>{' '}
            {scope.url !== undefined && (
              <OutwardLink url={scope.url}>
                Open<span className="visually-hidden"> {scope.title}</span>
              </OutwardLink>
            )}
          </li>
        ))}
      </ul>
      {chosen.size === 0 && (
        <p className="notice">
          None is chosen: the settings alone say what is read, and most trackers are then read as far as the
          account may see.
        </p>
      )}
      {managed === 'file' && (
        <p className="quiet">It is written in pmo.config.ts; choose there what is read.</p>
      )}
      <Refusal error={save.error} what="Keeping the choice" />
      {mayChange && (
        <p className="row">
          <button
            type="button"
            className="button button-main"
            disabled={save.isPending}
            onClick={() => save.mutate()}
          >
            Keep the choice
          </button>
        </p>
      )}
    </div>
  )
}
