import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'

/** A dialog of the platform: focus stays in it, Escape closes it, and the focus goes back to what opened it. */
export function Dialog({
  title,
  wide = false,
  close,
  children,
}: {
  readonly title: string
  readonly wide?: boolean
  readonly close: () => void
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  // Before it is taken out of the page: one that is out of it can give the focus back to nothing.
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    return () => current?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={heading}
      onClose={() => {
        // Told late: it may have been opened again since, as React does once while a page is developed.
        if (dialog.current?.open !== true) close()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close()
      }}
    >
      <div className="dialog-body stack">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          {/* Closed by the browser, which gives the focus back to what opened it; that tells us. */}
          <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
