import { useMutation } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { Refusal } from '../../ui/refusal.tsx'

/** Asks the tracker who we are and what we may see; where a person can give access, that is begun here. */
export function Probe({
  connection,
  tested,
}: {
  readonly connection: Outputs['connections']['get']
  /** Told how a test ended. */
  readonly tested?: (works: boolean) => void
}) {
  const { trpc, session } = usePmo()
  const probe = useMutation(
    trpc.connections.probe.mutationOptions({
      onSuccess: ({ ok }) => tested?.(ok),
      onError: () => tested?.(false),
    }),
  )
  const { id, callback } = connection
  if (!may(session, 'contributor')) return null
  return (
    <div className="stack">
      {callback !== undefined && may(session, 'administrator') && <Consent id={id} callback={callback} />}
      <p>
        <button
          type="button"
          className="button"
          disabled={probe.isPending}
          onClick={() => probe.mutate({ id })}
        >
          {probe.isPending ? 'Asking the tracker …' : 'Test the connection'}
        </button>
      </p>
      <Refusal error={probe.error} what="The test" />
      {probe.data !== undefined &&
        (probe.data.ok ? (
          <div className="notice notice-good" role="status">
            <p>It works{probe.data.account === undefined ? '' : `: we are ${probe.data.account}`}.</p>
            <ul>
              {probe.data.details?.map((detail) => (
                <li key={detail}>{detail}</li>
              ))}
            </ul>
          </div>
        ) : (
          <div className="notice notice-bad" role="alert">
            <p>It does not work ({probe.data.reason}).</p>
            <p className="lines">{probe.data.message}</p>
          </div>
        ))}
    </div>
  )
}

function Consent({ id, callback }: { readonly id: string; readonly callback: string }) {
  const { trpc } = usePmo()
  const begin = useMutation(trpc.connections.authorize.mutationOptions())
  return (
    <div className="stack">
      <p className="quiet">
        A person can give access. This address has to be registered with the authorization server:{' '}
        <code>{callback}</code>
      </p>
      {begin.data === undefined ? (
        <p>
          <button
            type="button"
            className="button"
            disabled={begin.isPending}
            onClick={() => begin.mutate({ id })}
          >
            Begin to give access
          </button>
        </p>
      ) : (
        <p>
          <OutwardLink url={begin.data.url}>Go to the tracker and consent</OutwardLink>, then test here.
        </p>
      )}
      <Refusal error={begin.error} what="Beginning it" />
    </div>
  )
}
