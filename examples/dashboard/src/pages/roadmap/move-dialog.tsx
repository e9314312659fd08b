import { useState, type FormEvent } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText } from '../../ui/format.ts'
import type { Bar } from './rows.ts'

/** Asks by how many days an item is supposed to move: the keyboard's way of dragging it. */
export function MoveDialog({
  bar,
  move,
  close,
}: {
  readonly bar: Bar
  readonly move: (days: number) => void
  readonly close: () => void
}) {
  const [days, setDays] = useState('5')
  const count = Number(days)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    close()
    if (count !== 0) move(count)
  }
  return (
    <Dialog title={`What if “${bar.title}” moves?`} close={close}>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">
          It is scheduled from{' '}
          {dayText(bar.start === undefined ? undefined : new Date(bar.start).toISOString())}. Nothing is
          written to any tracker.
        </p>
        <label className="field">
          <span>Days later (below zero: earlier)</span>
          <input
            type="number"
            step={1}
            min={-1000}
            max={1000}
            required
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </label>
        <button type="submit" className="button button-main">
          Show what moves
        </button>
      </form>
    </Dialog>
  )
}
