import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { Refusal } from '../../ui/refusal.tsx'
import { connectionsAddressOf } from './connections-view.ts'

/** Starts a run, or a dry run that only tells the difference, and shows how it goes. */
export function SyncButtons({ id, disabled = false }: { readonly id: string; readonly disabled?: boolean }) {
  const { trpc, queries, session } = usePmo()
  const navigate = useNavigate()
  const start = useMutation(
    trpc.sync.start.mutationOptions({
      onSuccess: (run) => {
        void queries.invalidateQueries({ queryKey: trpc.sync.pathKey() })
        void navigate({
          to: '/connections',
          search: connectionsAddressOf({ tab: 'connections', connection: id, run: run.id }),
          resetScroll: false,
        })
      },
    }),
  )
  if (!may(session, 'contributor')) return null
  const isOff = disabled || start.isPending
  return (
    <div className="stack">
      <p className="row">
        <button
          type="button"
          className="button"
          disabled={isOff}
          onClick={() => start.mutate({ connection: id })}
        >
          Sync now<span className="visually-hidden"> {id}</span>
        </button>
        <button
          type="button"
          className="button"
          disabled={isOff}
          onClick={() => start.mutate({ connection: id, full: true })}
        >
          Read all anew<span className="visually-hidden"> from {id}</span>
        </button>
        <button
          type="button"
          className="button"
          disabled={isOff}
          onClick={() => start.mutate({ connection: id, full: true, dryRun: true })}
        >
          Dry run<span className="visually-hidden"> of {id}</span>
        </button>
      </p>
      <Refusal error={start.error} what="Starting it" />
    </div>
  )
}
