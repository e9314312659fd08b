import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { dayText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'

export type Impact = Outputs['impact']['whatIf']
type Move = Impact['items'][number]

/** Something that is supposed: an item starts later, or earlier, by some calendar days. */
export interface Supposed {
  readonly item: string
  readonly title: string
  readonly days: number
}

const SHOWN = 30

/** What would move, shown beside the roadmap; nothing of it is kept unless somebody says so. */
export function WhatIf({
  supposed,
  impact,
  end,
}: {
  readonly supposed: readonly Supposed[]
  readonly impact: Impact
  readonly end: () => void
}) {
  const broken = impact.commitments.filter(({ state }) => state === 'broken' || state === 'worse')
  return (
    <aside className="card stack what-if" aria-label="What would move">
      <header className="row">
        <h2>What if</h2>
        <button type="button" className="button button-quiet" onClick={end}>
          Undo
        </button>
      </header>
      <ul>
        {supposed.map(({ item, title, days }) => (
          <li key={item}>
            {title}: {Math.abs(days)} days {days > 0 ? 'later' : 'earlier'}
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
      <p role="status">
        {impact.moved === 0 ? 'Nothing else moves.' : `${impact.moved} items and milestones move`}
        {impact.moved > 0 &&
          `, ${impact.later} later and ${impact.earlier} earlier; ${impact.becameCritical} become critical.`}
      </p>
      {impact.projects.length > 0 && (
        <section>
          <h3>Projects</h3>
          <ul>
            {impact.projects.map(({ project, finishDays, moved, after }) => (
              <li key={project}>
                {project}:{' '}
                {finishDays === 0
                  ? 'the same finish'
                  : `${Math.abs(finishDays)} days ${finishDays > 0 ? 'later' : 'earlier'}`}
                {after !== undefined && ` (${dayText(after.finish.day)})`}, {moved} items move
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>Promises that break</h3>
        {broken.length === 0 ? (
          <p className="quiet">None that is known.</p>
        ) : (
          <ul>
            {broken.slice(0, SHOWN).map((one, index) => (
              <li key={index}>
                {one.node?.title ?? one.name ?? one.project ?? 'A promise'} by {dayText(one.by.day)}
                {one.lateAfter !== undefined && `: ${Math.ceil(one.lateAfter)} days late`}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Moves title="Milestones" moves={impact.milestones} />
      <Moves title="Items" moves={impact.items} />
      {impact.people.length > 0 && (
        <section>
          <h3>People</h3>
          <ul>
            {impact.people.slice(0, SHOWN).map(({ person, name, moved, atOnceBefore, atOnceAfter }) => (
              <li key={person}>
                {name ?? person}: {moved} items move; at once {atOnceBefore} → {atOnceAfter}
              </li>
            ))}
          </ul>
        </section>
      )}
      <KeepScenario supposed={supposed} />
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
            :{' '}
            {finishDays === 0
              ? 'the same day'
              : `${Math.abs(finishDays)} days ${finishDays > 0 ? 'later' : 'earlier'}`}
            {after !== undefined && ` (${dayText(after.finish.day)})`}
          </li>
        ))}
      </ul>
      {moves.length > SHOWN && <p className="quiet">and {moves.length - SHOWN} more</p>}
    </section>
  )
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
