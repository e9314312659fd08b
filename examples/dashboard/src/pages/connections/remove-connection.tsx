import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Refusal } from '../../ui/refusal.tsx'

/** Removes a connection that the API manages, after asking once more. */
export function RemoveConnection({
  connection: { id, version, managed },
  removed,
}: {
  readonly connection: Outputs['connections']['get']
  readonly removed: () => void
}) {
  const { trpc, queries, session } = usePmo()
  const [asking, setAsking] = useState(false)
  const remove = useMutation(
    trpc.connections.remove.mutationOptions({
      onSuccess: () => {
        removed()
        void queries.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
      },
    }),
  )
  if (managed === 'file' || !may(session, 'administrator')) return null
  return (
    <p>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        Remove the connection
      </button>
      {asking && (
        <Dialog title={`Remove ${id}?`} close={() => setAsking(false)}>
          <p>It is read no more. Its records are archived, none is deleted.</p>
          <Refusal error={remove.error} what="Removing it" />
          <p className="row">
            <button
              type="button"
              className="button button-main"
              disabled={remove.isPending}
              onClick={() => remove.mutate({ id, version })}
            >
              Remove it
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
          </p>
        </Dialog>
      )}
    </p>
  )
}
