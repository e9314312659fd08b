import type { ReactNode } from 'react'
import { isWebAddress } from './web-address.ts'

/** A link out of the dashboard, into a tracker; where the address is none of the web, the words stand without it. */
export function OutwardLink({
  url,
  label,
  children,
}: {
  readonly url: string
  /** For screen readers, where the words alone do not say where it leads. */
  readonly label?: string
  readonly children: ReactNode
}) {
  if (!isWebAddress(url)) return <>{children}</>
  return (
    <a href={url} target="_blank" rel="noreferrer" aria-label={label}>
      {children}
    </a>
  )
}
