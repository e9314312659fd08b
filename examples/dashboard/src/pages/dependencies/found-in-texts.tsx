import { useMutation } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import type { FoundLink } from './found-links.ts'

/** Links that stand in a text and that nobody has decided about: who may, decides here. */
export function FoundInTexts({ links }: { readonly links: readonly FoundLink[] }) {
  if (links.length === 0) return null
  return (
    <section className="stack">
      <h3>? Found in texts, not confirmed</h3>
      <p className="quiet">They move no date until somebody confirms them.</p>
      <ul>
        {links.map((link) => (
          <Found key={link.id} link={link} />
        ))}
      </ul>
    </section>
  )
}

function Found({ link: { id, from, to, found } }: { readonly link: FoundLink }) {
  const { trpc, queries, session } = usePmo()
  const done = { onSuccess: () => queries.invalidateQueries() }
  const confirm = useMutation(trpc.dependencies.confirm.mutationOptions(done))
  const reject = useMutation(trpc.dependencies.reject.mutationOptions(done))
  const busy = confirm.isPending || reject.isPending
  return (
    <li className="stack">
      <p>
        <End end={from} /> before <End end={to} />
        {found?.sentence !== undefined && <q className="quiet">{found.sentence}</q>}
      </p>
      {may(session, 'pmo') && (
        <p className="row">
          <button type="button" className="button" disabled={busy} onClick={() => confirm.mutate({ id })}>
            It is so
          </button>
          <button type="button" className="button" disabled={busy} onClick={() => reject.mutate({ id })}>
            It is not
          </button>
        </p>
      )}
      <Refusal error={confirm.error ?? reject.error} what="The decision" />
    </li>
  )
}

function End({ end: { item, project } }: { readonly end: FoundLink['from'] }) {
  if (item === undefined) return <>the project {project}</>
  const { connection, ref, key, title, url } = item
  if (connection === undefined || ref === undefined)
    return <>{title ?? key ?? 'an item that is not synced'}</>
  return (
    <>
      <ItemLink connection={connection} itemRef={ref} name={key} title={title ?? ref} />
      {url !== undefined && (
        <>
          {' '}
          <OutwardLink url={url} label={`Open ${key ?? ref} in ${connection}`}>
            {connection}
          </OutwardLink>
        </>
      )}
    </>
  )
}
