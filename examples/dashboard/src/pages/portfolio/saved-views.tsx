import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { keepViews, keptViews, withView, type NamedView } from './named-views.ts'
import { addressOf, type PortfolioView } from './portfolio-view.ts'

/** Views with names, kept in this browser; the address of the page is the view itself and can be sent to others. */
export function SavedViews({ view }: { readonly view: PortfolioView }) {
  const [views, setViews] = useState(keptViews)
  const [naming, setNaming] = useState(false)
  const keep = (next: NamedView[]) => {
    setViews(next)
    keepViews(next)
  }
  return (
    <nav className="row" aria-label="Saved views">
      {views.map(({ name, view: saved }) => (
        <span key={name} className="saved-view">
          <Link to="/" search={addressOf(saved)}>
            {name}
          </Link>
          <button
            type="button"
            className="button button-quiet button-square"
            aria-label={`Forget the view ${name}`}
            onClick={() => keep(views.filter((one) => one.name !== name))}
          >
            ×
          </button>
        </span>
      ))}
      <button type="button" className="button button-quiet" onClick={() => setNaming(true)}>
        Save this view
      </button>
      {naming && (
        <NameDialog
          taken={views.map(({ name }) => name)}
          close={() => setNaming(false)}
          save={(name) => {
            keep(withView(views, { name, view }))
            setNaming(false)
          }}
        />
      )}
    </nav>
  )
}

function NameDialog({
  taken,
  close,
  save,
}: {
  readonly taken: readonly string[]
  readonly close: () => void
  readonly save: (name: string) => void
}) {
  const [name, setName] = useState('')
  const isTaken = taken.includes(name.trim())
  return (
    <Dialog title="Save this view" close={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') save(name)
        }}
      >
        <p>The name stays in this browser. To show the view to others, send them the address of this page.</p>
        <label className="field">
          <span>Name</span>
          <input required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        {isTaken && <p className="notice">There is a view of this name; it will be replaced.</p>}
        <div className="row">
          <button type="submit" className="button button-main" disabled={name.trim() === ''}>
            {isTaken ? 'Replace' : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
