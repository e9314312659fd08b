import type { ReactNode } from 'react'

/** Tabs whose choice is the page's (kept in the address). Links of a list rather than a widget of its own: they work as links do. */
export function Tabs<Name extends string>({
  label,
  tabs,
  chosen,
  choose,
  children,
}: {
  readonly label: string
  readonly tabs: Readonly<Record<Name, string>>
  readonly chosen: Name
  readonly choose: (name: Name) => void
  readonly children: ReactNode
}) {
  return (
    <>
      <div className="tabs" role="group" aria-label={label}>
        {(Object.entries(tabs) as [Name, string][]).map(([name, text]) => (
          <button
            key={name}
            type="button"
            className="tab"
            aria-pressed={name === chosen}
            onClick={() => choose(name)}
          >
            {text}
          </button>
        ))}
      </div>
      {children}
    </>
  )
}
