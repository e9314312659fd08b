import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { countText, dayText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { daysText, movedText, promiseText, supposedText, type Impact, type Supposed } from './scenario.ts'

type Move = Impact['items'][number]

const SHOWN = 30

/** What would move, shown beside the roadmap; nothing of it is kept unless somebody says so. */
export function WhatIf({
  supposed,
  impact,
  busy,
  nameOf,
  takeBack,
  end,
}: {
  readonly supposed: readonly Supposed[]
  readonly impact: Impact
  /** The answer to what was supposed last is being computed. */
  readonly busy: boolean
  /** Name of a project by its id. */
  readonly nameOf: (project: string) => string
  /** Supposes one of them no more. */
  readonly takeBack: (item: string) => void
  readonly end: () => void
}) {
  const broken = impact.commitments.filter(({ state }) => state === 'broken' || state === 'worse')
  return (
    <aside className="card stack what-if" aria-label="What would move" aria-busy={busy}>
      <header className="row">
        <h2>What if</h2>
        <button type="button" className="button button-quiet" onClick={end}>
          Take all back
        </button>
      </header>
      <ul>
        {supposed.map((one) => (
          <li key={one.item}>
            {supposedText(one)}{' '}
            <button type="button" className="link" onClick={() => takeBack(one.item)}>
              Take back<span className="visually-hidden"> {one.title}</span>
            </button>
          </li>
        ))}
      </ul>
      {impact.steps
        .filter(({ reason }) => reason !== 'applied')
        .map(({ step, text }) => (
          <p key={step} className="notice notice-doubt">
            {text}
          </p>
        ))}
      {busy && <p className="quiet">The answer to the last step is on its way …</p>}
      <p role="status">
        {impact.moved === 0 ? 'Nothing else moves.' : movedText(impact.moved)}
        {impact.moved > 0 &&
          `, ${impact.later} later and ${impact.earlier} earlier; ${impact.becameCritical} become critical.`}
      </p>
      {impact.projects.length > 0 && (
        <section>
          <h3>Projects</h3>
          <ul>
            {impact.projects.map(({ project, finishDays, moved, after }) => (
              <li key={project}>
                {nameOf(project)}: {finishDays === 0 ? 'the same finish' : daysText(finishDays)}
                {after !== undefined && ` (${dayText(after.finish.day)})`}, {countText(moved, 'item')} moved
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>Promises that break, or slip further</h3>
        {broken.length === 0 ? (
          <p className="quiet">None that is known.</p>
        ) : (
          <ul>
            {broken.slice(0, SHOWN).map((one, index) => (
              <li key={index}>{promiseText(one, nameOf)}</li>
            ))}
          </ul>
        )}
        <Rest count={broken.length} />
      </section>
      <Moves title="Milestones" moves={impact.milestones} />
      <Moves title="Items" moves={impact.items} />
      {impact.people.length > 0 && (
        <section>
          <h3>People</h3>
          <ul>
            {impact.people.slice(0, SHOWN).map(({ person, name, moved, atOnceBefore, atOnceAfter }) => (
              <li key={person}>
                {name ?? person}: {countText(moved, 'item')} moved; at once {atOnceBefore} → {atOnceAfter}
              </li>
            ))}
          </ul>
          <Rest count={impact.people.length} />
        </section>
      )}
      <KeepScenario
        key={supposed.map(({ item, days }) => `${item} ${days}`).join('\n')}
        supposed={supposed}
      />
    </aside>
  )
}

function Moves({ title, moves }: { readonly title: string; readonly moves: readonly Move[] }) {
  if (moves.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {moves.slice(0, SHOWN).map(({ node, finishDays, after }) => (
          <li key={`${node.connection}\n${node.kind}\n${node.ref}`}>
            {node.kind === 'workItem' ? (
              <ItemLink
                connection={node.connection}
                itemRef={node.ref}
                name={node.key}
                title={node.title ?? node.ref}
              />
            ) : (
              (node.title ?? node.ref)
            )}
            : {finishDays === 0 ? 'the same day' : daysText(finishDays)}
            {after !== undefined && ` (${dayText(after.finish.day)})`}
          </li>
        ))}
      </ul>
      <Rest count={moves.length} />
    </section>
  )
}

/** Says what a list leaves out. */
function Rest({ count }: { readonly count: number }) {
  return count > SHOWN ? <p className="quiet">and {count - SHOWN} more</p> : null
}

/** Keeps what was tried under a name, so that others can look at it and it can be compared. */
function KeepScenario({ supposed }: { readonly supposed: readonly Supposed[] }) {
  const { session, trpc } = usePmo()
  const [name, setName] = useState('')
  const keep = useMutation(trpc.scenarios.create.mutationOptions())
  if (!may(session, 'contributor')) return null
  if (keep.isSuccess) return <p className="notice notice-good">Kept as the scenario “{keep.data.name}”.</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate({ name, steps: supposed.map(({ item, days }) => ({ do: 'slip', item, by: `${days}ed` })) })
  }
  return (
    <form className="row" onSubmit={submit}>
      <label className="field">
        <span>Keep as a scenario</span>
        <input required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={keep.isPending}>
        Keep
      </button>
      {keep.isError && (
        <p role="alert" className="field-problem">
          {keep.error.message}
        </p>
      )}
    </form>
  )
}
